import { z } from 'zod';
import { locale, text, unixMs } from '../schema.ts';

/** `true` in an address. */
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** How a product file is to be taken. */
export const feedQuery = z.strictObject({
  /** The shop whose currency and stock location count; left out: the only one. */
  store: text(60).min(1).optional(),
  /** Where the file's stock is, if not in that shop. */
  location: text(60).min(1).optional(),
  /** When its figures were true, Unix milliseconds; left out: now. */
  asOf: z.coerce.number().pipe(unixMs).optional(),
  /** The language of category names for products that have none. */
  language: locale.default('es'),
  /** The file is all that is sold: what it no longer names goes off sale. */
  whole: flag.default(false),
  /** Of a hundred products on sale, how many may go so. */
  most: z.coerce.number().int().min(0).max(100).optional(),
  /** Only read and report. */
  check: flag.default(false),
});

/** Most rows that a report names. */
export const MAX_REPORTED = 1000;

const count = z.number().int().min(0);
const counts = { created: count, changed: count, unchanged: count };

/** What a product file held, and what it did; `written` false: it was only read. */
export const feedReport = z.strictObject({
  written: z.boolean(),
  rows: count,
  products: z.strictObject({ read: count, ...counts, left: count }),
  stock: z.strictObject({ read: count, ...counts }),
  /** Rows that were not taken, by line, the first thousand of `rejectedRows`. */
  rejectedRows: count,
  rejected: z.array(z.strictObject({ line: count, handle: text(400), reason: text(40), detail: text(2000) })).max(MAX_REPORTED),
  /** What the shop should know of rows that were taken, the first thousand. */
  notes: z.array(z.strictObject({ line: count, handle: text(400), note: text(2000) })).max(MAX_REPORTED),
});
export type FeedReport = z.infer<typeof feedReport>;
