import type { Coupon, LoyaltyRules, MemberRow } from '../../../contract/loyalty/loyalty.ts';
import type { OrderDiscount } from '../../../contract/orders.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { BagCoupon, BagMember, CouponTrouble } from '../../../contract/station/benefit-views.ts';
import { discountsOf, earnedPoints, paidForGoods, type PointsUse, usablePoints } from '../../../core/loyalty/discounts.ts';
import { combine, judgeCoupon } from '../../../core/loyalty/judge-coupon.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Money } from '../../../kernel/money.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { StationStore } from '../../ports/store.ts';

/** What weighing needs. */
export interface WeighParts {
  readonly store: Pick<StationStore, 'read'>;
  readonly hub: HubStatus;
  readonly clock: Clock;
}

/** What was shown for some goods. `orderId` is of an order that has taken in things already: its own uses do not count against it. */
export interface Shown {
  readonly goods: Money;
  readonly couponIds: readonly string[];
  readonly memberId: string | null;
  readonly usePoints: boolean;
  readonly locale: Locale;
  readonly orderId: string | null;
}

/** What of it counts now. */
export interface Weighed {
  readonly coupons: readonly BagCoupon[];
  readonly discounts: readonly OrderDiscount[];
  readonly member: BagMember | null;
  readonly earns: number;
}

/**
 * What coupons and points take off some goods at this moment, by what this station knows: one sum for the kiosk's screen, its order and the till.
 * A coupon that does not count stays where it is with its reason.
 */
export function weigh(parts: WeighParts, shown: Shown): Weighed {
  const { goods, memberId } = shown;
  const rules = parts.store.read.loyaltyRules();
  const row = memberId === null ? null : parts.store.read.loyaltyMember(memberId);
  const judged = judgeAll(parts, shown, row);
  const counting = judged.flatMap(({ coupon, trouble }) => (coupon !== null && trouble === null ? [coupon] : []));
  const bare = discountsOf(goods, counting, null);
  const points = memberId === null || rules === null ? null : pointsOf(parts, shown, { rules, row, rest: paidForGoods(goods, bare) });
  const discounts = shown.usePoints && points !== null ? discountsOf(goods, counting, points) : bare;
  const member = memberId === null ? null : memberView({ memberId, row, rules, currency: goods.currency, points, rest: paidForGoods(goods, bare) });
  return {
    coupons: judged.map(({ couponId, coupon, trouble }) => ({
      couponId,
      name: coupon?.name ?? '',
      off: discounts.find((one) => one.couponId === couponId)?.amount ?? null,
      trouble,
    })),
    discounts,
    member,
    earns: rules === null || memberId === null ? 0 : earnedPoints(rules, paidForGoods(goods, discounts)),
  };
}

interface Judged {
  readonly couponId: string;
  /** Null: it was taken back at the hub. */
  readonly coupon: Coupon | null;
  readonly trouble: CouponTrouble | null;
}

function judgeAll(parts: WeighParts, { goods, couponIds, memberId, orderId }: Shown, row: MemberRow | null): readonly Judged[] {
  const member = memberId === null ? null : { usedCoupons: row?.usedCoupons ?? [] };
  const isHubHere = parts.hub.current().state === 'online';
  const taken: Coupon[] = [];
  return couponIds.map((couponId) => {
    const coupon = parts.store.read.coupon(couponId);
    if (coupon === null) return { couponId, coupon, trouble: { kind: 'coupon-over' } };
    if (!combine([...taken, coupon])) return { couponId, coupon, trouble: { kind: 'coupon-alone' } };
    taken.push(coupon);
    const unsettled = parts.store.read.unsettledUses(couponId, orderId);
    const verdict = judgeCoupon(coupon, { goods, now: parts.clock.now(), member, unsettled, isHubHere });
    return { couponId, coupon, trouble: verdict.ok ? null : verdict.error };
  });
}

/** What the discount by points is called, beside its amount and on paper. */
const POINTS: Readonly<Record<Locale, string>> = { es: 'Puntos', en: 'Points', pt: 'Pontos', ca: 'Punts' };

interface PointsBasis {
  readonly rules: LoyaltyRules;
  readonly row: MemberRow | null;
  /** What coupons left to be paid. */
  readonly rest: Money;
}

function pointsOf(parts: WeighParts, { memberId, orderId, locale }: Shown, { rules, row, rest }: PointsBasis): PointsUse | null {
  if (row === null || memberId === null || rules.pointMinor === null || rules.currency !== rest.currency) return null;
  const unsettled = parts.store.read.unsettledPoints(memberId, orderId);
  const available = usablePoints(rules, { points: row.points, unsettled, isHubHere: parts.hub.current().state === 'online' });
  return { available, pointMinor: rules.pointMinor, least: rules.leastPoints, name: POINTS[locale] };
}

function memberView(of: {
  readonly memberId: string;
  readonly row: MemberRow | null;
  readonly rules: LoyaltyRules | null;
  readonly currency: string;
  readonly points: PointsUse | null;
  readonly rest: Money;
}): BagMember {
  const { memberId, row, points, rest, currency } = of;
  const most = points === null ? 0 : Math.min(points.available, Math.floor(rest.minor / points.pointMinor));
  const usable = points !== null && most >= points.least ? most : 0;
  return {
    memberId,
    points: row?.points ?? null,
    asOf: row?.asOf ?? null,
    usable,
    worth: { minor: usable * (points?.pointMinor ?? 0), currency },
    reachedBy: row?.reachedBy ?? null,
    hasAddress: row?.hasAddress === true,
    sizes: row?.sizes ?? [],
  };
}
