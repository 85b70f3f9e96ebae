import { z } from 'zod';
import { hex16, money, shopText, text, unixMs } from '../schema.ts';

/** A coupon's code as it is stored: capitals and digits, the last one a check character (ISO 7064, MOD 37,36). */
export const couponCode = z.string().regex(/^[0-9A-Z]{5,25}$/);

/** What a coupon takes off the goods of an order: a share of what they cost, or an amount. */
export const couponDiscount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent: z.number().int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('amount'), amount: money }),
]);
export type CouponDiscount = z.infer<typeof couponDiscount>;

/** A coupon as stations know it. What is left out does not limit it. */
export const coupon = z.strictObject({
  couponId: hex16,
  code: couponCode,
  name: text(80).min(1),
  discount: couponDiscount,
  /** The goods must come to this much before anything is taken off. */
  minimum: money.optional(),
  from: unixMs.optional(),
  /** The first moment at which it is not good any more. */
  until: unixMs.optional(),
  /** Once for each person: the hub knows who is who, a station only its members. */
  oncePerPerson: z.boolean().optional(),
  membersOnly: z.boolean().optional(),
  /** May it stand beside other coupons that may, too? */
  combines: z.boolean().optional(),
  /** How many uses are left at the hub. */
  left: z.number().int().min(0).optional(),
  /** How many uses this station may take in that the hub has not settled, while the hub is away: its allotment. */
  allotment: z.number().int().min(0).optional(),
});
export type Coupon = z.infer<typeof coupon>;

/** The size that somebody wears of one kind of garment, as the catalogue writes sizes. */
export const wornSize = z.strictObject({ garment: text(40).min(1), size: text(40).min(1) });
export type WornSize = z.infer<typeof wornSize>;

/**
 * A member as stations know them: an id and what it is worth, nobody's name, mail or address. Those stay at the hub, which fills them
 * into orders that name the member.
 */
export const memberRow = z.strictObject({
  memberId: hex16,
  /** Which of their codes is good: a lost card is replaced by one of the next generation. */
  generation: z.number().int().min(0).max(255),
  points: z.number().int().min(-1_000_000_000).max(1_000_000_000),
  /** When the hub counted the points. */
  asOf: unixMs,
  /** How the hub reaches them; null: it has no contact, and an order needs one. */
  reachedBy: z.enum(['email', 'phone']).nullable(),
  /** Does the hub know where to send things to? Left out: no. */
  hasAddress: z.boolean().optional(),
  sizes: z.array(wornSize).max(20).optional(),
  /** Coupons for one person that this member has used up. */
  usedCoupons: z.array(hex16).max(200).optional(),
});
export type MemberRow = z.infer<typeof memberRow>;

/** A subscription box that people may sign up for: what comes, how often, and for how much each time. */
export const boxOffer = z.strictObject({
  boxId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: shopText(300),
  about: shopText(300),
  price: money,
  every: z.enum(['month', 'quarter']),
});
export type BoxOffer = z.infer<typeof boxOffer>;

/** A key that members' codes are checked with: raw Ed25519, base64url. */
export const memberKey = z.strictObject({ keyId: z.number().int().min(0).max(255), publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type MemberKey = z.infer<typeof memberKey>;

/** What a tenant offers its members and those who want to hear of it. No row: nothing of all that. */
export const loyaltyRules = z.strictObject({
  memberKeys: z.array(memberKey).max(8),
  /** One point for each so many minor units paid for goods; null: no points are given. */
  earnMinor: z.number().int().min(1).nullable(),
  /** What one point takes off, in minor units of `currency`; null: points are not taken. */
  pointMinor: z.number().int().min(1).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Fewer points than this are not taken. */
  leastPoints: z.number().int().min(1),
  /** How many points of one member a station may take that the hub has not settled, while the hub is away. */
  offlinePoints: z.number().int().min(0),
  newsletter: z.boolean(),
  /** May people become members at a kiosk? */
  membership: z.boolean(),
  boxes: z.array(boxOffer).max(12),
});
export type LoyaltyRules = z.infer<typeof loyaltyRules>;

/** The only row of the bucket with the rules. */
export const LOYALTY_ROW = 'rules';

/**
 * What somebody says yes to, each on its own: the newsletter, becoming a member, or a subscription box. None follows from another, and none
 * counts before its link was confirmed from the mailbox that was named.
 */
export const consentPurpose = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('newsletter') }),
  z.strictObject({ kind: z.literal('membership') }),
  z.strictObject({ kind: z.literal('box'), boxId: boxOffer.shape.boxId }),
]);
export type ConsentPurpose = z.infer<typeof consentPurpose>;
