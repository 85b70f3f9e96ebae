import { z } from 'zod';
import { consentPurpose } from '../loyalty/loyalty.ts';
import { orderDiscount } from '../orders.ts';
import { hex16, locale, money, text, unixMs, uuid } from '../schema.ts';

/** The text that people were shown when they said yes, so that it can be told later what they said yes to. */
export const CONSENT_WORDING = '2026-11';

/**
 * Somebody said yes to something beside an order, or without one. It counts for nothing before the link in the mail was confirmed: whoever stands
 * at a kiosk may type another's address. Holds a contact; the station forgets it once it is durable at the hub.
 */
export const consentGiven = z.strictObject({
  kind: z.literal('consent.given'),
  consentId: uuid,
  purpose: consentPurpose,
  /** Which text they were shown. */
  wording: text(40),
  email: z.email().max(254),
  locale,
  /** The member whose code had been shown, if any. */
  memberId: hex16.optional(),
  givenAt: unixMs,
});

/** Staff took a coupon, or noted a member, on an order that nobody has paid yet. It tells all discounts of the order, not only the new one. */
export const orderDiscounted = z.strictObject({
  kind: z.literal('order.discounted'),
  orderId: uuid,
  discounts: z.array(orderDiscount).max(20),
  total: money,
  /** Left out: no member is known. */
  memberId: hex16.optional(),
  staffId: text(60),
  at: unixMs,
});

/** What stations tell of coupons, members and consents. */
export const loyaltyOperations = [consentGiven, orderDiscounted] as const;
export type ConsentGiven = z.infer<typeof consentGiven>;
export type OrderDiscounted = z.infer<typeof orderDiscounted>;
