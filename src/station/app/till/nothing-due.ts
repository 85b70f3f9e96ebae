import { leftToHandOver } from '../../../core/orders/hand-over.ts';
import { stepOrder } from '../../../core/orders/order-machine.ts';
import { isNothingDue } from '../../../core/payments/nothing-due.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import { expectOk } from '../../../kernel/result.ts';
import type { OrderRow, StoreWriter } from '../../ports/store.ts';
import { writeHandOver } from './desk.ts';

/**
 * A placed order that costs nothing counts as paid at once, inside somebody's transaction: coupons and points cover all of it, and nobody could take its money. The
 * hub does the same when it hears of the order, so that nothing is told between them. `staffId`: who stands at the till with its customer, whose goods to take
 * along are handed over with it; null: nobody does. Answers the order as it is then.
 */
export function settleNothingDue(tx: StoreWriter, order: OrderRow, { staffId, at }: { readonly staffId: string | null; readonly at: UnixMs }): OrderRow {
  if (!isNothingDue(order)) return order;
  const { status } = expectOk(stepOrder(order, { kind: 'paid' }), 'a placed order can be paid');
  const settled: OrderRow = { ...order, status, paidHere: true };
  tx.putOrder(settled);
  tx.audit({ kind: 'payment.not-needed', at, facts: { orderId: order.orderId, staffId } });
  if (staffId === null || !leftToHandOver(settled).includes('carry-out')) return settled;
  expectOk(writeHandOver(tx, settled, { kind: 'handed', way: 'carry-out', at }, staffId), 'what is taken along of an order that was just paid');
  return { ...settled, ...tx.order(order.orderId as OrderId) };
}
