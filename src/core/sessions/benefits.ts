import { z } from 'zod';
import { hex16 } from '../../contract/schema.ts';

/** Most coupons in one bag. */
export const MAX_COUPONS = 5;
/** Most mailboxes that are signed up in one session, and most wrong codes before somebody has to wait for the next. */
export const MAX_SIGN_UPS = 5;
export const MAX_WRONG_CODES = 20;

/** What a shopper showed and chose beside their goods. Whether a coupon counts is judged each time anew, never remembered. */
export const benefits = z.strictObject({
  couponIds: z.array(hex16).max(MAX_COUPONS),
  /** The member whose code was shown. `reachedBy` null: the hub has no contact of theirs that this station knows of. */
  member: z.strictObject({ memberId: hex16, reachedBy: z.enum(['email', 'phone']).nullable() }).nullable(),
  usePoints: z.boolean(),
  gift: z.boolean(),
  /** Each on its own, and no until somebody says yes. */
  consents: z.strictObject({ newsletter: z.boolean(), membership: z.boolean() }),
  /** What was signed up for already, by the name of its purpose. */
  signedUp: z.array(z.string().max(60)).max(MAX_SIGN_UPS),
  wrongCodes: z.number().int().min(0).max(1000),
});
export type Benefits = z.infer<typeof benefits>;

/** Where every session begins: nobody is known, nothing was said yes to. */
export const noBenefits: Benefits = {
  couponIds: [],
  member: null,
  usePoints: false,
  gift: false,
  consents: { newsletter: false, membership: false },
  signedUp: [],
  wrongCodes: 0,
};
