import type { ParcelCollected, ParcelLoaded } from '../../contract/events/operations.ts';
import { putRows } from '../db/buckets.ts';
import { lockOrder, setOrderStatus } from '../db/orders.ts';
import { findParcel, findStoredParcel, lockPass } from '../db/parcels.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { queueMessage } from './messages.ts';
import { readyIfStored } from './orders.ts';

/**
 * A parcel lies in a compartment. That is a fact and always accepted; what does not fit is an alarm. The order becomes ready,
 * and its customer gets the code, only when it is paid.
 */
export async function loadParcel(c: EffectContext, op: ParcelLoaded): Promise<Effect> {
  const { tenantId, stationId } = c.station;
  const { parcelId, orderId, passId } = op;
  const facts = { orderId, parcelId, compartmentId: op.compartmentId, doorNumber: op.doorNumber };
  if ((await findParcel(c.tx, tenantId, parcelId)) !== null) return { outcome: 'rejected', reason: 'a parcel with this id exists already' };
  const before = await findStoredParcel(c.tx, tenantId, orderId);
  if (before !== null) await alarm(c, 'second-parcel', parcelId, { ...facts, other: before.parcelId });
  if (op.bank !== c.station.bank) await alarm(c, 'other-bank', parcelId, { ...facts, bank: op.bank });
  await c.tx.query(
    `INSERT INTO parcels (tenant_id, parcel_id, order_id, station_id, bank, compartment_id, door_number, size, pass_id, status, loaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'stored', $10)`,
    [tenantId, parcelId, orderId, stationId, op.bank, op.compartmentId, op.doorNumber, op.size, passId, op.loadedAt],
  );
  await bindPass(c, passId, parcelId);
  await audit(c, 'parcel.loaded', { ...facts, passId, staffId: op.staffId });
  const order = await lockOrder(c.tx, tenantId, orderId);
  if (order === null || order.storeId !== c.station.storeId) await alarm(c, 'loaded-unknown-order', parcelId, facts);
  else if (order.status === 'paid') await readyIfStored(c, order, op.loadedAt);
  else await alarm(c, order.status === 'placed' ? 'loaded-unpaid' : 'loaded-unexpected', parcelId, { ...facts, status: order.status });
  return applied;
}

/** A parcel was handed over. Physical truth: accepted whatever the hub believed before, from the station that has the doors. */
export async function collectParcel(c: EffectContext, op: ParcelCollected): Promise<Effect> {
  const { tenantId, stationId, storeId } = c.station;
  const facts = { orderId: op.orderId, parcelId: op.parcelId, compartmentId: op.compartmentId, passId: op.passId };
  const parcel = await findParcel(c.tx, tenantId, op.parcelId);
  if (parcel !== null && parcel.stationId !== stationId) {
    // The one thing that cannot have happened: a parcel lies in one silo, and its own station tells of it.
    await alarm(c, 'collected-other-station', op.parcelId, facts);
    return applied;
  }
  if (parcel === null) await alarm(c, 'collected-unknown-parcel', op.parcelId, facts);
  else if (parcel.passId !== op.passId) await alarm(c, 'collected-other-pass', op.parcelId, facts);
  await c.tx.query(
    `INSERT INTO parcels (tenant_id, parcel_id, order_id, station_id, compartment_id, pass_id, status, collected_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'collected', $7)
     ON CONFLICT (tenant_id, parcel_id) DO UPDATE SET status = 'collected', collected_at = excluded.collected_at`,
    [tenantId, op.parcelId, op.orderId, stationId, op.compartmentId, op.passId, op.closedAt],
  );
  await c.tx.query(`UPDATE passes SET state = 'used', code = NULL, pin = NULL WHERE tenant_id = $1 AND station_id = $2 AND (parcel_id = $3 OR pass_id = $4)`, [
    tenantId,
    stationId,
    op.parcelId,
    op.passId,
  ]);
  if (op.passId !== null) await withdrawBlank(c, op.passId);
  await audit(c, 'parcel.collected', { ...facts, intentId: op.intentId });
  const order = await lockOrder(c.tx, tenantId, parcel?.orderId ?? op.orderId);
  if (order === null || order.storeId !== storeId) await alarm(c, 'collected-unknown-order', op.parcelId, facts);
  else {
    if (order.status === 'placed' || order.status === 'cancelled') await alarm(c, 'collected-unpaid', op.parcelId, { ...facts, status: order.status });
    if (order.status !== 'collected' && order.status !== 'cancelled') await setOrderStatus(c.tx, order, 'collected');
    await queueMessage(c, { orderId: order.orderId, kind: 'collected', about: op.parcelId, happenedAt: op.closedAt });
  }
  return applied;
}

/** Binds a pass of this station to the parcel. One that cannot be bound leaves the parcel without a message with a code. */
async function bindPass(c: EffectContext, passId: string, parcelId: string): Promise<void> {
  const { tenantId, stationId } = c.station;
  const pass = await lockPass(c.tx, tenantId, passId);
  const usable = pass !== null && pass.stationId === stationId && (pass.state === 'blank' || pass.state === 'retired');
  if (!usable) return await alarm(c, 'pass-not-usable', parcelId, { passId, parcelId, state: pass?.state ?? 'unknown' });
  await c.tx.query(`UPDATE passes SET state = 'bound', parcel_id = $3 WHERE tenant_id = $1 AND pass_id = $2`, [tenantId, passId, parcelId]);
  await withdrawBlank(c, passId);
}

/** Takes a pass out of the bucket of blank ones. */
async function withdrawBlank(c: EffectContext, passId: string): Promise<void> {
  const { tenantId, stationId } = c.station;
  const known = await c.tx.query(`SELECT 1 FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'passes' AND scope = $2 AND key = $3 AND value IS NOT NULL`, [
    tenantId,
    stationId,
    passId,
  ]);
  if (known.length > 0) await putRows(c.tx, { tenantId, bucket: 'passes', scope: stationId }, [{ key: passId, value: null }]);
}
