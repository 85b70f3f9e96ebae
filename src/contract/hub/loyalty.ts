import { z } from 'zod';
import { boxOffer, consentPurpose, loyaltyRules, wornSize } from '../loyalty/loyalty.ts';
import { orderNumber, shipAddress } from '../orders.ts';
import { hex16, locale, money, text, theme, unixMs, uuid } from '../schema.ts';

/** The page behind a link that asks a mailbox whether its owner said yes. It shows nobody's address: whoever reads it has the mail. */
export const consentPage = z.strictObject({
  storeName: text(120),
  /** Its shop's look; left out where the shop has chosen none. */
  theme: theme.optional(),
  locale,
  purpose: consentPurpose,
  /** The box that it is about; null: about none, or it is not offered any more. */
  box: boxOffer.nullable(),
  state: z.enum(['asked', 'confirmed', 'over']),
  /** The shop's country (ISO 3166-1, two letters), where its boxes go. */
  country: z.string().regex(/^[A-Z]{2}$/),
});
export type ConsentPage = z.infer<typeof consentPage>;

/** The answer of the person behind the mailbox. A box needs to know where it goes. */
export const confirmConsentRequest = z.strictObject({ address: shipAddress.optional() });

/** One line of a member's points, newest first; `number` is the order's that it is about. */
export const memberEntry = z.strictObject({
  at: unixMs,
  kind: z.enum(['earned', 'redeemed', 'given-back', 'returned', 'imported']),
  points: z.number().int(),
  number: orderNumber.nullable(),
});

/** A member's own page: their code, what it is worth, and what became of it. */
export const memberPage = z.strictObject({
  name: text(120),
  locale,
  /** The text of the QR. */
  code: text(200),
  points: z.number().int(),
  /** What they take off; null: points are not taken. */
  worth: money.nullable(),
  rules: loyaltyRules.pick({ earnMinor: true, leastPoints: true, currency: true }).nullable(),
  sizes: z.array(wornSize).max(20),
  entries: z.array(memberEntry).max(50),
});
export type MemberPage = z.infer<typeof memberPage>;

/**
 * `POST /v1/members/address`: where a member's things go, for a kiosk before which they stand and have shown their code. The code is asked for and not the id alone: a
 * station knows every member's id, and a stolen one learns nobody's address with it. `address` null: the hub knows none.
 */
export const memberAddressRequest = z.strictObject({ memberId: hex16, code: text(200).min(1) });
export const memberAddress = z.strictObject({ address: shipAddress.nullable() });

/** A coupon or points that were used though they should not have been: what it cost, why, and what became of it. */
export const operatorOveruse = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  coupon: text(40),
  name: text(80).nullable(),
  amount: money,
  points: z.number().int().nullable(),
  why: z.enum(['unknown', 'limit', 'person', 'time', 'members', 'amount', 'points']),
  usedAt: unixMs,
  settled: z.enum(['borne', 'charged']).nullable(),
});

/** What people did about it: the shop bears it, or it was put right with the customer. `by` is a number or a short name, no person's. */
export const settleOveruse = z.strictObject({ coupon: text(40).min(1), outcome: z.enum(['borne', 'charged']), by: text(60).min(1) });
export type SettleOveruse = z.infer<typeof settleOveruse>;

/** A consent that counts, for whoever writes the newsletter or sends the boxes. This is the one list of the hub that holds addresses. */
export const operatorConsent = z.strictObject({
  consentId: uuid,
  purpose: consentPurpose,
  wording: text(40),
  locale,
  email: text(254),
  address: shipAddress.nullable(),
  memberId: hex16.nullable(),
  askedAt: unixMs,
  confirmedAt: unixMs,
});

/** What head office sees of a coupon. */
export const operatorCoupon = z.strictObject({
  couponId: hex16,
  code: text(30),
  name: text(80),
  uses: z.number().int(),
  maxUses: z.number().int().nullable(),
  over: z.number().int(),
  ended: z.boolean(),
});
