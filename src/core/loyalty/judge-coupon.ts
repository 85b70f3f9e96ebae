import type { Coupon } from '../../contract/loyalty/loyalty.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import { done, err, type Result } from '../../kernel/result.ts';

/** Why a coupon takes nothing off. */
export type CouponRefusal =
  | { readonly kind: 'coupon-early'; readonly from: UnixMs }
  | { readonly kind: 'coupon-over' }
  /** The goods do not come to its minimum yet. */
  | { readonly kind: 'coupon-minimum'; readonly minimum: Money }
  | { readonly kind: 'coupon-members' }
  | { readonly kind: 'coupon-currency' }
  /** Every use of it is taken, or this member has had theirs. */
  | { readonly kind: 'coupon-used' }
  /** The hub is away, and this station's allotment is used up: it may be good all the same, later or at the till. */
  | { readonly kind: 'coupon-needs-hub' };

/** What a coupon is judged by. */
export interface CouponFacts {
  /** What the goods come to, before anything is taken off. */
  readonly goods: Money;
  readonly now: UnixMs;
  /** The member whose order it is, with the coupons that they have used up; null: a guest. */
  readonly member: { readonly usedCoupons: readonly string[] } | null;
  /** Uses that were taken in here and that the hub has not settled. */
  readonly unsettled: number;
  readonly isHubHere: boolean;
}

/**
 * May this coupon be used now? While the hub is there its count of what is left is good but for the last seconds; while it is away each
 * station takes in no more than its allotment, so that a code is never used more often than its limit and all allotments together.
 */
export function judgeCoupon(coupon: Coupon, facts: CouponFacts): Result<undefined, CouponRefusal> {
  const { goods, now, member, unsettled } = facts;
  if (coupon.from !== undefined && now < coupon.from) return err({ kind: 'coupon-early', from: coupon.from });
  if (coupon.until !== undefined && now >= coupon.until) return err({ kind: 'coupon-over' });
  if (coupon.membersOnly === true && member === null) return err({ kind: 'coupon-members' });
  if (coupon.oncePerPerson === true && member?.usedCoupons.includes(coupon.couponId) === true) return err({ kind: 'coupon-used' });
  const amounts = [coupon.minimum, coupon.discount.kind === 'amount' ? coupon.discount.amount : undefined];
  if (amounts.some((amount) => amount !== undefined && amount.currency !== goods.currency)) return err({ kind: 'coupon-currency' });
  if (coupon.left !== undefined && coupon.left - unsettled <= 0) return err({ kind: 'coupon-used' });
  if (!facts.isHubHere && coupon.allotment !== undefined && unsettled >= coupon.allotment) return err({ kind: 'coupon-needs-hub' });
  const { minimum } = coupon;
  if (minimum !== undefined && goods.minor < minimum.minor) return err({ kind: 'coupon-minimum', minimum });
  return done;
}

/** May these stand on one order? One may always; several only where each says so. */
export function combine(coupons: readonly Coupon[]): boolean {
  return coupons.length <= 1 || coupons.every((coupon) => coupon.combines === true);
}

/**
 * How many uses each station may take in while the hub is away: its even share of what is left, at least one while any is, and never more than
 * the shop allows. With fewer uses left than stations the shares come to more than is left, by one for each station at most: the price of
 * being usable at all, which the shop caps with `most` (0: never without the hub). Null: nothing limits it.
 */
export function allotmentOf(limit: { readonly left: number | null; readonly most: number | null; readonly stations: number }): number | null {
  const { left, most, stations } = limit;
  if (left === null) return most;
  const share = Math.ceil(left / Math.max(1, stations));
  return most === null ? share : Math.min(most, share);
}
