import type { ParcelLoaded } from '../../contract/events/operations.ts';
import { dropRow } from '../db/directives.ts';
import type { StoredOrder } from '../db/orders.ts';
import { countParcelsOfPass, findOrdersOfPass, lockParcelsOfPass } from '../db/parcels.ts';
import { lockPass } from '../db/passes.ts';
import { alarm, type EffectContext } from './context.ts';

/**
 * Binds a pass of this station to a parcel that was just loaded. A pass that waits for nothing is free; one behind which parcels wait takes
 * another of the same order or of the same person. Any other leaves the parcel without a message with a code: the code that opens its
 * door is somebody else's, and people must look. Answers whether it was bound.
 */
export async function bindPass(c: EffectContext, op: ParcelLoaded, order: StoredOrder | null): Promise<boolean> {
  const { tenantId, stationId } = c.station;
  const { passId, parcelId } = op;
  const pass = await lockPass(c.tx, tenantId, passId);
  if (pass === null || pass.stationId !== stationId || pass.state === 'used') {
    await alarm(c, 'pass-not-usable', parcelId, { passId, parcelId, state: pass?.state ?? 'unknown' });
    return false;
  }
  if (pass.state === 'bound') return await sharesPass(c, op, order);
  await c.tx.query(`UPDATE passes SET state = 'bound' WHERE tenant_id = $1 AND pass_id = $2`, [tenantId, passId]);
  await withdrawBlank(c, passId);
  return true;
}

/**
 * Ends a pass behind which nothing waits any more: its code, its PIN and the second codes made from it are erased. Answers the
 * orders that were collected with it: the shop's silos may now hear with which PIN they may come back, as a hash. Of a pass that nobody
 * collected anything with, that is erased as well.
 */
export async function finishPass(c: EffectContext, passId: string): Promise<readonly string[]> {
  const { tenantId, stationId } = c.station;
  const pass = await lockPass(c.tx, tenantId, passId);
  if (pass === null || pass.stationId !== stationId || (await countParcelsOfPass(c.tx, tenantId, passId)) > 0) return [];
  const orderIds = await findOrdersOfPass(c.tx, tenantId, passId);
  await c.tx.query(`UPDATE passes SET state = 'used', code = NULL, pin = NULL, pin_hash = $3 WHERE tenant_id = $1 AND pass_id = $2`, [
    tenantId,
    passId,
    orderIds.length === 0 ? null : pass.pinHash,
  ]);
  await c.tx.query('UPDATE delegates SET code = NULL WHERE tenant_id = $1 AND pass_id = $2', [tenantId, passId]);
  await withdrawBlank(c, passId);
  return orderIds;
}

async function sharesPass(c: EffectContext, { passId, parcelId }: ParcelLoaded, order: StoredOrder | null): Promise<boolean> {
  const { tenantId } = c.station;
  const waiting = await lockParcelsOfPass(c.tx, tenantId, passId);
  const others = waiting.map((parcel) => parcel.orderId).filter((orderId) => orderId !== order?.orderId);
  const same =
    order === null
      ? []
      : await c.tx.query('SELECT order_id FROM orders WHERE tenant_id = $1 AND holder = $2 AND order_id IN (SELECT jsonb_array_elements_text($3::jsonb))', [
          tenantId,
          order.holder,
          JSON.stringify(others),
        ]);
  if (order !== null && waiting.length > 0 && same.length === new Set(others).size) return true;
  await alarm(c, 'pass-of-another', parcelId, { passId, parcelId, waiting: waiting.length });
  return false;
}

/** Takes a pass out of the bucket of blank ones. */
async function withdrawBlank(c: EffectContext, passId: string): Promise<void> {
  const { tenantId, stationId } = c.station;
  await dropRow(c.tx, { tenantId, bucket: 'passes', scope: stationId }, passId);
}
