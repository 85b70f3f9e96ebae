import { discountsOf, earnedPoints, goodsOf, paidForGoods, paidShare } from '../../core/loyalty/discounts.ts';
import { judgeCoupon, type CouponRefusal } from '../../core/loyalty/judge-coupon.ts';
import type { OrderDiscount, OrderSummary } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import { type BenefitUse, findUses, giveBack, type OverReason, POINTS_USE, putUse } from '../db/benefit-uses.ts';
import { countUses, lockCoupon, publishCoupon, type StoredCoupon } from '../db/coupons.ts';
import { addPoints, findMember, lockMember, publishMember, readBalance, readLoyalty } from '../db/members.ts';
import type { StoredOrder } from '../db/orders.ts';
import { num } from '../db/rows.ts';
import { alarm, audit, endAlarm, type Happening } from './context.ts';

/** An order with what was taken off it, and whose it is. */
export type BenefitOrder = StoredOrder & Pick<OrderSummary, 'discounts' | 'memberId' | 'delivery'>;

/** Begins the name of what an order had earned with pieces that it does not have any more. */
const CHANGED = 'changed-';

/** The alarm of a coupon or of points that were used though they should not have been. */
export const OVERUSED = 'benefit-overused';

/**
 * Settles what was taken off an order: each coupon's use is counted, the member's points are booked. The station that took them in may have been
 * alone, so a use can be one too many. The order stands as its customer saw it, whoever has to bear it: the use is kept with its reason, an alarm
 * tells people, and nobody is asked for more money. Told again with other discounts (the till added one), what is gone is given back.
 */
export async function settleBenefits(c: Happening, order: BenefitOrder, usedAt: UnixMs): Promise<void> {
  const before = await findUses(c.tx, order.tenantId, order.orderId);
  const kept = new Set(discountsIn(order).map(useName));
  for (const use of before) if (!kept.has(use.couponId) && use.state !== 'given-back') await giveUseBack(c, use);
  for (const discount of discountsIn(order)) {
    const known = before.find((use) => use.couponId === useName(discount) && use.state !== 'given-back');
    if (known !== undefined && known.amount.minor === discount.amount.minor && known.memberId === memberOf(order)) continue;
    if (known !== undefined) await giveUseBack(c, known);
    if (discount.couponId === null) await settlePoints(c, order, discount, usedAt);
    else await settleCoupon(c, order, discount, { couponId: discount.couponId, usedAt });
  }
  await publishMemberOf(c, order);
}

/**
 * An order costs less, because pieces of it were nowhere: what its discounts shrank by is its customer's again, and what was paid for those pieces earned nothing.
 * Nobody judges the rest once more: that the goods are fewer now is the shop's doing. `about` is the change, so that it is booked once.
 */
export async function shrinkBenefits(c: Happening, before: BenefitOrder, after: BenefitOrder, about: string): Promise<void> {
  const uses = (await findUses(c.tx, before.tenantId, before.orderId)).filter((use) => use.state !== 'given-back');
  for (const use of uses) {
    const left = discountsIn(after).find((one) => useName(one) === use.couponId);
    if (left === undefined) continue;
    const points = left.points ?? null;
    await putUse(c.tx, { ...use, amount: left.amount, points });
    const free = (use.points ?? 0) - (points ?? 0);
    if (free > 0 && use.memberId !== null) await book(c, { ...before, memberId: use.memberId }, 'given-back', `changed-${about}`, free);
  }
  const rules = before.status === 'placed' ? null : await readLoyalty(c.tx, before.tenantId);
  const less = rules === null ? 0 : earnedPoints(rules, paidOf(before)) - earnedPoints(rules, paidOf(after));
  if (less > 0) await book(c, before, 'returned', `${CHANGED}${about}`, -less);
  await publishMemberOf(c, after);
}

/** An order that was cancelled gives back what it had used: coupons to whoever has them, points to the member. */
export async function giveBenefitsBack(c: Happening, order: BenefitOrder): Promise<void> {
  const uses = (await findUses(c.tx, order.tenantId, order.orderId)).filter((use) => use.state !== 'given-back');
  for (const use of uses) await giveUseBack(c, use);
  const [earned] = await c.tx.query(
    'SELECT coalesce(sum(points), 0)::integer AS n FROM points_ledger WHERE tenant_id = $1 AND (entry_id = $2 OR starts_with(entry_id, $3))',
    [order.tenantId, `earned-${order.orderId}`, `returned-${order.orderId}-${CHANGED}`],
  );
  const points = num(earned, 'n');
  if (points > 0) await book(c, order, 'returned', 'cancelled', -points);
  if (uses.length > 0 || points > 0) await publishMemberOf(c, order);
}

/** The money for an order is here: its goods earn points. */
export async function earnPoints(c: Happening, order: BenefitOrder): Promise<void> {
  const memberId = memberOf(order);
  if (memberId === null) return;
  const rules = await readLoyalty(c.tx, order.tenantId);
  if (rules === null || (await lockMember(c.tx, order.tenantId, memberId)) === null) return;
  const points = earnedPoints(rules, paidOf(order));
  if (points > 0 && (await book(c, order, 'earned', null, points))) await publishMemberOf(c, order);
}

/** What is to be paid back for goods of an order that cost `now` at full price: their share of what was paid. `before` came back earlier. */
export function refundShare(order: BenefitOrder, now: Money, before: Money): Money {
  if (discountsIn(order).length === 0) return now;
  return paidShare(goodsOf(order.lines, order.total.currency), paidOf(order), now, before);
}

/**
 * Money for goods was paid back: the points that they had earned go, and the points that had paid for them come back, by the same share. Where no money had
 * been paid it is the share of the `goods` among all. `about` is the deposit that it was for, so that it is booked once.
 */
export async function returnPoints(
  c: Happening,
  order: BenefitOrder,
  about: string,
  { refunded, goods }: { readonly refunded: Money; readonly goods: readonly { readonly sku: string; readonly quantity: number }[] },
): Promise<void> {
  const paid = paidOf(order).minor;
  const share = paid > 0 ? Math.min(1, refunded.minor / paid) : shareOf(order, goods);
  if (memberOf(order) === null || share <= 0) return;
  const rules = await readLoyalty(c.tx, order.tenantId);
  const redeemed = discountsIn(order).find((one) => one.couponId === null)?.points ?? 0;
  const earned = rules === null ? 0 : earnedPoints(rules, paidOf(order));
  const points = Math.floor(redeemed * share) - Math.ceil(earned * share);
  if (points !== 0 && (await book(c, order, 'returned', about, points))) await publishMemberOf(c, order);
}

/** Which part of an order's goods some pieces are, at full price. */
function shareOf(order: BenefitOrder, goods: readonly { readonly sku: string; readonly quantity: number }[]): number {
  const all = goodsOf(order.lines, order.total.currency).minor;
  const some = goods.reduce((minor, { sku, quantity }) => minor + (order.lines.find((line) => line.sku === sku)?.unitPrice.minor ?? 0) * quantity, 0);
  return all <= 0 ? 0 : Math.min(1, some / all);
}

function discountsIn(order: Pick<BenefitOrder, 'discounts'>): readonly OrderDiscount[] {
  return order.discounts ?? [];
}

function memberOf(order: Pick<BenefitOrder, 'memberId'>): string | null {
  return order.memberId ?? null;
}

async function publishMemberOf(c: Happening, order: BenefitOrder): Promise<void> {
  const memberId = memberOf(order);
  if (memberId !== null) await publishMember(c.tx, order.tenantId, memberId, c.at);
}

function useName(discount: OrderDiscount): string {
  return discount.couponId ?? POINTS_USE;
}

function paidOf(order: BenefitOrder): Money {
  return paidForGoods(goodsOf(order.lines, order.total.currency), discountsIn(order));
}

/** Which coupon, and when it was taken in. */
interface Taken {
  readonly couponId: string;
  readonly usedAt: UnixMs;
}

async function settleCoupon(c: Happening, order: BenefitOrder, discount: OrderDiscount, taken: Taken): Promise<void> {
  const { tenantId, orderId } = order;
  const memberId = memberOf(order);
  const coupon = await lockCoupon(c.tx, tenantId, taken.couponId);
  const why = coupon === null ? 'unknown' : await whyOver(c, order, discount, { ...taken, coupon });
  const use: BenefitUse = { tenantId, orderId, memberId, ...taken, amount: discount.amount, points: null, ...judged(why), settled: null };
  await putUse(c.tx, use);
  await tell(c, order, use);
  if (coupon !== null && coupon.maxUses !== null) await publishCoupon(c.tx, coupon);
}

/** Null: the use is as the coupon's rule has it. */
async function whyOver(
  c: Happening,
  order: BenefitOrder,
  discount: OrderDiscount,
  { coupon, couponId, usedAt }: Taken & { readonly coupon: StoredCoupon },
): Promise<OverReason | null> {
  const goods = goodsOf(order.lines, order.total.currency);
  const member = memberOf(order) === null ? null : { usedCoupons: [] };
  const judgedNow = judgeCoupon(coupon.rule, { goods, now: usedAt, member, unsettled: 0, isHubHere: true });
  if (!judgedNow.ok) return reasonOf(judgedNow.error);
  if (coupon.endedAt !== null && usedAt >= coupon.endedAt) return 'time';
  if (coupon.maxUses !== null && (await countUses(c.tx, order.tenantId, couponId, order.orderId)) >= coupon.maxUses) return 'limit';
  if (coupon.rule.oncePerPerson === true && (await usedBefore(c, order, couponId))) return 'person';
  // By itself, from the whole price, a coupon takes off the most that it can.
  const [most] = discountsOf(goods, [coupon.rule], null);
  return discount.amount.minor > (most?.amount.minor ?? 0) ? 'amount' : null;
}

function reasonOf(refusal: CouponRefusal): OverReason {
  switch (refusal.kind) {
    case 'coupon-early':
    case 'coupon-over':
      return 'time';
    case 'coupon-members':
      return 'members';
    case 'coupon-minimum':
    case 'coupon-currency':
      return 'amount';
    case 'coupon-used':
    case 'coupon-needs-hub':
      return 'limit';
  }
}

/** Has the person of this order, by their contact or as a member, another order with this coupon? */
async function usedBefore(c: Happening, order: BenefitOrder, couponId: string): Promise<boolean> {
  const rows = await c.tx.query(
    `SELECT 1 FROM benefit_uses u JOIN orders o ON o.tenant_id = u.tenant_id AND o.order_id = u.order_id
     WHERE u.tenant_id = $1 AND u.coupon_id = $2 AND u.order_id <> $3 AND u.state <> 'given-back' AND (o.holder = $4 OR u.member_id = $5) LIMIT 1`,
    [order.tenantId, couponId, order.orderId, order.holder, memberOf(order)],
  );
  return rows.length > 0;
}

async function settlePoints(c: Happening, order: BenefitOrder, discount: OrderDiscount, usedAt: UnixMs): Promise<void> {
  const { tenantId, orderId } = order;
  const memberId = memberOf(order);
  const points = discount.points ?? 0;
  const member = memberId === null ? null : await lockMember(c.tx, tenantId, memberId);
  const rules = await readLoyalty(c.tx, tenantId);
  const worth = (rules?.pointMinor ?? 0) * points;
  const balance = member === null ? 0 : await readBalance(c.tx, tenantId, member.memberId);
  const why = member === null ? 'members' : balance < points ? 'points' : discount.amount.minor > worth ? 'amount' : null;
  const use: BenefitUse = {
    tenantId,
    orderId,
    couponId: POINTS_USE,
    memberId,
    amount: discount.amount,
    points,
    usedAt,
    ...judged(why),
    settled: null,
  };
  await putUse(c.tx, use);
  // What was taken is taken: the account goes below zero, and what the member earns next fills it up again.
  if (member !== null) await book(c, order, 'redeemed', await nextOf(c, order, 'redeemed'), -points);
  await tell(c, order, use);
}

function judged(why: OverReason | null): Pick<BenefitUse, 'state' | 'why'> {
  return { state: why === null ? 'used' : 'over', why };
}

async function tell(c: Happening, order: BenefitOrder, use: BenefitUse): Promise<void> {
  const facts = { orderId: order.orderId, coupon: use.couponId, minor: use.amount.minor, currency: use.amount.currency };
  await audit(c, 'benefit.used', { ...facts, points: use.points, why: use.why });
  if (use.why !== null) await alarm(c, OVERUSED, `${order.orderId}.${use.couponId}`, { ...facts, number: order.number, why: use.why });
}

async function giveUseBack(c: Happening, use: BenefitUse): Promise<void> {
  await giveBack(c.tx, use);
  await endAlarm(c, OVERUSED, `${use.orderId}.${use.couponId}`);
  await audit(c, 'benefit.given-back', { orderId: use.orderId, coupon: use.couponId, points: use.points });
  const coupon = use.couponId === POINTS_USE ? null : await lockCoupon(c.tx, use.tenantId, use.couponId);
  if (coupon !== null && coupon.maxUses !== null) await publishCoupon(c.tx, coupon);
  if (use.points !== null && use.memberId !== null) {
    const order = { tenantId: use.tenantId, orderId: use.orderId, memberId: use.memberId };
    await book(c, order, 'given-back', await nextOf(c, order, 'given-back'), use.points);
    await publishMember(c.tx, use.tenantId, use.memberId, c.at);
  }
}

/** What tells several lines of one order apart: a till that was away tells two discounts of it in one breath. */
async function nextOf(c: Happening, { tenantId, orderId }: Pick<BenefitOrder, 'tenantId' | 'orderId'>, kind: 'redeemed' | 'given-back'): Promise<string> {
  const [row] = await c.tx.query('SELECT count(*)::integer AS n FROM points_ledger WHERE tenant_id = $1 AND order_id = $2 AND kind = $3', [
    tenantId,
    orderId,
    kind,
  ]);
  return `${c.at}.${num(row, 'n')}`;
}

/** A line in the member's points. Somebody who left has none any more. */
async function book(
  c: Happening,
  order: Pick<BenefitOrder, 'tenantId' | 'orderId' | 'memberId'>,
  kind: 'earned' | 'redeemed' | 'given-back' | 'returned',
  about: string | null,
  points: number,
): Promise<boolean> {
  const { tenantId, orderId } = order;
  const memberId = memberOf(order);
  if (memberId === null || (await findMember(c.tx, tenantId, memberId)) === null) return false;
  const entryId = about === null ? `${kind}-${orderId}` : `${kind}-${orderId}-${about}`;
  return await addPoints(c.tx, { tenantId, entryId, memberId, orderId, kind, points, at: c.at });
}
