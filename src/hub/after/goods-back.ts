import type { Gone } from '../../core/orders/withdraw.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { sum } from '../../kernel/money.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findRefunds } from '../db/returns.ts';
import { findWithdrawals } from '../db/withdrawals.ts';
import { alarm, type Happening } from '../domain/context.ts';
import { oweMoney } from '../domain/money-back.ts';
import { readFourteenDays } from './fourteen-days.ts';

/** An order whose customer withdrew was collected all the same: the goods come first now, then the money. */
export async function takenAfterWithdrawal(c: Happening, order: StoredOrder, at: UnixMs): Promise<void> {
  if (order.status !== 'cancelled') return;
  const { tenantId, orderId } = order;
  const rows = await c.tx.query(
    `UPDATE withdrawals SET state = 'goods-awaited', amount_minor = NULL, refund_by = NULL, goods_until = $3
     WHERE tenant_id = $1 AND order_id = $2 AND state = 'refund-due' AND settled IS NULL RETURNING withdrawal_id`,
    [tenantId, orderId, await readFourteenDays(c.tx, order, at)],
  );
  if (rows.length > 0) await alarm(c, 'collected-after-withdrawal', orderId, { orderId });
}

/**
 * Goods of an order came back: a withdrawal of which every piece is there again is seen to with their return. Whoever has withdrawn from all of an order and
 * brought all of it back gets what bringing it had cost, too (directive 2011/83, article 13, 1). The order is locked.
 */
export async function goodsCameBack(c: Happening, order: StoredOrder): Promise<void> {
  const { tenantId, orderId } = order;
  const refunds = await findRefunds(c.tx, tenantId, orderId);
  const withdrawals = await findWithdrawals(c.tx, tenantId, orderId);
  const back = withdrawals.filter(({ state }) => state === 'brought-back').flatMap(({ lines }) => lines);
  for (const { withdrawalId, state, settled, at, lines } of withdrawals) {
    if (state !== 'goods-awaited' || settled !== null) continue;
    const since = refunds.filter((one) => one.depositedAt >= at && one.state !== 'duplicate').flatMap((one) => one.lines);
    if (!lines.every(({ sku, quantity }) => count(since, sku) >= quantity)) continue;
    await c.tx.query("UPDATE withdrawals SET state = 'brought-back' WHERE tenant_id = $1 AND withdrawal_id = $2", [tenantId, withdrawalId]);
    back.push(...lines);
  }
  const delivery = sum(
    order.total.currency,
    (order.delivery ?? []).map(({ cost }) => cost),
  );
  if (back.length === 0 || !order.lines.every(({ sku }) => count(back, sku) >= count(order.lines, sku))) return;
  await oweMoney(c, { orderId, amount: delivery, why: 'withdrawn', about: 'delivery' });
}

function count(lines: readonly Gone[], sku: string): number {
  return lines.filter((line) => line.sku === sku).reduce((pieces, line) => pieces + line.quantity, 0);
}
