import type { PaymentTaken } from '../../contract/events/operations.ts';
import { stepOnlinePayment } from '../../core/payments/online-payment.ts';
import { findPayment, updatePayment } from '../db/online-payments.ts';
import type { StoredOrder } from '../db/orders.ts';
import { sumOfRefunds } from '../db/provider-refunds.ts';
import { readGoneBack } from './back-cap.ts';
import { alarm, audit, type EffectContext, endAlarm } from './context.ts';
import { releaseOrder } from './order-hold.ts';

/**
 * The till took money for an order that was paid on a phone, because it had not heard of that yet. What lies in a drawer no machine can give back; what a
 * provider holds it can. So the till's money stays as the order's payment, and the phone's goes back by itself. Answers false where it is not so: then
 * it is owed, and people sort it out. The order is locked.
 */
export async function keepTillMoney(c: EffectContext, order: StoredOrder, op: PaymentTaken): Promise<boolean> {
  const { tenantId, orderId } = order;
  if (order.status === 'placed' || order.status === 'cancelled') return false;
  if (op.amount.minor !== order.total.minor || op.amount.currency !== order.total.currency) return false;
  const [row] = await c.tx.query("SELECT payment_id FROM payments WHERE tenant_id = $1 AND order_id = $2 AND tender = 'online'", [tenantId, orderId]);
  const paidBy = row === undefined ? null : await findPayment(c.tx, { tenantId, attemptId: String(row['payment_id']) });
  if (paidBy === null) return false;
  const { attemptId, wayId, amount } = paidBy;
  const stepped = stepOnlinePayment(paidBy.stage, { kind: 'paid-otherwise', taken: amount }, amount);
  if (!stepped.ok && paidBy.stage.kind !== 'refunded') return false;
  // Something of it went back, or goes, because it was owed: for goods that came back, say. Then the books hang on it, and the till's money is owed.
  if (paidBy.stage.kind !== 'reversed' && (await sumOfRefunds(c.tx, paidBy)).taken > 0) return false;
  await c.tx.query(
    `UPDATE payments SET payment_id = $3, tender = $4, amount_minor = $5, currency = $6, staff_id = $7, taken_at = $8, back_minor = 0, back_before = $9
     WHERE tenant_id = $1 AND order_id = $2`,
    [tenantId, orderId, op.paymentId, op.tender, op.amount.minor, op.amount.currency, op.staffId, op.takenAt, await readGoneBack(c.tx, order, null)],
  );
  await audit(c, 'payment.taken', { orderId, paymentId: op.paymentId, minor: op.amount.minor, tender: op.tender, staffId: op.staffId });
  if (stepped.ok) {
    const { stage } = stepped.value;
    await updatePayment(c.tx, paidBy, { ...paidBy, stage, looks: 0, nextAt: c.at, pageUrl: null }, c.at);
    if (stage.kind === 'refunding')
      await alarm(c, 'payment-twice', attemptId, { attemptId, orderId, paymentId: op.paymentId, way: wayId, minor: amount.minor, currency: amount.currency });
    await audit(c, 'payment.stage', { attemptId, orderId, way: wayId, from: paidBy.stage.kind, to: stage.kind });
  }
  // The bank had taken the phone's money back, and now there is other money.
  if (await releaseOrder(c, order, 'till')) await endAlarm(c, 'payment-went-back', attemptId);
  return true;
}
