import { z } from 'zod';
import { picture } from './catalogue.ts';
import { orderStock } from './stock.ts';
import { hex16, isoDate, locale, money, pinHash, sku, text, unixMs, uuid } from './schema.ts';

/**
 * How one line reaches its customer: taken along from the till, handed over at the shop's desk, out of a locker, or sent home.
 * A way that is left out on a line is that of the whole order.
 */
export const way = z.enum(['carry-out', 'desk', 'silo', 'ship']);
export type Way = z.infer<typeof way>;

/** Where a parcel is sent to. */
export const shipAddress = z.strictObject({
  name: text(120).min(1),
  street: text(200).min(1),
  postcode: text(12).min(1),
  city: text(100).min(1),
  country: z.string().regex(/^[A-Z]{2}$/),
});
export type ShipAddress = z.infer<typeof shipAddress>;

/**
 * How the goods of an order reach the customer. Where its lines go several ways this is the leading one: the silo if anything goes
 * there, else shipping, else the desk, else the till.
 */
export const fulfilment = z.discriminatedUnion('kind', [
  /** `needsLowDoor`: a door that can be reached from a wheelchair, please. Left out: nobody asked for one. */
  z.strictObject({ kind: z.literal('silo'), needsLowDoor: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('ship'), address: shipAddress }),
  z.strictObject({ kind: z.literal('desk') }),
  z.strictObject({ kind: z.literal('carry-out') }),
]);
export type Fulfilment = z.infer<typeof fulfilment>;

/** Where messages about an order go. Exactly one of the two is enough. */
export const contact = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('email'), email: z.email().max(254) }),
  z.strictObject({ kind: z.literal('phone'), phone: z.string().regex(/^\+?[0-9 ]{6,20}$/) }),
]);
export type Contact = z.infer<typeof contact>;

/** One line of an order, with the price that the shopper saw. */
export const orderLine = z.strictObject({
  sku,
  title: text(200),
  size: text(40).nullable(),
  colour: text(60).nullable(),
  picture,
  quantity: z.number().int().min(1).max(20),
  unitPrice: money,
  /**
   * What a piece cost before staff took something off; the same as `unitPrice` where that was taken back. Left out: nobody did.
   */
  listPrice: money.optional(),
  /** Left out: the way of the order's fulfilment. */
  way: way.optional(),
});
export type OrderLine = z.infer<typeof orderLine>;

/** Human order number, `K1-00042-7`: station, counter, check character. */
export const orderNumber = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{2}-[0-9]{5,8}-[0-9A-HJKMNP-TV-Z]$/);

/** Where an order stands. A shipped order ends at `paid` on the station; the warehouse goes on from there. */
export const orderStatus = z.enum(['placed', 'paid', 'ready', 'collected', 'cancelled']);
export type OrderStatus = z.infer<typeof orderStatus>;

/**
 * What was promised for all lines of an order that go one way, and what that costs in total (0: nothing). Days of the shop's calendar,
 * both included.
 */
export const deliveryPromise = z.strictObject({ way, cost: money, from: isoDate, until: isoDate });
export type DeliveryPromise = z.infer<typeof deliveryPromise>;

/** What a coupon took off an order, or the member's points (`couponId` null) and how many they were. `amount` is not negative. */
export const orderDiscount = z.strictObject({
  couponId: hex16.nullable(),
  name: text(80),
  amount: money,
  points: z.number().int().min(1).optional(),
});
export type OrderDiscount = z.infer<typeof orderDiscount>;

/** What an order may carry beside its lines. Orders from before there was any of it carry nothing. */
export const orderExtras = {
  /** One for each way that lines go; left out: nothing was promised, and delivery cost nothing. */
  delivery: z.array(deliveryPromise).max(4).optional(),
  /** Left out: none. */
  discounts: z.array(orderDiscount).max(20).optional(),
  /** The member whose order it is; left out: a guest's. */
  memberId: hex16.optional(),
  /** A receipt without prices is wanted too; left out: no. */
  gift: z.boolean().optional(),
} as const;

/**
 * What was put ready at the desk and handed over by staff, by way. A way that is left out was neither; what lies in lockers is told by
 * parcels, what is sent by the warehouse.
 */
export const handOver = z.strictObject({
  way: z.enum(['carry-out', 'desk']),
  readyAt: unixMs.optional(),
  handedAt: unixMs.optional(),
});
export type HandOver = z.infer<typeof handOver>;

/** An order as hub and stations of its shop know it. Holds no contact: that stays at the hub. */
export const orderSummary = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  status: orderStatus,
  placedAt: unixMs,
  lines: z.array(orderLine).min(1).max(50),
  total: money,
  /** The leading way of its lines. */
  fulfilmentKind: way,
  locale,
  /** The person behind it, as an opaque random id; the same for all their orders. Null where the hub has not told. */
  holder: hex16.nullable().default(null),
  /** Does this person need a low door? Left out: nobody asked for one, or the order is over. */
  needsLowDoor: z.boolean().optional(),
  ...orderExtras,
  /** Left out: nothing was put ready or handed over by staff. */
  handOvers: z.array(handOver).max(2).optional(),
  /** What of it has come back, at whichever silo, as far as the hub has heard; left out where nothing has. */
  returned: z
    .array(z.strictObject({ sku, quantity: z.number().int().min(1).max(1000) }))
    .max(50)
    .optional(),
  /**
   * The last hand-over of it, and the pass and PIN that it was collected with, for who brings things back to another silo while the hub is away.
   * Left out where that pass still opens something, and once its time for returns is over.
   */
  collected: z.strictObject({ at: unixMs, passId: hex16, pin: pinHash }).optional(),
  /** What became of its stock. Left out: the hub has not settled it yet, or counts none of it. */
  stock: orderStock.optional(),
  /** Its money was taken back after it was paid: nothing of it is loaded, opened or handed over. Left out: no. */
  onHold: z.boolean().optional(),
  /** A payment on a phone is under way and may come at any moment: no reason to refuse the till's, but to ask. Left out: none. */
  paying: z.boolean().optional(),
  /** The hub does not agree to what staff took off it: no money is taken before people have decided. Left out: it does, or nothing was. */
  discountRefused: z.boolean().optional(),
});
export type OrderSummary = z.infer<typeof orderSummary>;
