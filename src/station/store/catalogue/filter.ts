import { colourFamilyName, type Filters } from '../../../contract/station/catalogue-views.ts';
import { numberRow, type Sql } from '../sql.ts';
import { eachOffer, emptyOffer, kindBits, type OfferSeen } from './offers.ts';

/** Filters in the numbers of the catalogue's file. A null set lets everything pass. */
export interface Filter {
  readonly sizes: ReadonlySet<number> | null;
  readonly colours: ReadonlySet<number> | null;
  /** Bits of kinds; 0 lets everything pass. */
  readonly kinds: number;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Translates filters; a size that no product has is one that nothing passes. */
export function filterReader(sql: Sql): (filters: Filters) => Filter {
  const label = sql.one(numberRow, "SELECT id AS value FROM label WHERE kind = 'size' AND value = ?");
  return ({ sizes, colours, places, price }) => ({
    sizes: sizes.length === 0 ? null : new Set(sizes.map((size) => label(size) ?? -1)),
    colours: colours.length === 0 ? null : new Set(colours.map((colour) => colourFamilyName.options.indexOf(colour) + 1)),
    kinds: places.reduce((bits, place) => bits | kindBits[place], 0),
    from: price.from ?? 0,
    to: price.to ?? Number.POSITIVE_INFINITY,
  });
}

/** Does anything have to be looked at at all? */
export function isOpen({ sizes, colours, kinds, from, to }: Filter): boolean {
  return sizes === null && colours === null && kinds === 0 && from <= 0 && to === Number.POSITIVE_INFINITY;
}

/** The kinds of filter that a variant does not pass, as bits of `missedBits`. */
export function missed(filter: Filter, offer: OfferSeen): number {
  return (
    (filter.sizes === null || filter.sizes.has(offer.size) ? 0 : missedBits.size) |
    (filter.colours === null || filter.colours.has(offer.colour) ? 0 : missedBits.colour) |
    (filter.kinds === 0 || (filter.kinds & offer.kinds) !== 0 ? 0 : missedBits.place) |
    (offer.price >= filter.from && offer.price < filter.to ? 0 : missedBits.price)
  );
}

/** Bits of `missed`. */
export const missedBits = { size: 1, colour: 2, place: 4, price: 8 } as const;

const seen = emptyOffer();

/** Does one variant pass all of the filter? */
export function passes(filter: Filter, offers: Uint8Array, kindOf: readonly number[]): boolean {
  let found = false;
  eachOffer(offers, kindOf, seen, () => {
    found ||= missed(filter, seen) === 0;
  });
  return found;
}

/** Where the nearest piece of a product is, by the kinds of all places that have one: 0 here, 1 in another shop or warehouse, 2 nowhere. */
export function distance(kinds: number): number {
  return (kinds & kindBits.here) !== 0 ? 0 : kinds !== 0 ? 1 : 2;
}
