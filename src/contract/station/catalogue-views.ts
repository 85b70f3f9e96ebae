import { z } from 'zod';
import { money, text } from '../schema.ts';
import { productCard } from './views.ts';

/** The few colours that shoppers filter by, whatever a maker calls its own ("azul noche", "petrol"). */
export const colourFamilyName = z.enum(['black', 'grey', 'white', 'beige', 'brown', 'red', 'orange', 'yellow', 'green', 'turquoise', 'blue', 'purple', 'pink']);
export type ColourFamily = z.infer<typeof colourFamilyName>;

/** Where a piece can be, seen from this shop. */
export const placeKind = z.enum(['here', 'shop', 'warehouse']);
export type PlaceKind = z.infer<typeof placeKind>;

const minor = z.number().int().min(0).max(1_000_000_000);

/**
 * What a list is narrowed to. Within one kind any of the values will do; between kinds all must hold, and for one and the same variant: "M" and
 * "blue" finds a product that has its M in blue. `price` is in minor units, `from` included and `to` not; null is no end.
 */
export const filters = z.strictObject({
  sizes: z.array(text(40)).max(40),
  colours: z.array(colourFamilyName).max(13),
  places: z.array(placeKind).max(3),
  price: z.strictObject({ from: minor.nullable(), to: minor.nullable() }),
});
export type Filters = z.infer<typeof filters>;

/** Nothing is narrowed. */
export const NO_FILTERS: Filters = { sizes: [], colours: [], places: [], price: { from: null, to: null } };

/** `relevance`: what fits best, then what is here, then the order of the catalogue. `new`: what came to this catalogue last. */
export const sort = z.enum(['relevance', 'price-up', 'price-down', 'new']);
export type Sort = z.infer<typeof sort>;

/** Another way to look where nothing was found: fewer words, or a category, with how many products that would find. */
export const suggestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('words'), text: text(100), count: z.number().int() }),
  z.strictObject({ kind: z.literal('category'), category: text(80), count: z.number().int() }),
]);
export type Suggestion = z.infer<typeof suggestion>;

/** A page of a list. */
export const searchPage = z.strictObject({
  items: z.array(productCard).max(60),
  total: z.number().int(),
  /** There are more than `total`; they were not counted. */
  isMore: z.boolean(),
  /** What was looked for instead, when nothing had the words as they were typed; null when they were taken as typed. */
  corrected: text(100).nullable(),
  /** Only where nothing was found. */
  suggestions: z.array(suggestion).max(8),
});
export type SearchPage = z.infer<typeof searchPage>;

const count = z.number().int();

/**
 * How many products each further choice would leave. Within its own kind a choice is counted as if nothing of that kind were chosen.
 */
export const facets = z.strictObject({
  total: count,
  /** Not every product was looked at: each count is the least there are. */
  isMore: z.boolean(),
  sizes: z.array(z.strictObject({ size: text(40), count })).max(60),
  colours: z.array(z.strictObject({ colour: colourFamilyName, count })).max(13),
  places: z.array(z.strictObject({ place: placeKind, count })).max(3),
  prices: z.array(z.strictObject({ from: minor.nullable(), to: minor.nullable(), count })).max(5),
  currency: money.shape.currency,
});
export type Facets = z.infer<typeof facets>;
