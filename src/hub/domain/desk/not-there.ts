import type { Pieces } from '../../../contract/hub/after.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { findHolds } from '../../db/stock.ts';
import { audit } from '../context.ts';
import { readGeography } from '../stock/geography.ts';
import type { DeskContext } from './desk-order.ts';

/**
 * Staff looked for pieces that an order holds in the shop, and they are not there: the figure says no more from now on than what others hold, so that
 * nobody is promised them again until somebody counts. Answers how many of the pieces were held here. The stock is locked.
 */
export async function notThere(c: DeskContext, order: StoredOrder, pieces: readonly Pieces[], staffId: string): Promise<number> {
  const { tenantId, orderId } = order;
  const { here } = await readGeography(c.tx, tenantId, order.storeId);
  const held = (await findHolds(c.tx, tenantId, orderId)).filter((hold) => hold.locationId === here && hold.soldAt === null);
  let count = 0;
  for (const { sku, quantity } of pieces) {
    const gone = Math.min(quantity, held.find((hold) => hold.sku === sku)?.quantity ?? 0);
    if (gone === 0) continue;
    count += gone;
    await c.tx.query(
      `UPDATE stock_figures f SET quantity = least(f.quantity, greatest(0, p.held + p.sold + p.leased - $4::integer)) FROM stock_places p
       WHERE f.tenant_id = $1 AND f.sku = $2 AND f.location_id = $3 AND p.tenant_id = f.tenant_id AND p.sku = f.sku AND p.location_id = f.location_id`,
      [tenantId, sku, here, gone],
    );
    await audit(c, 'stock.not-there', { orderId, sku, locationId: here, pieces: gone, staffId });
  }
  return count;
}
