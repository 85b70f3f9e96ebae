import type { PaymentTaken } from '../../contract/events/operations.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findStockOrder } from '../db/stock.ts';
import { alarm, type Effect, type EffectContext, type Happening } from './context.ts';
import { oweMoney, PAYMENT_REJECTED, tellOwed } from './money-back.ts';

/**
 * Why money that a till took does not pay its order; null: it does. A till may not have heard of what its customer gave up since their slip was printed, so
 * that it takes more than the order costs by now: that pays it, and the rest is owed.
 */
export function whyNeedless(order: StoredOrder, { amount }: PaymentTaken): string | null {
  if (order.status === 'cancelled') return 'the order was cancelled';
  if (order.status !== 'placed') return 'the order is paid already';
  if (amount.currency !== order.total.currency) return 'the currency is not that of the order';
  return amount.minor < order.total.minor ? 'the amount is less than the total of the order' : null;
}

/** The money lies in the drawer and pays nothing: it is owed to who paid it, whom the till could not tell. People at the till are told. The order is locked. */
export async function refuseTillMoney(c: EffectContext, { orderId, paymentId, amount }: PaymentTaken, reason: string): Promise<Effect> {
  // The same money under another operation: it is in the books, and nobody gets it back for that.
  const known = await c.tx.query('SELECT 1 FROM payments WHERE tenant_id = $1 AND order_id = $2 AND payment_id = $3', [c.station.tenantId, orderId, paymentId]);
  if (known.length > 0) return { outcome: 'rejected', reason };
  await alarm(c, PAYMENT_REJECTED, paymentId, { orderId, paymentId, minor: amount.minor, currency: amount.currency, reason });
  await tellOwed(c, orderId, await oweMoney(c, { orderId, amount, why: 'not-needed', about: paymentId }));
  return { outcome: 'rejected', reason };
}

/** Owes what a till took beyond what its order costs by now. More than it ever cost is nothing that a slip ever said: then people look, too. */
export async function oweSurplus(c: Happening, order: StoredOrder, { orderId, paymentId, amount }: PaymentTaken): Promise<void> {
  const { minor, currency } = order.total;
  if (amount.minor <= minor) return;
  const placed = (await findStockOrder(c.tx, order.tenantId, orderId))?.placedMinor ?? minor;
  if (amount.minor > placed) await alarm(c, 'payment-above-total', paymentId, { orderId, paymentId, minor: amount.minor, total: minor, currency });
  const surplus = { minor: amount.minor - minor, currency };
  await tellOwed(c, orderId, await oweMoney(c, { orderId, amount: surplus, why: 'paid-too-much', about: paymentId }));
}
