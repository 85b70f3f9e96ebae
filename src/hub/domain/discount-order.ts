import type { OrderDiscounted } from '../../contract/events/loyalty-operations.ts';
import { changeOrder, lockOrder, lockOrderId, publishOrder } from '../db/orders.ts';
import { type BenefitOrder, settleBenefits } from './benefits.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';

/**
 * The till took a coupon, or noted a member, on an order that waits for its money. One that was paid meanwhile (on the phone) stays as it was
 * paid: people see to what its customer was promised at the till.
 */
export async function discountOrder(c: EffectContext, op: OrderDiscounted): Promise<Effect> {
  const { tenantId, storeId } = c.station;
  // Behind this lock it is certain whether a transaction under way is just placing it.
  await lockOrderId(c.tx, tenantId, op.orderId);
  const order = await lockOrder(c.tx, tenantId, op.orderId);
  if (order === null) return { outcome: 'deferred', reason: 'the order has not arrived yet', orderId: op.orderId };
  if (order.storeId !== storeId) return { outcome: 'rejected', reason: 'no such order' };
  if (order.status !== 'placed') {
    await alarm(c, 'discount-late', op.orderId, { orderId: op.orderId, number: order.number, status: order.status, minor: op.total.minor });
    return { outcome: 'rejected', reason: `the order is ${order.status}` };
  }
  if (op.total.currency !== order.total.currency) return { outcome: 'rejected', reason: 'the currency is not that of the order' };
  const known: BenefitOrder = order;
  const memberId = op.memberId ?? known.memberId;
  const discounted: BenefitOrder = { ...order, discounts: op.discounts, total: op.total, ...(memberId === undefined ? {} : { memberId }) };
  await changeOrder(c.tx, discounted);
  await settleBenefits(c, discounted, op.at);
  await publishOrder(c.tx, discounted);
  await audit(c, 'order.discounted', {
    orderId: op.orderId,
    minor: op.total.minor,
    currency: op.total.currency,
    discounts: op.discounts.length,
    staffId: op.staffId,
  });
  return applied;
}
