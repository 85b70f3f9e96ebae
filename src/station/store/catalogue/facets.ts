import { z } from 'zod';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import { colourFamilyName, type Facets, type PlaceKind, placeKind } from '../../../contract/station/catalogue-views.ts';
import { priceBands, priceBit } from '../../../core/catalogue/price-bands.ts';
import { compareSizes } from '../../../core/catalogue/size-order.ts';
import type { Sql } from '../sql.ts';
import type { Candidates, Source } from './candidates.ts';
import { type Filter, missed, missedBits } from './filter.ts';
import { eachOffer, emptyOffer, kindBits } from './offers.ts';

const MOST_SIZES = 60;

const labelRow = z.object({ id: z.number(), value: z.string() });

/** Counts what further filters would leave of what a search found. */
export function facetReader(sql: Sql, found: Candidates, config: () => StationConfig | null) {
  const sizeLabels = sql.many(labelRow, "SELECT id, value FROM label WHERE kind = 'size'");
  return (source: Source | null, filter: Filter, kindOf: readonly number[]): Facets => {
    const counts = new Counts(filter, kindOf);
    const isWhole = source === null || found.scan(source, (offers) => counts.add(offers));
    const names = new Map(sizeLabels().map(({ id, value }) => [id, value]));
    const sizes = [...counts.sizes].flatMap(([id, count]) => {
      const size = names.get(id);
      return size === undefined ? [] : [{ size, count }];
    });
    const most = sizes.sort((one, two) => two.count - one.count).slice(0, MOST_SIZES);
    return {
      total: counts.total,
      isMore: !isWhole,
      sizes: most.sort((one, two) => compareSizes(one.size, two.size)),
      colours: colourFamilyName.options.flatMap((colour, i) => present({ colour, count: counts.colours.get(i + 1) ?? 0 })),
      places: placeKind.options.flatMap((place: PlaceKind) => present({ place, count: counts.places.get(kindBits[place]) ?? 0 })),
      prices: [...priceBands(counts.prices)],
      currency: config()?.currency ?? 'EUR',
    };
  };
}

function present<T extends { readonly count: number }>(entry: T): T[] {
  return entry.count === 0 ? [] : [entry];
}

/**
 * Counts products, not variants: a product counts once for a value, if one of its variants has it and passes all filters of the other kinds. The
 * sets are emptied for each product and used again, because there are tens of thousands.
 */
class Counts {
  readonly sizes = new Map<number, number>();
  readonly colours = new Map<number, number>();
  readonly places = new Map<number, number>();
  /** How many products have which elementary ranges of price. */
  readonly prices = new Map<number, number>();
  total = 0;
  readonly #filter: Filter;
  readonly #kindOf: readonly number[];
  readonly #offer = emptyOffer();
  readonly #sizes = new Set<number>();
  readonly #colours = new Set<number>();

  constructor(filter: Filter, kindOf: readonly number[]) {
    this.#filter = filter;
    this.#kindOf = kindOf;
  }

  add(offers: Uint8Array): void {
    const offer = this.#offer;
    let kinds = 0;
    let prices = 0;
    let passed = 0;
    this.#sizes.clear();
    this.#colours.clear();
    eachOffer(offers, this.#kindOf, offer, () => {
      const misses = missed(this.#filter, offer);
      if (misses === 0) passed = 1;
      if ((misses & ~missedBits.size) === 0) this.#sizes.add(offer.size);
      if ((misses & ~missedBits.colour) === 0) this.#colours.add(offer.colour);
      if ((misses & ~missedBits.place) === 0) kinds |= offer.kinds;
      if ((misses & ~missedBits.price) === 0) prices |= priceBit(offer.price);
    });
    this.total += passed;
    for (const size of this.#sizes) increase(this.sizes, size);
    for (const colour of this.#colours) increase(this.colours, colour);
    for (const bit of Object.values(kindBits)) if ((kinds & bit) !== 0) increase(this.places, bit);
    if (prices !== 0) increase(this.prices, prices);
  }
}

function increase(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
