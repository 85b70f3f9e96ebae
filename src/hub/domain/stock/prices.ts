import { findGoods } from '../../db/goods.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { alarm, type Happening } from '../context.ts';

/** The kind of the alarm for an order at prices that are not the catalogue's any more. */
export const PRICE_DIFFERS = 'price-differs';

/**
 * Tells head office of an order whose station had other prices than the hub has: it was away when they changed. What the shopper saw is what they pay,
 * whichever is higher; people know, and may call a customer who pays too much.
 */
export async function tellOfPrices(c: Happening, order: StoredOrder): Promise<void> {
  const { tenantId, orderId, number, lines } = order;
  const goods = await findGoods(c.tx, tenantId, [...new Set(lines.map((line) => line.sku))]);
  const other = lines.filter((line) => {
    const price = goods.get(line.sku)?.variant.price;
    // What staff took off is judged by itself.
    const shown = line.listPrice ?? line.unitPrice;
    return price !== undefined && (price.minor !== shown.minor || price.currency !== shown.currency);
  });
  const [first] = other;
  if (first === undefined) return;
  const now = goods.get(first.sku)?.variant.price.minor ?? null;
  await alarm(c, PRICE_DIFFERS, orderId, { orderId, number, lines: other.length, sku: first.sku, shown: (first.listPrice ?? first.unitPrice).minor, now });
}
