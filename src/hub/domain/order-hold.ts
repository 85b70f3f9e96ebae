import { err, ok, type Result } from '../../kernel/result.ts';
import type { Operator } from '../db/operators.ts';
import { findPayments } from '../db/online-payments.ts';
import { lockOrder, publishOrderAgain, type StoredOrder } from '../db/orders.ts';
import { endHold, putHold } from '../db/order-money.ts';
import { audit, endAlarm, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';

/**
 * The money of a paid order was taken back: nothing of it is loaded, opened or handed over until that is cleared. What stations do not hear in time
 * they cannot know; the alarm about the payment tells people what may have left the house.
 */
export async function holdOrder(c: Happening, { tenantId, orderId }: Pick<StoredOrder, 'tenantId' | 'orderId'>): Promise<void> {
  if (!(await putHold(c.tx, { tenantId, orderId }, c.at))) return;
  await audit(c, 'order.held', { orderId });
  await publishOrderAgain(c.tx, tenantId, orderId);
}

/** It is cleared, by whom `by` says: the way whose bank gave the money again, the till, or an operator. Answers whether there was anything to clear. */
export async function releaseOrder(c: Happening, { tenantId, orderId }: Pick<StoredOrder, 'tenantId' | 'orderId'>, by: string): Promise<boolean> {
  if (!(await endHold(c.tx, { tenantId, orderId }, { at: c.at, by }))) return false;
  await audit(c, 'order.released', { orderId, by });
  await publishOrderAgain(c.tx, tenantId, orderId);
  return true;
}

/** Head office has cleared it. */
export async function releaseHeld(c: Happening, operator: Operator, orderId: string): Promise<Result<undefined, Refusal>> {
  const order = await lockOrder(c.tx, operator.tenantId, orderId);
  if (order === null) return err({ kind: 'unknown', message: 'there is no such order' });
  if (!(await releaseOrder(c, order, operator.operatorId))) return err({ kind: 'not-now', message: 'the order is not on hold' });
  for (const { attemptId } of await findPayments(c.tx, order)) await endAlarm(c, 'payment-went-back', attemptId);
  return ok(undefined);
}
