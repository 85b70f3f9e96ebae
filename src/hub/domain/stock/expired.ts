import type { Transaction } from '../../db/database.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { findStockOrder } from '../../db/stock.ts';

/** Is this order cancelled only because nobody had paid it in time? Then money that comes for it makes it live again. */
export async function isExpired(tx: Transaction, order: StoredOrder): Promise<boolean> {
  if (order.status !== 'cancelled') return false;
  return ((await findStockOrder(tx, order.tenantId, order.orderId))?.expiredAt ?? null) !== null;
}
