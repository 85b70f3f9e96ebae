import { z } from 'zod';
import { courierRight, recallReason } from '../hub/silo.ts';
import { orderNumber } from '../orders.ts';
import { receiptDocument } from '../receipt.ts';
import { sizeClass, text, unixMs, uuid } from '../schema.ts';
import { door } from './place-views.ts';

/** A parcel being loaded by staff or a courier: what its door is doing, and what came of it. */
export const loadState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opening'), door }),
  z.strictObject({ kind: z.literal('open'), door, openedAt: unixMs }),
  /** The door is closed again: what did you do? Reading the label of another order answers "it is inside". */
  z.strictObject({ kind: z.literal('ask'), door }),
  z.strictObject({ kind: z.literal('did-not-open'), door, canRetry: z.boolean() }),
  /** Confirmed; `slip` carries the customer's code for who has no phone. Null for a courier, who learns nothing of customers. */
  z.strictObject({ kind: z.literal('loaded'), door, slip: receiptDocument.nullable() }),
  z.strictObject({ kind: z.literal('abandoned'), door }),
]);
export type LoadState = z.infer<typeof loadState>;

/** The parcel in hand. */
export const loadTask = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  size: sizeClass,
  /** Which parcel of its order this is, the first being 1. */
  parcel: z.number().int().min(1),
  /** Does the code that the customer has already open this one too? */
  sharesCode: z.boolean(),
  /** Was a low door asked for, and is this one? */
  lowDoor: z.enum(['not-asked', 'given', 'none-free']),
  /** Is there a larger size in this bank, for a parcel that does not fit? */
  canGrow: z.boolean(),
  /** The order whose label was read while the door was still open: it comes next, as soon as somebody says what became of this one. */
  next: orderNumber.nullable(),
  state: loadState,
});
export type LoadTask = z.infer<typeof loadTask>;

/** Why a parcel is not loaded, where a person has to do something about it. */
export const loadStopReason = z.enum([
  'unreadable',
  'unknown-order',
  'for-shipping',
  'for-desk',
  'cancelled',
  'not-paid',
  'on-hold',
  'already-loaded',
  'still-watched',
  'already-collected',
  'too-big',
  'no-free-compartment',
  'only-kept',
  'no-blank-pass',
  'doors-unreachable',
  'storage',
]);
export type LoadStopReason = z.infer<typeof loadStopReason>;

/** The parcel that was asked for last and is not loaded. Null where what was read names no order of this shop. */
export const loadStop = z.strictObject({
  reason: loadStopReason,
  number: orderNumber.nullable(),
  orderId: uuid.nullable(),
  size: sizeClass.nullable(),
  /** Was it asked for as a further parcel of its order, and behind a low door? */
  another: z.boolean(),
  lowDoor: z.boolean(),
});
export type LoadStop = z.infer<typeof loadStop>;

/**
 * A parcel of the round: inside, not certainly (its door moved afterwards), taken back again, gone with its customer already, or nobody
 * said what became of it (the station started anew, or they went away), so that its door has to be looked behind.
 */
export const roundEntry = z.strictObject({
  parcelId: uuid,
  number: orderNumber,
  door,
  size: sizeClass,
  state: z.enum(['inside', 'unsure', 'taken-back', 'collected', 'interrupted']),
  at: unixMs,
  /** Can it still be taken back by one press? */
  canUndo: z.boolean(),
});
export type RoundEntry = z.infer<typeof roundEntry>;

/** What one person loaded since they began, the last first. `stop` stays until it is closed or another parcel is asked for. */
export const loadRound = z.strictObject({
  entries: z.array(roundEntry).max(500),
  /** All parcels of the round that are inside. */
  total: z.number().int().min(0),
  stop: loadStop.nullable(),
});
export type LoadRound = z.infer<typeof loadRound>;

/** A parcel that is to be taken out. `since`: when its time ran out, or when it was put in. */
export const recallItem = z.strictObject({
  parcelId: uuid,
  kind: z.enum(['order', 'return']),
  /** The order's number; null for goods that came back without an order known here. */
  number: orderNumber.nullable(),
  /** What stands on the receipt of goods that came back. */
  receipt: text(20).nullable(),
  reason: recallReason,
  door,
  since: unixMs,
});
export type RecallItem = z.infer<typeof recallItem>;

/** What was found behind a door of the round. `stuck`: it did not open. `unsure`: nobody said, so the parcel stays on the books. */
export const recallFound = z.enum(['taken', 'missing', 'other', 'left', 'stuck', 'unsure']);
export type RecallFound = z.infer<typeof recallFound>;

/** The door of a recall that is in hand, and what follows. */
export const recallState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opening'), door }),
  z.strictObject({ kind: z.literal('open'), door, openedAt: unixMs }),
  z.strictObject({ kind: z.literal('ask'), door }),
  z.strictObject({ kind: z.literal('did-not-open'), door, canRetry: z.boolean() }),
  /** Something is to be done before the round goes on: what was found was not what was expected. */
  z.strictObject({ kind: z.literal('result'), door, found: recallFound }),
  /** The next door cannot be opened now. */
  z.strictObject({ kind: z.literal('paused'), door, reason: z.enum(['doors-unreachable', 'storage', 'in-use', 'gone', 'stays']) }),
  z.strictObject({ kind: z.literal('finished') }),
]);
export type RecallState = z.infer<typeof recallState>;

/** A round of taking out: its parcels door by door, what was found, and where it stands. */
export const recallRound = z.strictObject({
  /** `undo`: what was just loaded is taken back. `two-people`: a second person has agreed. */
  task: z.enum(['list', 'undo', 'two-people']),
  items: z.array(z.strictObject({ item: recallItem, found: recallFound.nullable() })).max(500),
  /** The one in hand, as its place in `items`; null once it is finished. */
  at: z.number().int().min(0).nullable(),
  /** What the label said that was held to the reader behind this door. */
  label: z.enum(['not-read', 'matches', 'differs', 'unreadable']),
  state: recallState,
});
export type RecallRound = z.infer<typeof recallRound>;

/** A courier at work here. `endsAt` is when the session ends by itself; it waits while a door is in hand. */
export const courierSession = z.strictObject({
  name: text(80),
  rights: z.array(courierRight).min(1).max(2),
  /** What the code that they showed is for: where their screen begins. */
  begins: courierRight,
  endsAt: unixMs,
});
export type CourierSession = z.infer<typeof courierSession>;

/** A courier at the silo: asked for the PIN, or at work on the screens for loading and taking out. */
export const courierStates = [
  z.strictObject({ kind: z.literal('courier-pin'), wrong: z.boolean(), until: unixMs }),
  z.strictObject({ kind: z.literal('courier') }),
] as const;
