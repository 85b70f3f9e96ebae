import type { Transaction } from '../../db/database.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { findStockOrder } from '../../db/stock.ts';

/**
 * Is this order cancelled only because nobody had paid it in time? Then money that comes for it makes it live again, once: one that has been paid and was called
 * off after that is over.
 */
export async function isExpired(tx: Transaction, order: StoredOrder): Promise<boolean> {
  if (order.status !== 'cancelled') return false;
  if (((await findStockOrder(tx, order.tenantId, order.orderId))?.expiredAt ?? null) === null) return false;
  return (await tx.query('SELECT 1 FROM payments WHERE tenant_id = $1 AND order_id = $2', [order.tenantId, order.orderId])).length === 0;
}

/** Money came for it after all. */
export async function reviveStock(tx: Transaction, { tenantId, orderId }: StoredOrder): Promise<void> {
  await tx.query('UPDATE stock_orders SET expired_at = NULL WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
}
