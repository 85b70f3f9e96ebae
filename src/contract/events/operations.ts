import { z } from 'zod';
import { contact, fulfilment, orderExtras, orderLine, orderNumber, shipAddress } from '../orders.ts';
import { afterOperations } from './after-operations.ts';
import { loyaltyOperations } from './loyalty-operations.ts';
import { discountOperations } from './discount-operations.ts';
import { moneyOperations } from './money-operations.ts';
import { shiftClosed } from '../shift.ts';
import { siloOperations } from './silo-operations.ts';
import { priceMark } from '../discounts.ts';
import { softHold } from '../stock.ts';
import { hex16, locale, money, sizeClass, text, unixMs, uuid } from '../schema.ts';

/** A shopper placed an order at a kiosk. The only operation with a contact in it; the station forgets it once it is durable at the hub. */
export const orderPlaced = z.strictObject({
  kind: z.literal('order.placed'),
  orderId: uuid,
  number: orderNumber,
  placedAt: unixMs,
  lines: z.array(orderLine).min(1).max(50),
  total: money,
  fulfilment,
  /** Where lines are sent to of an order whose leading way is another; left out: none are. */
  shipTo: shipAddress.optional(),
  /** Left out: the member's own, which the hub knows; then `memberId` is there. */
  contact: contact.optional(),
  locale,
  ...orderExtras,
  /** Was the hub away when it was placed? Then stock was not reserved and the hub may have to adjust. */
  placedOffline: z.boolean(),
  /** What the station took off its own figures for it; left out: it did not say. */
  holds: z.array(softHold).max(200).optional(),
  /** Who took something off its lines, and why: one for each line with a `listPrice`. Left out: nobody did. */
  marks: z.array(priceMark).max(50).optional(),
  /** Who of the staff stood beside its shopper when it was placed; left out: nobody. */
  assistedBy: text(60).optional(),
});

/** Staff took the money for an order at the till. */
export const paymentTaken = z.strictObject({
  kind: z.literal('payment.taken'),
  paymentId: uuid,
  orderId: uuid,
  tender: z.enum(['cash', 'card']),
  amount: money,
  staffId: text(60),
  takenAt: unixMs,
});

/** Staff put the desk's part of an order ready: its customer can come for it. */
export const goodsReady = z.strictObject({
  kind: z.literal('goods.ready'),
  orderId: uuid,
  way: z.literal('desk'),
  staffId: text(60),
  readyAt: unixMs,
});

/** Staff handed a part of an order over: at the desk, or what is taken along, at the till with its payment. */
export const goodsHanded = z.strictObject({
  kind: z.literal('goods.handed'),
  orderId: uuid,
  way: z.enum(['carry-out', 'desk']),
  staffId: text(60),
  handedAt: unixMs,
});

/** Staff put an order's parcel into a compartment and confirmed it. From here on `passId` opens it. */
export const parcelLoaded = z.strictObject({
  kind: z.literal('parcel.loaded'),
  parcelId: uuid,
  orderId: uuid,
  bank: z.number().int().min(0).max(0xfffffffe),
  compartmentId: text(40),
  doorNumber: z.number().int().min(1).max(9999),
  size: sizeClass,
  passId: hex16,
  staffId: text(60),
  loadedAt: unixMs,
  /** When it is to be recalled, if nobody came and nothing stood still; the hub may move it. */
  deadline: unixMs.nullable(),
});

/** The hand-over of a parcel was observed: its door was seen open, then closed. */
export const parcelCollected = z.strictObject({
  kind: z.literal('parcel.collected'),
  parcelId: uuid,
  orderId: uuid,
  intentId: uuid,
  /** Null where head office opened for somebody who stood there. */
  passId: hex16.nullable(),
  /** The delegate's id, where their code was shown; the pass is the holder's. */
  delegateId: hex16.nullable(),
  commandId: uuid.nullable(),
  compartmentId: text(40),
  openedAt: unixMs,
  closedAt: unixMs,
});

/** Why head office hears of a compartment. */
export const compartmentMark = z.enum([
  'unexpected-open',
  'left-open',
  'did-not-open',
  'unknown-after-restart',
  'not-empty',
  'verified-empty',
  'forced',
  'wiring',
  'sensor-contradicts',
  'problem-reported',
  'missing',
]);

/** A compartment's state changed in a way that head office must see: suspect, out of service, verified again. */
export const compartmentMarked = z.strictObject({
  kind: z.literal('compartment.marked'),
  compartmentId: text(40),
  mark: compartmentMark,
  at: unixMs,
});

/** A station started. */
export const stationStarted = z.strictObject({
  kind: z.literal('station.started'),
  version: text(40),
  schema: z.number().int().min(0),
  at: unixMs,
});

/** One thing that happened at a station, as the hub is told. It carries intent and fact, never resulting state. */
export const operation = z.discriminatedUnion('kind', [
  orderPlaced,
  paymentTaken,
  goodsReady,
  goodsHanded,
  parcelLoaded,
  parcelCollected,
  compartmentMarked,
  stationStarted,
  shiftClosed,
  ...siloOperations,
  ...afterOperations,
  ...loyaltyOperations,
  ...discountOperations,
  ...moneyOperations,
]);
export type Operation = z.infer<typeof operation>;
export type OperationKind = Operation['kind'];
export type OrderPlaced = z.infer<typeof orderPlaced>;
export type PaymentTaken = z.infer<typeof paymentTaken>;
export type GoodsReady = z.infer<typeof goodsReady>;
export type GoodsHanded = z.infer<typeof goodsHanded>;
export type ParcelLoaded = z.infer<typeof parcelLoaded>;
export type ParcelCollected = z.infer<typeof parcelCollected>;
