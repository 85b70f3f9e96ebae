import type { Coupon } from '../../../contract/loyalty/loyalty.ts';
import type { OrderDiscount } from '../../../contract/orders.ts';
import type { StaffOrder } from '../../../contract/station/views.ts';
import { discountsOf, goodsOf, paidForGoods } from '../../../core/loyalty/discounts.ts';
import { combine } from '../../../core/loyalty/judge-coupon.ts';
import { orderTotal } from '../../../core/orders/order-total.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { OrderRow, StationStore, StoreReader, StoreWriter } from '../../ports/store.ts';
import { type ReadCodeParts, readBenefit, type UnreadBenefit } from '../loyalty/read-code.ts';
import { type WeighParts, weigh } from '../loyalty/weigh.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { type NoSeller, whoSells } from '../staff-access/who-sells.ts';
import { settleNothingDue } from './nothing-due.ts';
import { staffOrderOf } from './staff-order.ts';

/** Coupons, members and points at the till, on an order that waits for its money. */
export interface TillBenefits {
  /** A coupon's code or a member's, for an order. */
  atTill(input: { readonly orderId: string; readonly code: string }): Result<StaffOrder, { readonly kind: TillBenefitRefusal }>;
  /** As many of the member's points as can be used, or none of them. */
  pointsAtTill(input: { readonly orderId: string; readonly use: boolean }): Result<StaffOrder, { readonly kind: TillBenefitRefusal }>;
}

/** Why nothing is taken off. */
export type TillBenefitRefusal =
  | UnreadBenefit['kind']
  | NoSeller['kind']
  | 'unknown-order'
  | 'not-due'
  | 'coupon-early'
  | 'coupon-over'
  | 'coupon-minimum'
  | 'coupon-members'
  | 'coupon-currency'
  | 'coupon-used'
  | 'coupon-needs-hub'
  | 'coupon-alone'
  | 'coupon-there'
  | 'no-points'
  | 'storage';

/** What they need. */
export interface TillBenefitParts extends WeighParts, ReadCodeParts {
  readonly store: StationStore;
  readonly staff: StaffSession;
}

/** Creates them. What an order had taken in at the kiosk stays as its customer saw it; the till only adds. */
export function createTillBenefits(parts: TillBenefitParts): TillBenefits {
  const onOrder = (orderId: string, work: (order: OrderRow) => Result<OrderRow, { readonly kind: TillBenefitRefusal }>): ReturnType<TillBenefits['atTill']> => {
    const seller = whoSells(parts.staff);
    if (!seller.ok) return seller;
    parts.staff.touch();
    const changed = parts.store.commit((tx): Result<OrderRow, { readonly kind: TillBenefitRefusal }> => {
      const order = dueOrder(tx, orderId);
      if (!order.ok) return order;
      const next = work(order.value);
      return next.ok ? ok(write(tx, next.value, { staffId: seller.value.staffId, at: parts.clock.now() })) : next;
    });
    return changed.ok ? ok(staffOrderOf(changed.value)) : err({ kind: changed.error.kind });
  };
  return {
    atTill: ({ orderId, code }) => {
      const found = readBenefit(parts, code);
      return onOrder(orderId, (order) => {
        if (!found.ok) return found;
        return found.value.kind === 'member' ? ok({ ...order, memberId: found.value.memberId }) : withCoupon(parts, order, found.value.coupon);
      });
    },
    pointsAtTill: ({ orderId, use }) => onOrder(orderId, (order) => withPoints(parts, order, use)),
  };
}

function dueOrder(read: StoreReader, orderId: string): Result<OrderRow, { readonly kind: 'unknown-order' | 'not-due' }> {
  const order = read.order(orderId as OrderId);
  if (order === null) return err({ kind: 'unknown-order' });
  return order.status === 'placed' ? ok(order) : err({ kind: 'not-due' });
}

/** The new coupon takes off what those before it left; points, which come last, are counted anew. */
function withCoupon(parts: TillBenefitParts, order: OrderRow, coupon: Coupon): Result<OrderRow, { readonly kind: TillBenefitRefusal }> {
  const before = couponsOf(order);
  if (before.some(({ couponId }) => couponId === coupon.couponId)) return err({ kind: 'coupon-there' });
  const known = before.map(({ couponId }) => parts.store.read.coupon(couponId ?? ''));
  if (known.includes(null) || !combine([...known.filter((one) => one !== null), coupon])) return err({ kind: 'coupon-alone' });
  const [judged] = weighed(parts, order, { couponIds: [coupon.couponId], usePoints: false }).coupons;
  if (judged?.trouble != null) return err({ kind: judged.trouble.kind });
  const rest = paidForGoods(goodsOf(order.lines, order.total.currency), before);
  const hadPoints = (order.discounts ?? []).some(({ couponId }) => couponId === null);
  const priced = repriced(order, [...before, ...discountsOf(rest, [coupon], null)]);
  return hadPoints ? withPoints(parts, priced, true) : ok(priced);
}

function withPoints(parts: TillBenefitParts, order: OrderRow, use: boolean): Result<OrderRow, { readonly kind: TillBenefitRefusal }> {
  const coupons = couponsOf(order);
  if (!use) return ok(repriced(order, coupons));
  const rest = paidForGoods(goodsOf(order.lines, order.total.currency), coupons);
  const points = weigh(parts, { ...shownOf(order), goods: rest, couponIds: [], usePoints: true }).discounts;
  return points.length === 0 ? err({ kind: 'no-points' }) : ok(repriced(order, [...coupons, ...points]));
}

function couponsOf(order: OrderRow): readonly OrderDiscount[] {
  return (order.discounts ?? []).filter(({ couponId }) => couponId !== null);
}

function weighed(parts: TillBenefitParts, order: OrderRow, asked: { readonly couponIds: readonly string[]; readonly usePoints: boolean }) {
  return weigh(parts, { ...shownOf(order), goods: goodsOf(order.lines, order.total.currency), ...asked });
}

function shownOf(order: OrderRow) {
  return { memberId: order.memberId ?? null, locale: order.locale, orderId: order.orderId };
}

function repriced(order: OrderRow, discounts: readonly OrderDiscount[]): OrderRow {
  const total = orderTotal({ currency: order.total.currency, lines: order.lines, delivery: order.delivery, discounts });
  return { ...order, discounts: [...discounts], total };
}

/** Order, count, operation and audit entry are one transaction. Answers the order as it is then: nothing may be due any more. */
function write(tx: StoreWriter, order: OrderRow, { staffId, at }: { readonly staffId: string; readonly at: number }): OrderRow {
  const { total, memberId } = order;
  const discounts = order.discounts ?? [];
  const orderId = order.orderId as OrderId;
  tx.putOrder(order);
  tx.enqueue({ kind: 'order.discounted', orderId, discounts, total, ...(memberId === undefined ? {} : { memberId }), staffId, at }, at);
  tx.putBenefitUses(
    orderId,
    discounts.map(({ couponId, points }) => ({ orderId, couponId: couponId ?? 'points', memberId: memberId ?? null, points: points ?? 0 })),
  );
  tx.audit({ kind: 'order.discounted', at, facts: { orderId, minor: total.minor, currency: total.currency, discounts: discounts.length, staffId } });
  return settleNothingDue(tx, order, { staffId, at });
}
