import { z } from 'zod';
import { text, unixMs, uuid } from './schema.ts';

const count = z.number().int().min(0).max(1_000_000);
const minor = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000);
/** How many, and how much together in minor units. */
const sums = z.strictObject({ count, minor });

/** What somebody did in a shift at one station. */
export const shiftCounts = z.strictObject({
  /** Money taken at the till, by how it was paid; and given back. */
  cashIn: sums,
  cardIn: sums,
  cashOut: sums,
  cardOut: sums,
  /** Orders placed for a customer, handed over, and changed (rejected, sent another way). */
  orders: count,
  handed: count,
  changed: count,
  discounts: count,
  /** Calls for help that they answered, and how long those waited together, in milliseconds. */
  calls: count,
  callsMs: z.number().int().min(0),
  loaded: count,
  takenOut: count,
});
export type ShiftCounts = z.infer<typeof shiftCounts>;

/** What is left to do when a shift ends. */
export const shiftLeft = z.strictObject({ toPrepare: count, toHand: count, short: count, calls: count, doors: count });
export type ShiftLeft = z.infer<typeof shiftLeft>;

/** Why the cash that was counted is not what there should be. */
export const cashReason = z.enum(['wrong-change', 'wrong-tender', 'paid-out', 'unknown']);
export type CashReason = z.infer<typeof cashReason>;

/** The cash of a drawer, in minor units: what lay in it, what should, what was counted, and what stays for the next shift. */
export const shiftCash = z.strictObject({ float: minor, expected: minor, counted: minor, left: minor, reason: cashReason.nullable() });
export type ShiftCash = z.infer<typeof shiftCash>;

/** A member of the staff closed the shift at a station, and signed for it. It is never changed; `note` is for whoever comes next and names no customer. */
export const shiftClosed = z.strictObject({
  kind: z.literal('shift.closed'),
  shiftId: uuid,
  staffId: text(60),
  from: unixMs,
  to: unixMs,
  currency: z.string().regex(/^[A-Z]{3}$/),
  people: z.array(shiftCounts.extend({ staffId: text(60) })).max(100),
  /** Null: the station has no drawer to count. */
  cash: shiftCash.nullable(),
  left: shiftLeft,
  note: text(200).nullable(),
});
export type ShiftClosed = z.infer<typeof shiftClosed>;

/**
 * What a station remembers of the shift that was closed last: where in its record it ended, when, what stayed in the drawer, the note, and all of it for its paper.
 * Left out: a station that kept no more of it.
 */
export const lastShift = z.strictObject({
  seq: z.number().int().min(0),
  at: unixMs,
  left: minor,
  note: text(200).nullable(),
  closed: shiftClosed.optional(),
});
export type LastShift = z.infer<typeof lastShift>;
