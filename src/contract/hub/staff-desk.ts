import { z } from 'zod';
import { orderNumber, shipAddress } from '../orders.ts';
import { isoDate, money, sku, text, unixMs, uuid } from '../schema.ts';
import { moneyBackReason } from '../stock.ts';

/** Who of the shop's staff asks: the station has seen their badge and PIN, and the hub looks whether they are of that shop and may do it. */
const staffId = text(60).min(1);

/** What became of what staff asked for. Everything but `done` changed nothing. */
export const deskOutcome = z.enum([
  'done',
  /** Not of this shop's staff, or not with this right. */
  'not-allowed',
  'unknown-order',
  /** It has changed since it was shown. */
  'changed',
  'cancelled',
  /** Its customer has it already, or the money went back already. */
  'already',
  'on-hold',
  /** Somebody is just paying it on a phone. */
  'paying',
  /** It lies in a locker: it is taken out first. */
  'in-locker',
  /** It was put ready at the desk: its customer was called there. */
  'ready',
  /** Another place sends it. */
  'not-ours',
  /** No piece of it was to come out of this shop. */
  'not-here',
  'no-address',
  /** Nobody knows how to reach its customer. */
  'no-contact',
  'nothing-to-tell',
  'too-often',
  /** Its money goes back by itself, or the provider cannot be asked. */
  'not-now',
]);
export type DeskOutcome = z.infer<typeof deskOutcome>;
/** How the hub answers. */
export const deskAnswer = z.strictObject({ outcome: deskOutcome });

/** `POST /v1/staff/orders/{orderId}/resend`: the last news once more, to the contact that the order has. */
export const deskResend = z.strictObject({ staffId });

/** Why the shop cannot fulfil. `not-found` and `damaged`: the pieces that it was to take are not there to be sold. */
export const rejectReason = z.enum(['not-found', 'damaged', 'other']);
export type RejectReason = z.infer<typeof rejectReason>;
const pieces = z.strictObject({ sku, quantity: z.number().int().min(1).max(1000) });

/** `POST .../reject`: the shop cannot give these pieces. `seen` is the order's total as it was shown. */
export const deskReject = z.strictObject({ staffId, reason: rejectReason, pieces: z.array(pieces).min(1).max(50), seen: money });
export type DeskReject = z.infer<typeof deskReject>;

/** How a customer agreed that their order goes another way. */
export const agreement = z.enum(['in-person', 'by-phone']);
export type Agreement = z.infer<typeof agreement>;

/**
 * `POST .../reroute`. `elsewhere`: these pieces are not in the shop, and are to come from another place the same way, which needs nobody's word. `way`: a part goes
 * another way, as its customer agreed, until a day that staff promise.
 */
export const deskReroute = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('elsewhere'), staffId, reason: rejectReason.exclude(['other']), pieces: z.array(pieces).min(1).max(50), seen: money }),
  z.strictObject({
    to: z.literal('way'),
    staffId,
    from: z.enum(['desk', 'silo']),
    way: z.enum(['desk', 'silo', 'ship']),
    agreed: agreement,
    today: isoDate,
    until: isoDate,
    /** Left out: the address that the order has. */
    address: shipAddress.optional(),
    seen: money,
  }),
]);
export type DeskReroute = z.infer<typeof deskReroute>;

/** What money is owed for: a withdrawal, goods that came back, or money without goods. */
export const moneyCause = z.enum(['withdrawal', 'return', 'money']);

/**
 * Money that is to go back, once for each cause. `till`: it is given back at the till. `coming`: it goes back by itself, the way it was paid. `refused`: it did
 * not, and a person decides: `problem` says why. `look`: head office has to decide how much. `amount` null: not decided. `why`: where no goods came back and nobody
 * withdrew. `paidWith` null: not known, or it makes no difference, because a till took this sum beside what the order cost.
 */
export const owedMoney = z.strictObject({
  cause: moneyCause,
  about: text(60),
  orderId: uuid.nullable(),
  number: orderNumber.nullable(),
  amount: money.nullable(),
  why: moneyBackReason.nullable(),
  owedAt: unixMs,
  paidWith: z.enum(['cash', 'card', 'online']).nullable(),
  state: z.enum(['till', 'coming', 'refused', 'look']),
  problem: z.enum(['provider-refused', 'failed', 'money-gone', 'too-much', 'by-hand', 'way-gone']).nullable(),
});
export type OwedMoney = z.infer<typeof owedMoney>;

/** `POST /v1/staff/money`: what is owed to customers of the shop, what waits longest first. */
export const deskMoney = z.strictObject({ staffId });
/** The list. */
export const owedMoneyList = z.strictObject({ owed: z.array(owedMoney).max(200) });

/** `POST /v1/staff/money/settle`: given back at the till in this tender; or `provider`: the way it was paid, asked (anew). */
export const deskSettle = z.strictObject({ staffId, cause: moneyCause, about: text(60), amount: money, how: z.enum(['cash', 'card', 'provider']) });
export type DeskSettle = z.infer<typeof deskSettle>;

/** Something at the shop that a person has to look at. */
export const shopAlarm = z.strictObject({ kind: text(60), at: unixMs, number: orderNumber.nullable(), stationId: text(60).nullable() });
export type ShopAlarm = z.infer<typeof shopAlarm>;
/** `POST /v1/staff/alarms`. */
export const deskAlarms = z.strictObject({ staffId });
/** The newest first. */
export const shopAlarms = z.strictObject({ alarms: z.array(shopAlarm).max(50) });
