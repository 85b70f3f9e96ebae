import type { Gone } from '../../core/orders/withdraw.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { sum } from '../../kernel/money.ts';
import type { Transaction } from '../db/database.ts';
import { publishDirective } from '../db/directives.ts';
import type { StoredOrder } from '../db/orders.ts';
import type { StoredParcel } from '../db/parcels.ts';
import { findRefunds } from '../db/returns.ts';
import { str } from '../db/rows.ts';
import { noteStockDue } from '../db/stock.ts';
import { findWithdrawals } from '../db/withdrawals.ts';
import { alarm, type Happening } from '../domain/context.ts';
import { oweMoney } from '../domain/money-back.ts';
import { readFourteenDays } from './fourteen-days.ts';

/**
 * Goods that their customer had withdrawn from were handed over all the same, or had been before anybody heard: they come first now, then the money. What a
 * provider was not asked for yet it is not asked for any more; where the money is gone already, people are told that both are.
 */
export async function takenAfterWithdrawal(c: Happening, order: StoredOrder, at: UnixMs): Promise<void> {
  const { tenantId, orderId } = order;
  const isPaidBack = await hasGoneBack(c, order);
  const rows = await c.tx.query(
    `UPDATE withdrawals SET state = 'goods-awaited', amount_minor = NULL, refund_by = NULL, goods_until = $3
     WHERE tenant_id = $1 AND order_id = $2 AND state = 'refund-due' AND settled IS NULL RETURNING withdrawal_id`,
    [tenantId, orderId, await readFourteenDays(c.tx, order, at)],
  );
  await c.tx.query(
    `DELETE FROM provider_refunds WHERE tenant_id = $1 AND cause = 'withdrawal' AND stage->>'kind' = 'requested'
     AND about IN (SELECT jsonb_array_elements_text($2::jsonb))`,
    [tenantId, JSON.stringify(rows.map((row) => str(row, 'withdrawal_id')))],
  );
  if (rows.length > 0 || isPaidBack) await alarm(c, 'collected-after-withdrawal', orderId, { orderId, paidBack: isPaidBack });
  // What was called off is gone from the shop after all.
  if (rows.length > 0) await noteStockDue(c.tx, tenantId, orderId, null);
}

/** Puts a parcel that nobody is to have any more on its silo's list of what to take out. */
export async function recallCalledOff(tx: Transaction, tenantId: string, parcel: StoredParcel): Promise<void> {
  await tx.query("UPDATE parcels SET recall = 'cancelled' WHERE tenant_id = $1 AND parcel_id = $2", [tenantId, parcel.parcelId]);
  await publishDirective(tx, tenantId, { ...parcel, recall: 'cancelled' });
}

/** Has the money for what was called off gone back, or may it be on its way? */
async function hasGoneBack(c: Happening, { tenantId, orderId }: StoredOrder): Promise<boolean> {
  const rows = await c.tx.query(
    `SELECT 1 FROM withdrawals w WHERE w.tenant_id = $1 AND w.order_id = $2 AND w.state = 'refund-due' AND (w.settled = 'paid'
       OR EXISTS (SELECT 1 FROM provider_refunds r WHERE r.tenant_id = $1 AND r.cause = 'withdrawal' AND r.about = w.withdrawal_id
         AND r.stage->>'kind' IN ('pending', 'refunded'))) LIMIT 1`,
    [tenantId, orderId],
  );
  return rows.length > 0;
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
