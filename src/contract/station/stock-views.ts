import { z } from 'zod';
import { sku, text, unixMs } from '../schema.ts';

const named = z.strictObject({ sku, title: text(200), size: text(40).nullable(), colour: text(60).nullable() });

/** What the kiosk and staff are told of the stock of an order; the words are in `src/core/stock/stock-note.ts`. */
export const stockNote = z.strictObject({
  state: z.enum(['asked', 'sure', 'kept', 'moved', 'short', 'waits']),
  missing: z.array(named.extend({ pieces: z.number().int().min(1) })).max(50),
  /** What comes, all of it or some, from another place than was said. */
  moved: z.array(named).max(50),
  /** Until when its customer may say what to do about what is missing; null: nothing is asked. */
  answerBy: unixMs.nullable(),
});
export type StockNote = z.infer<typeof stockNote>;
