import { z } from 'zod';
import { boxOffer, wornSize } from '../loyalty/loyalty.ts';
import { orderDiscount } from '../orders.ts';
import { hex16, money, text, unixMs } from '../schema.ts';

/** Why a coupon in the bag takes nothing off now. `from` and `minimum` where they are the reason. */
export const couponTrouble = z.strictObject({
  kind: z.enum(['coupon-early', 'coupon-over', 'coupon-minimum', 'coupon-members', 'coupon-currency', 'coupon-used', 'coupon-needs-hub', 'coupon-alone']),
  from: unixMs.optional(),
  minimum: money.optional(),
});
export type CouponTrouble = z.infer<typeof couponTrouble>;

/** A coupon in the bag. `off` null: nothing, for the reason in `trouble`, or because nothing is left to take it off. */
export const bagCoupon = z.strictObject({ couponId: hex16, name: text(80), off: money.nullable(), trouble: couponTrouble.nullable() });
export type BagCoupon = z.infer<typeof bagCoupon>;

/** The member whose code was shown: no name, no address. `points` as the hub counted them at `asOf`; both null: this station has not heard of them yet. */
export const bagMember = z.strictObject({
  memberId: hex16,
  points: z.number().int().nullable(),
  asOf: unixMs.nullable(),
  /** How many points could be used now, and what they take off; 0: none. */
  usable: z.number().int().min(0),
  worth: money,
  reachedBy: z.enum(['email', 'phone']).nullable(),
  hasAddress: z.boolean(),
  sizes: z.array(wornSize).max(20),
});
export type BagMember = z.infer<typeof bagMember>;

/** What a shop offers beside its goods; all of it off: nothing is drawn. */
export const benefitOffers = z.strictObject({
  coupons: z.boolean(),
  members: z.boolean(),
  newsletter: z.boolean(),
  membership: z.boolean(),
  boxes: z.array(boxOffer).max(12),
});
export type BenefitOffers = z.infer<typeof benefitOffers>;

/** What is taken off a bag and why, who earns its points, and what somebody said yes to. */
export const sessionBenefits = z.strictObject({
  coupons: z.array(bagCoupon).max(10),
  discounts: z.array(orderDiscount).max(20),
  member: bagMember.nullable(),
  usePoints: z.boolean(),
  /** The points that this order will earn once it is paid. */
  earns: z.number().int().min(0),
  gift: z.boolean(),
  /** Said yes to, to be told with the order; both begin as no. */
  consents: z.strictObject({ newsletter: z.boolean(), membership: z.boolean() }),
  /** What was signed up for in this session already. */
  signedUp: z.array(text(60)).max(20),
  offers: benefitOffers,
});
export type SessionBenefits = z.infer<typeof sessionBenefits>;
