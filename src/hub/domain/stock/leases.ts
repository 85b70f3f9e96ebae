import type { Allotment, SoftHold } from '../../../contract/stock.ts';
import { putRows } from '../../db/buckets.ts';
import type { Transaction } from '../../db/database.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { num, str } from '../../db/rows.ts';
import { setHold } from '../../db/stock.ts';
import type { Happening } from '../context.ts';

/**
 * Turns what a station sold out of its allotment into what the order holds: those pieces were nobody else's, so they are kept for certain. What it claims
 * beyond what it still has (its lease was over, or it drew twice) is looked for like anything else.
 */
export async function drawLeases(c: Happening, order: StoredOrder, holds: readonly SoftHold[]): Promise<void> {
  const { tenantId, stationId, orderId } = order;
  for (const { sku, locationId, quantity } of holds.filter((hold) => hold.leased)) {
    const [row] = await c.tx.query('SELECT quantity FROM stock_leases WHERE tenant_id = $1 AND station_id = $2 AND sku = $3 AND location_id = $4', [
      tenantId,
      stationId,
      sku,
      locationId,
    ]);
    const drawn = Math.min(quantity, row === undefined ? 0 : num(row, 'quantity'));
    if (drawn === 0) continue;
    await setLease(c.tx, { tenantId, stationId, sku, locationId }, num(row, 'quantity') - drawn);
    await setHold(c.tx, tenantId, { orderId, sku, locationId, quantity: drawn }, c.at);
    await publishLeases(c.tx, tenantId, stationId, [{ sku, locationId }]);
  }
}

/** Names one lease. */
export interface LeaseKey {
  readonly tenantId: string;
  readonly stationId: string;
  readonly sku: string;
  readonly locationId: string;
}

/** Leaves a station so many pieces of its lease; none ends it. */
export async function setLease(tx: Transaction, { tenantId, stationId, sku, locationId }: LeaseKey, quantity: number): Promise<void> {
  const within = 'tenant_id = $1 AND station_id = $2 AND sku = $3 AND location_id = $4';
  const named = [tenantId, stationId, sku, locationId];
  if (quantity > 0) await tx.query(`UPDATE stock_leases SET quantity = $5 WHERE ${within}`, [...named, quantity]);
  else await tx.query(`DELETE FROM stock_leases WHERE ${within}`, named);
}

/** Tells a station what of these is its own now. */
export async function publishLeases(
  tx: Transaction,
  tenantId: string,
  stationId: string,
  places: readonly Pick<LeaseKey, 'sku' | 'locationId'>[],
): Promise<void> {
  const rows = await tx.query('SELECT * FROM stock_leases WHERE tenant_id = $1 AND station_id = $2', [tenantId, stationId]);
  const changes = places.map(({ sku, locationId }) => {
    const row = rows.find((one) => str(one, 'sku') === sku && str(one, 'location_id') === locationId);
    const value: Allotment | null = row === undefined ? null : { sku, locationId, quantity: num(row, 'quantity'), until: num(row, 'until') };
    return { key: `${locationId}/${sku}`, value };
  });
  await putRows(tx, { tenantId, bucket: 'allotments', scope: stationId }, changes);
}
