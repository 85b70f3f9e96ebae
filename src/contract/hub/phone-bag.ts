import { z } from 'zod';
import { picture } from '../catalogue.ts';
import { wayOffer } from '../delivery.ts';
import { photo } from '../media.ts';
import { deliveryPromise, orderDiscount, shipAddress, way } from '../orders.ts';
import { locale, money, sku, text, theme, uuid } from '../schema.ts';

const quantity = z.number().int().min(1).max(20);

/** `POST /v1/phone/bag/{station}`: the lines of a bag that a kiosk of this shop showed as a code. */
export const phoneBagAsk = z.strictObject({ lines: z.array(z.strictObject({ sku, quantity })).max(50) });

/** A line of the bag, with what the catalogue says of it now; null: the shop does not sell it (any more). */
export const phoneBagLine = z.strictObject({
  sku,
  quantity,
  goods: z
    .strictObject({
      title: text(200),
      size: text(40).nullable(),
      colour: text(60).nullable(),
      picture,
      /** Left out: there is none. */
      photo: photo.optional(),
      unitPrice: money,
      /** How many there are in all of the shop's places, at most 20: what a bag can hold. */
      available: z.number().int().min(0).max(20),
    })
    .nullable(),
});
export type PhoneBagLine = z.infer<typeof phoneBagLine>;

/** The bag, in the order in which it was asked for. */
export const phoneBag = z.strictObject({
  storeName: text(120),
  theme: theme.optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  lines: z.array(phoneBagLine).max(50),
});
export type PhoneBag = z.infer<typeof phoneBag>;

const pieces = z.array(z.strictObject({ sku, quantity })).min(1).max(50);
/** Coupons as they were typed. */
const coupons = z.array(text(80).min(1)).max(5);

/** `POST /v1/phone/bag/{station}/offer`: what a bag would cost, and how it could go. Nothing of it is kept. */
export const phoneBagOfferAsk = z.strictObject({
  lines: pieces,
  /** Where it would be sent; left out: nobody has said so yet. */
  destination: shipAddress.pick({ country: true, postcode: true }).optional(),
  coupons,
});
export type PhoneBagOfferAsk = z.infer<typeof phoneBagOfferAsk>;

/** Why a coupon takes nothing off a bag on a phone; `unreadable`: it is no code of a coupon. */
export const phoneCouponTrouble = z.enum([
  ...(['unreadable', 'mistyped', 'unknown', 'coupon-early', 'coupon-over', 'coupon-minimum'] as const),
  ...(['coupon-members', 'coupon-currency', 'coupon-used', 'coupon-needs-hub', 'coupon-alone'] as const),
]);
export type PhoneCouponTrouble = z.infer<typeof phoneCouponTrouble>;

/** What it would cost now. Goods, what coupons take off them, and the ways that all of it can go: the desk, the lockers, sent home. */
export const phoneBagOffer = z.strictObject({
  goods: money,
  ways: z.array(wayOffer).max(3),
  /** The countries that the shop sends to, its own first. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
  discounts: z.array(orderDiscount).max(5),
  /** Coupons that take nothing off, by their place in the question. */
  troubles: z.array(z.strictObject({ place: z.number().int().min(0), trouble: phoneCouponTrouble })).max(5),
  /** What people may ask to be told of; both are no until somebody says yes. */
  newsletter: z.boolean(),
  membership: z.boolean(),
  /** In the shop's own calendar. */
  today: z.iso.date(),
});
export type PhoneBagOffer = z.infer<typeof phoneBagOffer>;

/** `POST /v1/phone/bag/{station}/order`. `orderId` is the page's own, so that a press whose answer was lost orders nothing twice. */
export const phoneBagOrderAsk = z.strictObject({
  orderId: uuid,
  /** With the price of each as it was shown. */
  lines: z
    .array(z.strictObject({ sku, quantity, unitPrice: money }))
    .min(1)
    .max(50),
  way: way.exclude(['carry-out']),
  /** For what is sent. */
  address: shipAddress.optional(),
  email: z.email().max(254),
  locale,
  coupons,
  newsletter: z.boolean(),
  membership: z.boolean(),
  /** What was shown when they said yes. */
  seen: z.strictObject({ total: money, promise: deliveryPromise }),
});
export type PhoneBagOrderAsk = z.infer<typeof phoneBagOrderAsk>;

/** Why no order came of it, each to be told in words of its own; nothing was kept. */
export const phoneBagRefusal = z.enum(['goods-changed', 'price-changed', 'promise-changed', 'coupon', 'way-not-possible', 'no-address', 'too-many-open']);
export type PhoneBagRefusal = z.infer<typeof phoneBagRefusal>;

/** The order's own page, on which it is paid; or why there is none. */
export const phoneBagOrdered = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('placed'), page: z.string().regex(/^\/p\/[A-Za-z0-9_-]{16,64}$/) }),
  z.strictObject({ outcome: z.literal('refused'), why: phoneBagRefusal }),
]);
export type PhoneBagOrdered = z.infer<typeof phoneBagOrdered>;
