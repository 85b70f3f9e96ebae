import type { MoneyBackReason } from '../../../contract/stock.ts';
import { giveBenefitsBack, shrinkBenefits } from '../benefits.ts';
import type { ChangedOrder } from '../../../core/stock/give-up.ts';
import { wakePayments } from '../../db/online-payments.ts';
import { changeOrder, setOrderStatus, type StoredOrder } from '../../db/orders.ts';
import { audit, type Happening } from '../context.ts';
import { queueMessage } from '../messages.ts';
import { oweMoney } from '../money-back.ts';
import { settleIfNothingDue } from '../orders.ts';
import { reconcileLocked } from './reconcile.ts';

/** What an order becomes, and why; `about` names the change within its order, so that a repeat pays nothing twice. */
export interface OrderChange {
  readonly changed: ChangedOrder;
  readonly why: MoneyBackReason;
  readonly about: string;
  /** Staff took these off, and not their customer: what is owed for them waits until every station has heard. */
  readonly rejected?: object;
}

/**
 * Makes an order (locked, as the stock is) what its customer decided: other lines, another total, or nothing at all. What was paid beyond that is owed
 * to them; what was not is not asked for any more. Stations and the customer are told.
 */
export async function applyChange(c: Happening, order: StoredOrder, { changed, why, about, rejected }: OrderChange): Promise<void> {
  const { tenantId, orderId } = order;
  const isPaid = await wasPaid(c, order);
  if (isPaid) await oweMoney(c, { orderId, amount: changed.off, why, about, ...(rejected === undefined ? {} : { rejected }) });
  await c.tx.query('UPDATE stock_orders SET changed = true WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
  await audit(c, 'order.changed', { orderId, off: changed.off.minor, currency: changed.off.currency, paid: isPaid, left: changed.order?.lines.length ?? 0 });
  const after: StoredOrder = changed.order === null ? { ...order, status: 'cancelled' } : { ...order, ...changed.order };
  if (changed.order === null) {
    await setOrderStatus(c.tx, order, 'cancelled');
    await giveBenefitsBack(c, order);
  } else {
    await changeOrder(c.tx, after);
    await shrinkBenefits(c, order, after, about);
  }
  // Whoever was about to pay the old sum is not asked for it any more.
  if (!isPaid) await wakePayments(c.tx, { tenantId, orderId }, c.at);
  const isSettled = await settleIfNothingDue(c, after, c.at);
  await queueMessage(c, { orderId, kind: 'changed', about: `${orderId}.${about}`, happenedAt: c.at });
  await reconcileLocked(c, isSettled ? { ...after, status: 'paid' } : after, null);
}

/** Was money taken for it? Its payment says so: a status alone may be that of an order which was called off before anybody paid. */
async function wasPaid(c: Happening, { tenantId, orderId }: StoredOrder): Promise<boolean> {
  return (await c.tx.query('SELECT 1 FROM payments WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId])).length > 0;
}
