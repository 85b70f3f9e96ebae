import { z } from 'zod';
import { orderParts } from '../delivery.ts';
import { contact, orderLine, orderNumber, orderStatus, way } from '../orders.ts';
import { hex16, locale, money, unixMs, uuid } from '../schema.ts';
import { afterSale } from './after.ts';

/**
 * `POST /v1/orders/find`: which order somebody at a kiosk means. `contact`: the hub compares it with the order's own. `link`: the token of the order's
 * page is the proof. `order` and `pass`: the station itself has checked a PIN, or a code's signature.
 */
export const findOrderRequest = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('contact'), number: orderNumber, contact }),
  z.strictObject({ by: z.literal('link'), token: z.string().regex(/^[A-Za-z0-9_-]{22}$/) }),
  z.strictObject({ by: z.literal('order'), orderId: uuid }),
  z.strictObject({ by: z.literal('pass'), passId: hex16 }),
]);
export type FindOrderRequest = z.infer<typeof findOrderRequest>;

/** An order as a kiosk shows it to whoever proved that it is theirs: where it stands and what may be done. No code, no PIN, no person. */
export const foundOrder = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  status: orderStatus,
  placedAt: unixMs,
  lines: z.array(orderLine).max(50),
  total: money,
  fulfilmentKind: way,
  parts: orderParts.optional(),
  locale,
  /** A parcel waits in a silo until then; null: none does, or nobody knows. */
  waitingUntil: unixMs.nullable(),
  /** Until when something may be brought back by the shop's own rule; null: nothing was handed over, or the time is over. */
  returnsUntil: unixMs.nullable(),
  after: afterSale,
});
export type FoundOrder = z.infer<typeof foundOrder>;

/** `POST /v1/orders/{orderId}/resend`. */
export const resent = z.strictObject({ sent: z.literal(true) });
