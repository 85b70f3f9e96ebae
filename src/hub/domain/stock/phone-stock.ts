import type { PhoneShortage, PhoneStock } from '../../../contract/stock.ts';
import type { Queryable } from '../../db/database.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { findShorts, findStockOrder } from '../../db/stock.ts';
import { readPhoneMoney } from '../money-back.ts';
import { alternativesOf, giveBackOf } from './decide.ts';

/** What the page of an order says of its stock; nothing where there is nothing to say. */
export async function readPhoneStock(db: Queryable, order: StoredOrder): Promise<{ stock?: PhoneStock }> {
  const { tenantId, orderId } = order;
  const isOver = order.status === 'cancelled' || order.status === 'collected';
  const missing: PhoneShortage[] = [];
  for (const short of isOver ? [] : await findShorts(db, tenantId, orderId)) {
    const { sku, quantity, waits, until } = short;
    missing.push({ sku, short: quantity, waits, until, giveBack: giveBackOf(order, short), alternatives: await alternativesOf(db, order, short) });
  }
  const moneyBack = await readPhoneMoney(db, tenantId, orderId);
  const expired = order.status === 'cancelled' && ((await findStockOrder(db, tenantId, orderId))?.expiredAt ?? null) !== null;
  return missing.length === 0 && moneyBack.length === 0 && !expired ? {} : { stock: { missing, moneyBack, expired } };
}
