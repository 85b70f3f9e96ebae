import { z } from 'zod';
import { orderNumber } from '../orders.ts';
import { hex16, money, sizeClass, text, unixMs, uuid } from '../schema.ts';
import { moneyBackReason } from '../stock.ts';
import { courierRight, helpCallRow, recallReason, remoteCommand, remoteOpenPurpose, returnLine } from './silo.ts';

/** What an operator of the hub may do: look, give out courier codes, have parcels recalled and alarms ended, open from afar, tell of refunds, see who wants to be written to, tell what places have, say what is sold. */
export const operatorRight = z.enum(['look', 'couriers', 'recall', 'open', 'refund', 'people', 'stock', 'catalogue']);
export type OperatorRight = z.infer<typeof operatorRight>;

/** A parcel that lies in a silo now. `deadline` is the effective one: with every standstill of the silo so far. */
export const operatorParcel = z.strictObject({
  parcelId: uuid,
  kind: z.enum(['order', 'return']),
  stationId: text(60),
  compartmentId: text(40),
  doorNumber: z.number().int().nullable(),
  size: sizeClass.nullable(),
  orderId: uuid.nullable(),
  number: orderNumber.nullable(),
  loadedAt: unixMs.nullable(),
  deadline: unixMs.nullable(),
  overdue: z.boolean(),
  recall: recallReason.nullable(),
});

/** An order whose parcel was taken out again: to be prepared once more, or to be paid back. */
export const withdrawnOrder = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  parcelId: uuid,
  stationId: text(60),
  reason: recallReason.nullable(),
  state: z.enum(['withdrawn', 'missing']),
  at: unixMs,
});

/** Money that goes back to a customer without goods having come back, and what became of it; `settled` null: nothing yet. */
export const operatorMoneyBack = z.strictObject({
  moneyId: hex16,
  orderId: uuid,
  number: orderNumber,
  amount: money,
  why: moneyBackReason,
  owedAt: unixMs,
  settled: z.strictObject({ outcome: z.enum(['paid', 'declined']), tender: text(20).nullable(), by: text(130), at: unixMs }).nullable(),
});
export type OperatorMoneyBack = z.infer<typeof operatorMoneyBack>;

/** How a refund was paid: back onto the card, or out of the till. */
export const refundTender = z.enum(['cash', 'card']);

/**
 * What the till tells of a refund: that so much was paid back, or that nothing will be. `give-back`: the hub shall have it go back through the provider that took the
 * money, for an order that was paid on a phone; said again after the provider refused, it is asked anew. `by`: who did it, as the till knows them (a number or a
 * short name of a place, no person's name).
 */
export const settleRefund = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('paid'), amount: money, tender: refundTender, by: text(60).min(1) }),
  z.strictObject({ outcome: z.literal('declined'), by: text(60).min(1) }),
  z.strictObject({ outcome: z.literal('give-back'), amount: money, by: text(60).min(1) }),
]);
export type SettleRefund = z.infer<typeof settleRefund>;

/**
 * Money that goes back through the provider that took it. `cause` and `about` name the withdrawal, the return's parcel or the sum without goods that it is for.
 * `refused` waits for people: `why` says what is in the way, `problem` what the provider answered last.
 */
export const operatorGivenBack = z.strictObject({
  refundId: hex16,
  orderId: uuid,
  number: orderNumber,
  way: text(30),
  cause: z.enum(['withdrawal', 'return', 'money']),
  about: text(60),
  amount: money,
  state: z.enum(['requested', 'pending', 'refunded', 'refused']),
  why: z.enum(['provider-refused', 'failed', 'money-gone', 'too-much', 'by-hand', 'way-gone']).nullable(),
  problem: text(200).nullable(),
  requestedBy: text(130).nullable(),
  requestedAt: unixMs,
  changedAt: unixMs,
});
export type OperatorGivenBack = z.infer<typeof operatorGivenBack>;

/** Goods that came back, what is to be paid for them (`amount`; null: people decide), and what became of it; `settled` null: nothing yet. */
export const operatorRefund = z.strictObject({
  parcelId: uuid,
  returnId: hex16.nullable(),
  orderId: uuid.nullable(),
  stationId: text(60),
  receipt: text(20),
  lines: z.array(returnLine).max(50),
  amount: money.nullable(),
  state: z.enum(['requested', 'review', 'duplicate']),
  depositedAt: unixMs,
  takenOutAt: unixMs.nullable(),
  settled: z
    .strictObject({
      outcome: z.enum(['paid', 'declined']),
      amount: money.nullable(),
      tender: refundTender.nullable(),
      by: text(130),
      at: unixMs,
    })
    .nullable(),
});

/** Something that a person must look at. `alarm` names it when it is ended. */
export const operatorAlarm = z.strictObject({
  alarm: text(200),
  kind: text(60),
  stationId: text(60).nullable(),
  at: unixMs,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** A call for help, with its shop. */
export const operatorCall = helpCallRow.extend({ storeId: text(60), waitedMs: z.number().int().nullable() });

/** A courier who may open a session at silos. Their codes are shown once, when they are made. */
export const operatorCourier = z.strictObject({
  courierId: hex16,
  name: text(80),
  rights: z.array(courierRight).min(1).max(2),
  hasPin: z.boolean(),
  /** Unix seconds. */
  notBefore: z.number().int(),
  expires: z.number().int(),
  revokedAt: unixMs.nullable(),
});

/** A courier to be: for which stations' silos, with which rights, for how many days, with a PIN or without. */
export const makeCourier = z.strictObject({
  name: text(80).min(1),
  rights: z.array(courierRight).min(1).max(2),
  stationIds: z.array(text(60)).min(1).max(50),
  days: z.number().int().min(1).max(34),
  pin: z.boolean(),
});

/** The codes of a new courier, one per silo and right, and the PIN. Nothing of this is ever shown again. */
export const madeCourier = z.strictObject({
  courierId: hex16,
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  codes: z.array(z.strictObject({ stationId: text(60), right: courierRight, code: z.string().max(160) })).max(100),
});

/** A door to be opened from afar, within a minute. `reason` is shown at the silo and names nobody. */
export const orderCommand = z.strictObject({
  stationId: text(60),
  compartmentId: text(20),
  purpose: remoteOpenPurpose,
  reason: remoteCommand.shape.reason,
});

/** A command from afar, and what became of it; `outcome` null while the silo has not said. */
export const operatorCommand = z.strictObject({
  commandId: uuid,
  stationId: text(60),
  compartmentId: text(20),
  purpose: remoteOpenPurpose,
  reason: text(120),
  orderedBy: text(60),
  issuedAt: unixMs,
  expiresAt: unixMs,
  outcome: z.enum(['opened', 'did-not-open', 'refused', 'too-late']).nullable(),
  answeredAt: unixMs.nullable(),
});

/** Why the hub wants a parcel taken out. */
export const orderRecall = z.strictObject({ reason: z.enum(['cancelled', 'damaged', 'requested']) });

/** Which alarm a person has dealt with. */
export const endAlarmRequest = z.strictObject({ alarm: text(200).min(1) });
