import type { UnixMs } from '../../../kernel/clock.ts';
import type { Transaction } from '../../db/database.ts';

/** Which pieces of an order have left: of these SKUs, at one place or at all (`locationId` null). */
export interface SoldPieces {
  readonly tenantId: string;
  readonly orderId: string;
  readonly skus: readonly string[];
  readonly locationId: string | null;
}

/**
 * Notes that what an order held has left with its customer, or on its way to them: it is sold, and is taken off the figure of its place until one comes
 * that is newer. What was missing of these SKUs is not waited for any more. The stock is locked already, and who calls this tells the stations.
 */
export async function sellHolds(tx: Transaction, { tenantId, orderId, skus, locationId }: SoldPieces, at: UnixMs): Promise<void> {
  const named = [tenantId, orderId, JSON.stringify(skus)];
  const within = 'tenant_id = $1 AND order_id = $2 AND sku IN (SELECT jsonb_array_elements_text($3::jsonb))';
  await tx.query(`UPDATE stock_holds SET sold_at = $4 WHERE ${within} AND sold_at IS NULL AND ($5::text IS NULL OR location_id = $5)`, [
    ...named,
    at,
    locationId,
  ]);
  if (locationId === null) await tx.query(`DELETE FROM stock_shorts WHERE ${within}`, named);
}
