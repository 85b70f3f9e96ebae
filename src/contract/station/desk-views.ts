import { z } from 'zod';
import { text, unixMs } from '../schema.ts';
import { shiftCounts, shiftLeft } from '../shift.ts';

/** The shift that runs at this station: since the last one was closed. Amounts in minor units of `currency`. */
export const shiftView = z.strictObject({
  /** Null: nothing was ever closed here. */
  since: unixMs.nullable(),
  currency: z.string(),
  /** What the shift before left in the drawer, and what should be in it now. */
  float: z.number().int(),
  expected: z.number().int(),
  people: z.array(shiftCounts.extend({ staffId: text(60), name: text(80) })).max(100),
  total: shiftCounts,
  left: shiftLeft,
  /** What whoever closed the shift before wanted to be known. */
  note: text(200).nullable(),
  /** Can whoever asked print the paper of the shift before? Left out: no. */
  paper: z.boolean().optional(),
  /** Sums of which nobody knows whether they were given back: the answer was lost. */
  unsure: z.number().int().min(0),
});
export type ShiftView = z.infer<typeof shiftView>;
