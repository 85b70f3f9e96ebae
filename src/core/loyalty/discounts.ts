import type { Coupon, LoyaltyRules } from '../../contract/loyalty/loyalty.ts';
import type { OrderDiscount, OrderLine } from '../../contract/orders.ts';
import { type Money, sum, times } from '../../kernel/money.ts';

/** What the goods of some lines come to. */
export function goodsOf(lines: readonly Pick<OrderLine, 'unitPrice' | 'quantity'>[], currency: string): Money {
  return sum(
    currency,
    lines.map((line) => times(line.unitPrice, line.quantity)),
  );
}

/**
 * What coupons and points take off goods, in the order in which they were given, each from what the ones before it left. Points come last:
 * they are money's worth, and are not spent on what a coupon pays for. Nothing is taken off below zero, and never the cost of delivery.
 */
export function discountsOf(goods: Money, coupons: readonly Coupon[], points: PointsUse | null): readonly OrderDiscount[] {
  let rest = goods.minor;
  const discounts: OrderDiscount[] = [];
  for (const { couponId, name, discount } of coupons) {
    const minor = Math.min(rest, discount.kind === 'percent' ? share(rest, discount.percent) : discount.amount.minor);
    if (minor > 0) discounts.push({ couponId, name, amount: { minor, currency: goods.currency } });
    rest -= Math.max(0, minor);
  }
  const used = points === null ? 0 : Math.min(points.available, Math.floor(rest / points.pointMinor));
  if (points !== null && used >= Math.max(1, points.least)) {
    discounts.push({ couponId: null, name: points.name, amount: { minor: used * points.pointMinor, currency: goods.currency }, points: used });
  }
  return discounts;
}

/** Points that may be taken, and what each takes off in minor units. `name` is how the receipt calls them. */
export interface PointsUse {
  readonly available: number;
  readonly pointMinor: number;
  readonly least: number;
  readonly name: string;
}

/**
 * How many points of a member may be taken now: those that the hub counted, less what was taken in here since. Without the hub no more than
 * the rules allow for one member.
 */
export function usablePoints(rules: LoyaltyRules, balance: { readonly points: number; readonly unsettled: number; readonly isHubHere: boolean }): number {
  if (rules.pointMinor === null) return 0;
  const counted = balance.points - balance.unsettled;
  const left = balance.isHubHere ? counted : Math.min(counted, rules.offlinePoints - balance.unsettled);
  return Math.max(0, left);
}

/** The points that paid goods earn: for what was paid in money, not for delivery nor for what coupons and points took off. */
export function earnedPoints(rules: LoyaltyRules, paid: Money): number {
  if (rules.earnMinor === null || paid.currency !== rules.currency) return 0;
  return Math.max(0, Math.floor(paid.minor / rules.earnMinor));
}

/** What the goods cost in money after all discounts. */
export function paidForGoods(goods: Money, discounts: readonly OrderDiscount[]): Money {
  const off = discounts.reduce((minor, { amount }) => minor + amount.minor, 0);
  return { minor: Math.max(0, goods.minor - off), currency: goods.currency };
}

/**
 * What was paid in money for some goods of an order that discounts were taken off: their share of it, rounded down. `before` is what goods that
 * came back earlier cost at full price: parts that come back one after the other together get exactly what was paid, never more.
 *
 * ```
 * goods 100.00, paid 80.00:   before 0, now 30.00  ->  24.00     before 30.00, now 70.00  ->  56.00
 * ```
 */
export function paidShare(goods: Money, paid: Money, now: Money, before: Money): Money {
  if (goods.minor <= 0) return { minor: 0, currency: goods.currency };
  const upTo = (minor: number): number => Math.floor((Math.min(minor, goods.minor) * paid.minor) / goods.minor);
  return { minor: upTo(before.minor + now.minor) - upTo(before.minor), currency: goods.currency };
}

/** A percentage of an amount, half a unit rounded up. */
function share(minor: number, percent: number): number {
  return Math.floor((minor * percent + 50) / 100);
}
