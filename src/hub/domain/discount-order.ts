import type { OrderDiscounted } from '../../contract/events/loyalty-operations.ts';
import { orderTotal } from '../../core/orders/order-total.ts';
import { isNothingDue } from '../../core/payments/nothing-due.ts';
import { type ChargedOrder, discountAgain } from '../../core/stock/give-up.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { changeOrder, lockOrder, lockOrderId, publishOrder, type StoredOrder } from '../db/orders.ts';
import { findDiscounts } from '../db/staff-discounts.ts';
import { findStockOrder } from '../db/stock.ts';
import { type BenefitOrder, settleBenefits } from './benefits.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { revive, settleIfNothingDue } from './orders.ts';
import { isExpired } from './stock/expired.ts';

/**
 * The till took a coupon, or noted a member, on an order that waits for its money, or that it did not know to be called off because nobody had paid it in time: the money
 * that it tells of next is what is left then. One that was paid meanwhile (on the phone) stays as it was paid: people see to what its customer was promised at the till.
 */
export async function discountOrder(c: EffectContext, op: OrderDiscounted): Promise<Effect> {
  const { tenantId, storeId } = c.station;
  // Behind this lock it is certain whether a transaction under way is just placing it.
  await lockOrderId(c.tx, tenantId, op.orderId);
  const order = await lockOrder(c.tx, tenantId, op.orderId);
  if (order === null) return { outcome: 'deferred', reason: 'the order has not arrived yet', orderId: op.orderId };
  if (order.storeId !== storeId) return { outcome: 'rejected', reason: 'no such order' };
  const isOver = await isExpired(c.tx, order);
  if (order.status !== 'placed' && !isOver) {
    await alarm(c, 'discount-late', op.orderId, { orderId: op.orderId, number: order.number, status: order.status, minor: op.total.minor });
    return { outcome: 'rejected', reason: `the order is ${order.status}` };
  }
  if (op.total.currency !== order.total.currency) return { outcome: 'rejected', reason: 'the currency is not that of the order' };
  const known: BenefitOrder = order;
  const memberId = op.memberId ?? known.memberId;
  const { discounts, total } = await chargedBy(c, order, op);
  const discounted: BenefitOrder = { ...order, discounts: [...(discounts ?? [])], total, ...(memberId === undefined ? {} : { memberId }) };
  await changeOrder(c.tx, discounted);
  const now = isOver ? await comeBack(c, discounted, op.at) : discounted;
  if (!isOver) await settleBenefits(c, now, op.at);
  await publishOrder(c.tx, now);
  await audit(c, 'order.discounted', {
    orderId: op.orderId,
    minor: total.minor,
    currency: total.currency,
    discounts: op.discounts.length,
    staffId: op.staffId,
  });
  await settleIfNothingDue(c, now, op.at);
  return applied;
}

/** An order that nobody had paid in time comes back where nothing is due any more, which is how its till ended it; else with its money. Answers it as it is then. */
async function comeBack(c: EffectContext, order: StoredOrder, at: UnixMs): Promise<StoredOrder> {
  const placed: StoredOrder = { ...order, status: 'placed' };
  if (!isNothingDue(placed)) return order;
  await revive(c, placed, at);
  return placed;
}

/**
 * What the order costs with what the till took off. A till that had not heard what its customer gave up meanwhile counts it in: it is not charged again; nor does one
 * that had not heard that staff's discount was undone bring that back. Where nothing of the kind happened, what was shown is what is owed, and a sum that does not agree with itself is looked into.
 */
async function chargedBy(c: EffectContext, order: StoredOrder, op: OrderDiscounted): Promise<Pick<ChargedOrder, 'discounts' | 'total'>> {
  const { currency } = order.total;
  const asTold = orderTotal({ currency, lines: order.lines, delivery: order.delivery, discounts: op.discounts });
  if (asTold.minor === op.total.minor) return op;
  if ((await findStockOrder(c.tx, order.tenantId, order.orderId))?.changed === true) return discountAgain(order, op);
  if ((await findDiscounts(c.tx, order.tenantId, order.orderId)).some(({ settled }) => settled === 'undone')) return discountAgain(order, op);
  await alarm(c, 'order-total-wrong', op.orderId, { orderId: op.orderId, number: order.number, minor: op.total.minor });
  return op;
}
