import type { ParcelCollected, ParcelLoaded } from '../../contract/events/operations.ts';
import { stepOrder } from '../../core/orders/order-machine.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { findSettledOff, waysCalledOff } from '../after/called-off.ts';
import { movedAfterReject } from '../after/goods-out.ts';
import { recallCalledOff, takenAfterWithdrawal } from '../after/goods-back.ts';
import { dropDirective } from '../db/directives.ts';
import { addEvents } from '../db/events.ts';
import { isOnHold } from '../db/order-money.ts';
import { lockOrder, publishOrderAgain, type StoredOrder, setOrderStatus } from '../db/orders.ts';
import { findParcel, findStoredParcels, type StoredParcel } from '../db/parcels.ts';
import { lockPass } from '../db/passes.ts';
import { bindPass, finishPass } from './binding.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { queueMessage } from './messages.ts';
import { announce, machineState } from './orders.ts';

/**
 * A parcel lies in a compartment. That is a fact and always accepted; what does not fit is an alarm. The order becomes ready,
 * and its customer gets the code, only when it is paid. A further parcel of the order, or of the person, waits behind the same code.
 */
export async function loadParcel(c: EffectContext, op: ParcelLoaded): Promise<Effect> {
  const { tenantId, stationId } = c.station;
  const { parcelId, orderId, passId } = op;
  const facts = { orderId, parcelId, compartmentId: op.compartmentId, doorNumber: op.doorNumber };
  if ((await findParcel(c.tx, tenantId, parcelId)) !== null) return { outcome: 'rejected', reason: 'a parcel with this id exists already' };
  if (op.bank !== c.station.bank) await alarm(c, 'other-bank', parcelId, { ...facts, bank: op.bank });
  const order = await lockOrder(c.tx, tenantId, orderId);
  const bound = await bindPass(c, op, order);
  await c.tx.query(
    `INSERT INTO parcels (tenant_id, parcel_id, order_id, station_id, bank, compartment_id, door_number, size, pass_id, bound, status, loaded_at, deadline)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'stored', $11, $12)`,
    [tenantId, parcelId, orderId, stationId, op.bank, op.compartmentId, op.doorNumber, op.size, passId, bound, op.loadedAt, op.deadline],
  );
  await addEvents(c.tx, tenantId, parcelId, [{ kind: 'loaded', by: 'staff', at: op.loadedAt }]);
  await audit(c, 'parcel.loaded', { ...facts, passId, staffId: op.staffId });
  if (order === null || order.storeId !== c.station.storeId) await alarm(c, 'loaded-unknown-order', parcelId, facts);
  else await waits(c, order, op, facts);
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
  const order = await lockOrder(c.tx, tenantId, parcel?.orderId ?? op.orderId);
  // Order, pass, parcel: whoever needs more than one of them takes them in this order.
  if (typeof parcel?.passId === 'string') await lockPass(c.tx, tenantId, parcel.passId);
  if (parcel === null) await alarm(c, 'collected-unknown-parcel', op.parcelId, facts);
  else if (op.passId !== null && parcel.passId !== op.passId) await alarm(c, 'collected-other-pass', op.parcelId, facts);
  else if (parcel.status !== 'stored') await alarm(c, 'collected-not-stored', op.parcelId, { ...facts, status: parcel.status });
  await c.tx.query(
    `INSERT INTO parcels (tenant_id, parcel_id, order_id, station_id, compartment_id, pass_id, status, collected_at, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'collected', $7, $7)
     ON CONFLICT (tenant_id, parcel_id) DO UPDATE SET status = 'collected', collected_at = excluded.collected_at, ended_at = excluded.ended_at`,
    [tenantId, op.parcelId, op.orderId, stationId, op.compartmentId, op.passId, op.closedAt],
  );
  await noteOpening(c, op);
  await dropDirective(c.tx, tenantId, { parcelId: op.parcelId, stationId });
  const over: string[] = [];
  for (const passId of new Set([parcel?.passId ?? null, op.passId])) if (passId !== null) over.push(...(await finishPass(c, passId)));
  await audit(c, 'parcel.collected', { ...facts, intentId: op.intentId, delegateId: op.delegateId, commandId: op.commandId });
  if (order === null || order.storeId !== storeId) await alarm(c, 'collected-unknown-order', op.parcelId, facts);
  else await handedOver(c, order, op, facts);
  for (const orderId of over) await publishOrderAgain(c.tx, tenantId, orderId);
  return applied;
}

type ParcelFacts = Readonly<Record<string, string | number | null>>;

/** What a loaded parcel means for its order. One that was collected becomes ready again: a late parcel waits. */
async function waits(c: EffectContext, order: StoredOrder, op: ParcelLoaded, facts: ParcelFacts): Promise<void> {
  await movedAfterReject(c, order, { way: 'silo', at: op.loadedAt });
  if (waysCalledOff(order, await findSettledOff(c.tx, order)).includes('silo')) return await unwanted(c, order, op, facts);
  const stepped = stepOrder(machineState(order), { kind: 'stored' });
  if (stepped.ok) {
    await setOrderStatus(c.tx, order, stepped.value.status);
    await audit(c, 'order.ready', { orderId: order.orderId, parcelId: op.parcelId });
    return await tellOf(c, order, op);
  }
  switch (stepped.error.kind) {
    case 'already':
      return await tellOf(c, order, op);
    case 'not-paid':
      return await alarm(c, 'loaded-unpaid', op.parcelId, { ...facts, status: order.status });
    case 'cancelled':
      return await unwanted(c, order, op, facts);
    case 'not-for-silo':
    case 'not-for-desk':
    case 'refund-first':
    case 'not-now':
      return await alarm(c, 'loaded-unexpected', op.parcelId, { ...facts, status: order.status });
    default:
      return assertNever(stepped.error);
  }
}

/** It was called off while its silo could not hear that: nobody is called to it, and it is to be taken out. */
async function unwanted(c: EffectContext, order: StoredOrder, op: ParcelLoaded, facts: ParcelFacts): Promise<void> {
  const parcel = await findParcel(c.tx, order.tenantId, op.parcelId);
  if (parcel !== null) await recallCalledOff(c.tx, order.tenantId, parcel);
  await alarm(c, 'loaded-unexpected', op.parcelId, { ...facts, status: order.status });
}

async function tellOf(c: EffectContext, order: StoredOrder, op: ParcelLoaded): Promise<void> {
  const parcel: StoredParcel | null = await findParcel(c.tx, order.tenantId, op.parcelId);
  if (parcel !== null) await announce(c, order, parcel, op.loadedAt);
}

/**
 * The order is collected with the last of its parcels; until then what is left waits behind the same code. One that is not paid stays so,
 * or the till could not take its money any more.
 */
async function handedOver(c: EffectContext, order: StoredOrder, op: ParcelCollected, facts: ParcelFacts): Promise<void> {
  if (order.status === 'placed' || order.status === 'cancelled') await alarm(c, 'collected-unpaid', op.parcelId, { ...facts, status: order.status });
  // The silo had not heard that the money was taken back, or the word came when the door was open, or after it: the goods are gone, and people ask for the money.
  if (await isOnHold(c.tx, order)) await alarm(c, 'collected-on-hold', op.parcelId, { ...facts, status: order.status });
  await takenAfterWithdrawal(c, order, op.closedAt);
  const left = await findStoredParcels(c.tx, order.tenantId, order.orderId);
  const stepped = left.length > 0 ? null : stepOrder(machineState(order), { kind: 'collected' });
  if (stepped?.ok === true) await setOrderStatus(c.tx, order, stepped.value.status);
  await queueMessage(c, { orderId: order.orderId, kind: 'collected', about: op.parcelId, happenedAt: op.closedAt });
}

/** Keeps when the door was opened and closed, and with whose code. */
async function noteOpening(c: EffectContext, op: ParcelCollected): Promise<void> {
  const { tenantId } = c.station;
  const by = op.commandId !== null ? 'remote' : op.delegateId !== null ? 'delegate' : 'code';
  await addEvents(c.tx, tenantId, op.parcelId, [
    { kind: 'opened', by, at: op.openedAt },
    { kind: 'closed', by, at: op.closedAt },
  ]);
  if (op.delegateId === null) return;
  await c.tx.query('UPDATE delegates SET used_at = $3 WHERE tenant_id = $1 AND delegate_id = $2 AND used_at IS NULL', [tenantId, op.delegateId, op.openedAt]);
}
