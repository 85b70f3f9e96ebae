import type { ParcelRecalled } from '../../contract/events/silo-operations.ts';
import { stepOrder } from '../../core/orders/order-machine.ts';
import { dropDirective } from '../db/directives.ts';
import { addEvents } from '../db/events.ts';
import { lockOrder, publishOrderAgain, type StoredOrder, setOrderStatus } from '../db/orders.ts';
import { findParcel, findStoredParcels, type ParcelStatus } from '../db/parcels.ts';
import { lockPass } from '../db/passes.ts';
import { finishPass } from './binding.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { queueMessage } from './messages.ts';
import { machineState } from './orders.ts';

/**
 * Staff took a parcel out, or found that it was not there. The order goes back to those to prepare or to pay back, its customer is told
 * where their goods are now; what was not found is an alarm first of all, and nobody is told anything that may be untrue.
 */
export async function recallParcel(c: EffectContext, op: ParcelRecalled): Promise<Effect> {
  const { tenantId, stationId } = c.station;
  const { parcelId, reason, found, compartmentId } = op;
  const facts = { orderId: op.orderId, parcelId, compartmentId, reason, found };
  const parcel = await findParcel(c.tx, tenantId, parcelId);
  if (parcel !== null && parcel.stationId !== stationId) {
    await alarm(c, 'recalled-other-station', parcelId, facts);
    return applied;
  }
  const orderId = parcel === null ? op.orderId : parcel.orderId;
  const order = orderId === null ? null : await lockOrder(c.tx, tenantId, orderId);
  if (typeof parcel?.passId === 'string') await lockPass(c.tx, tenantId, parcel.passId);
  await audit(c, 'parcel.recalled', { ...facts, staffId: op.staffId, secondStaffId: op.secondStaffId });
  if (parcel?.status === 'collected') {
    await alarm(c, 'recalled-after-collection', parcelId, facts);
    return applied;
  }
  if (parcel === null) await alarm(c, 'recalled-unknown-parcel', parcelId, facts);
  const status: ParcelStatus = found === 'taken' ? 'withdrawn' : 'missing';
  if (found !== 'taken') await alarm(c, found === 'missing' ? 'parcel-missing' : 'found-other', parcelId, facts);
  await c.tx.query(
    `INSERT INTO parcels (tenant_id, parcel_id, kind, order_id, station_id, compartment_id, status, recall, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (tenant_id, parcel_id) DO UPDATE SET status = excluded.status, recall = excluded.recall, ended_at = excluded.ended_at`,
    [tenantId, parcelId, op.orderId === null || reason === 'returned' ? 'return' : 'order', op.orderId, stationId, compartmentId, status, reason, op.at],
  );
  await addEvents(c.tx, tenantId, parcelId, [{ kind: found === 'taken' ? 'taken-out' : 'missing', by: 'staff', at: op.at }]);
  await dropDirective(c.tx, tenantId, { parcelId, stationId });
  const over = parcel === null || parcel.passId === null ? [] : await finishPass(c, parcel.passId);
  if (parcel?.kind === 'return') await goodsBack(c, op);
  else if (order !== null && order.storeId === c.station.storeId) await withdraw(c, order, op);
  for (const orderId of over) await publishOrderAgain(c.tx, tenantId, orderId);
  return applied;
}

/** The goods of a return are in people's hands; what they find decides about the money. */
async function goodsBack(c: EffectContext, op: ParcelRecalled): Promise<void> {
  await c.tx.query('UPDATE refunds SET taken_out_at = $3 WHERE tenant_id = $1 AND parcel_id = $2', [c.station.tenantId, op.parcelId, op.at]);
}

async function withdraw(c: EffectContext, order: StoredOrder, op: ParcelRecalled): Promise<void> {
  const left = await findStoredParcels(c.tx, order.tenantId, order.orderId);
  const stepped = left.length > 0 ? null : stepOrder(machineState(order), { kind: 'withdrawn' });
  // An order that was not ready stays as it is: what staff took out of the silo has been an alarm when it was loaded.
  if (stepped?.ok === true) await setOrderStatus(c.tx, order, stepped.value.status);
  const tells = op.found === 'taken' && (order.status === 'ready' || order.status === 'paid');
  if (tells) await queueMessage(c, { orderId: order.orderId, kind: 'recalled', about: op.parcelId, happenedAt: op.at });
}
