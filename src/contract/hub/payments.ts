import { z } from 'zod';
import { orderNumber } from '../orders.ts';
import { locale, money, shopText, text, theme, unixMs } from '../schema.ts';

/** A way to pay on the phone. `name` where the shop has given it one: its own card. */
export const phoneWay = z.strictObject({
  way: text(30).min(1),
  kind: z.enum(['paypal', 'stripe', 'shop-card']),
  name: shopText(40).nullable(),
});
export type PhoneWay = z.infer<typeof phoneWay>;

/**
 * What is known of the last payment that was begun. `open`: the provider's page waits. `checking`: nobody knows yet whether the money came. `failed`,
 * `expired`, `stopped`: it brought nothing, and another one may be begun.
 */
export const phoneAttempt = z.strictObject({
  way: text(30),
  state: z.enum(['open', 'checking', 'paid', 'failed', 'expired', 'stopped']),
  /** The provider's page, while it serves. */
  pageUrl: z
    .url({ protocol: /^https?$/ })
    .max(4000)
    .nullable(),
  begunAt: unixMs,
});

/** Money that came and could not pay the order: it goes back, or has gone back. */
export const phoneGivingBack = z.strictObject({ way: text(30), amount: money, done: z.boolean() });

/**
 * Money that the shop owes and gives back through the provider that took it. `requested`: it is on its way; `done`: the provider has given it back; `by-shop`: that did not
 * work, and the shop pays it otherwise.
 */
export const phoneGoingBack = z.strictObject({ way: text(30), amount: money, state: z.enum(['requested', 'done', 'by-shop']), at: unixMs });

/**
 * `GET /v1/phone/{token}/payment`: how the order behind a link can be paid, and what is known. `open`: it waits for its money; `paid`; `closed`: it was
 * cancelled. `made` counts the payments that were begun and is named when another one begins.
 */
export const phonePayment = z.strictObject({
  state: z.enum(['open', 'paid', 'closed']),
  amount: money,
  ways: z.array(phoneWay).max(10),
  made: z.number().int().min(0).max(1000),
  last: phoneAttempt.nullable(),
  givingBack: z.array(phoneGivingBack).max(20),
  /** The order's money was taken back after it was paid, and nothing of it can be collected until that is cleared. Left out: no. */
  held: z.boolean().optional(),
  /** Left out: nothing. */
  goingBack: z.array(phoneGoingBack).max(50).optional(),
});
export type PhonePayment = z.infer<typeof phonePayment>;

/** `POST /v1/phone/{token}/payment`: begin to pay by a way. A repeat with the same `made` begins nothing a second time. */
export const startPayment = z.strictObject({ way: text(30).min(1), made: z.number().int().min(0).max(1000) });
export type StartPayment = z.infer<typeof startPayment>;

/**
 * `GET /v1/phone/pay/{token}`, and the answer to `POST` there: all that is behind the link that a kiosk shows for paying. The order's number, its sum and
 * how it can be paid; not what it is, whose it is, nor any code, because whoever stands behind the shopper can read that link too.
 */
export const payPage = z.strictObject({ storeName: text(120), theme: theme.optional(), locale, number: orderNumber, payment: phonePayment });
export type PayPage = z.infer<typeof payPage>;

/**
 * `GET /v1/orders/{orderId}/payment`, for the station where the order was placed: the link to pay it by, and what is known of that. `link` is null where
 * no way takes it now. `looked`: somebody has opened the page behind the link.
 */
export const stationPayment = z.strictObject({
  state: phonePayment.shape.state,
  link: z
    .url({ protocol: /^https?$/ })
    .max(400)
    .nullable(),
  looked: z.boolean(),
  attempt: phoneAttempt.shape.state.nullable(),
});
export type StationPayment = z.infer<typeof stationPayment>;
