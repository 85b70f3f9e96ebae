import type { ColourFamily } from '../../../contract/station/catalogue-views.ts';
import { colourFamilyName } from '../../../contract/station/catalogue-views.ts';

/** What filters need of one variant. Labels and places are the numbers that `catalogue.db` gives them. */
export interface Offer {
  /** The size's label; 0 for none. */
  readonly size: number;
  readonly colour: ColourFamily | null;
  /** Minor units of the product's currency. */
  readonly price: number;
  /** The places that have at least one piece. */
  readonly places: readonly number[];
}

const HEAD = 10;
const PLACE = 2;
const families: readonly ColourFamily[] = colourFamilyName.options;

/**
 * The variants of a product as bytes, little endian, one after the other:
 *
 *     size u32 | colour u8 (0 none) | price u32 | number of places u8 | places u16 each
 *
 * Places beyond 255 of one variant, and those numbered above 65535, are left out.
 */
export function packOffers(offers: readonly Offer[]): Uint8Array {
  const kept = offers.map((offer) => ({ ...offer, places: offer.places.filter((place) => place <= 0xffff).slice(0, 0xff) }));
  const bytes = new Uint8Array(kept.reduce((length, offer) => length + HEAD + PLACE * offer.places.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { size, colour, price, places } of kept) {
    view.setUint32(at, size, true);
    view.setUint8(at + 4, colour === null ? 0 : families.indexOf(colour) + 1);
    view.setUint32(at + 5, price, true);
    view.setUint8(at + 9, places.length);
    for (const [i, place] of places.entries()) view.setUint16(at + HEAD + PLACE * i, place, true);
    at += HEAD + PLACE * places.length;
  }
  return bytes;
}

/** The offers behind the bytes, without their places, which the stock says anew. */
export function unpackOffers(bytes: Uint8Array): readonly Omit<Offer, 'places'>[] {
  const seen = emptyOffer();
  const offers: Omit<Offer, 'places'>[] = [];
  eachOffer(bytes, [], seen, () => offers.push({ size: seen.size, colour: families[seen.colour - 1] ?? null, price: seen.price }));
  return offers;
}

/** What one variant says while the bytes are walked; the same object each time, because there are hundreds of thousands. */
export interface OfferSeen {
  size: number;
  /** Place in the list of families plus one; 0 for none. */
  colour: number;
  price: number;
  /** The kinds of places that have it, as bits of `kindBits`. */
  kinds: number;
}

/** Walks packed offers without making an object for each. `kindOf` gives the bits of a place by its number. */
export function eachOffer(bytes: Uint8Array, kindOf: readonly number[], seen: OfferSeen, visit: () => void): void {
  let at = 0;
  while (at + HEAD <= bytes.length) {
    seen.size = u32(bytes, at);
    seen.colour = bytes[at + 4] ?? 0;
    seen.price = u32(bytes, at + 5);
    seen.kinds = 0;
    const count = bytes[at + 9] ?? 0;
    at += HEAD;
    for (let i = 0; i < count; i++, at += PLACE) seen.kinds |= kindOf[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] ?? 0;
    visit();
  }
}

/**
 * The kinds of all places that have any of a product's variants, from what SQL's `hex()` makes of its offers. A search asks this of a hundred products, and each value
 * of bytes that comes out of the database is memory of its own, which the collector has to free one by one; a text is not.
 */
export function kindsInHex(hex: string, kindOf: readonly number[]): number {
  let kinds = 0;
  let at = 0;
  while (at + 2 * HEAD <= hex.length) {
    const count = byteOfHex(hex, at + 2 * (HEAD - 1));
    at += 2 * HEAD;
    for (let i = 0; i < count; i++, at += 2 * PLACE) kinds |= kindOf[byteOfHex(hex, at) | (byteOfHex(hex, at + 2) << 8)] ?? 0;
  }
  return kinds;
}

/** An object for `eachOffer` to fill. */
export function emptyOffer(): OfferSeen {
  return { size: 0, colour: 0, price: 0, kinds: 0 };
}

/** Bits of `OfferSeen.kinds`. */
export const kindBits = { here: 1, shop: 2, warehouse: 4 } as const;

function u32(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}

function byteOfHex(hex: string, at: number): number {
  return (nibble(hex.charCodeAt(at)) << 4) | nibble(hex.charCodeAt(at + 1));
}

/** SQLite writes digits and capitals. */
function nibble(code: number): number {
  return code <= 0x39 ? code - 0x30 : code - 0x37;
}
