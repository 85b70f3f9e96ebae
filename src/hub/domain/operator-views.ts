import type { z } from 'zod';
import { operatorAlarm, operatorCall, operatorCourier, type operatorParcel, type operatorRefund, withdrawnOrder } from '../../contract/hub/operator.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable, Row } from '../db/database.ts';
import { deadlineOf, readStandstills } from '../db/downtimes.ts';
import { findAllStored } from '../db/parcels.ts';
import { findAllRefunds } from '../db/returns.ts';
import { str } from '../db/rows.ts';

/** Most rows of a list: what is longer is a console's page of its own. */
const MOST = 1000;

/** Every parcel that lies in a silo now, with when its time is over. */
export async function listParcels(db: Queryable, tenantId: string, stationId: string | null, now: UnixMs): Promise<z.infer<typeof operatorParcel>[]> {
  const parcels = await findAllStored(db, tenantId, stationId);
  const standstills = await readStandstills(db, tenantId, Math.min(now, ...parcels.map((parcel) => parcel.loadedAt ?? now)));
  const numbers = await orderNumbers(
    db,
    tenantId,
    parcels.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])),
  );
  return parcels.map((parcel) => {
    const deadline = deadlineOf(parcel, standstills, now);
    const { parcelId, kind, compartmentId, doorNumber, size, orderId, loadedAt, recall } = parcel;
    const number = orderId === null ? null : (numbers.get(orderId) ?? null);
    const overdue = deadline !== null && now >= deadline;
    return { parcelId, kind, stationId: parcel.stationId, compartmentId, doorNumber, size, orderId, number, loadedAt, deadline, overdue, recall };
  });
}

/** Orders whose last parcel was taken out or not found: to prepare once more, or to pay back. Oldest first. */
export async function listWithdrawn(db: Queryable, tenantId: string): Promise<z.infer<typeof withdrawnOrder>[]> {
  const rows = await db.query(
    `SELECT o.order_id, o.number, p.parcel_id, p.station_id, p.recall, p.status, p.ended_at FROM parcels p
     JOIN orders o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id
     WHERE p.tenant_id = $1 AND p.kind = 'order' AND p.status IN ('withdrawn', 'missing') AND o.status IN ('paid', 'ready', 'cancelled')
     AND NOT EXISTS (SELECT 1 FROM parcels later WHERE later.tenant_id = p.tenant_id AND later.order_id = p.order_id AND later.loaded_at > p.ended_at)
     ORDER BY p.ended_at, p.parcel_id LIMIT ${MOST}`,
    [tenantId],
  );
  return rows.map((row) =>
    withdrawnOrder.parse({
      orderId: row['order_id'],
      number: row['number'],
      parcelId: row['parcel_id'],
      stationId: row['station_id'],
      reason: row['recall'],
      state: row['status'],
      at: row['ended_at'],
    }),
  );
}

/** Deposits and what is to be paid for them, newest first. */
export async function listRefunds(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorRefund>[]> {
  return (await findAllRefunds(db, tenantId)).map(({ paidLines, lines, ...refund }) => ({
    ...refund,
    lines: [...(refund.state === 'requested' ? paidLines : lines)],
  }));
}

/** What people must look at, newest first. */
export async function listAlarms(db: Queryable, tenantId: string, kind: string | null): Promise<z.infer<typeof operatorAlarm>[]> {
  const rows = await db.query(
    `SELECT alarm_key AS alarm, kind, station_id AS "stationId", at, facts FROM alarms WHERE tenant_id = $1 AND ($2::text IS NULL OR kind = $2)
     ORDER BY at DESC, alarm_key LIMIT ${MOST}`,
    [tenantId, kind],
  );
  return rows.map((row) => operatorAlarm.parse(row));
}

/** The calls for help of the last week, newest first. */
export async function listCalls(db: Queryable, tenantId: string, now: UnixMs): Promise<z.infer<typeof operatorCall>[]> {
  const rows = await db.query(
    `SELECT call_id AS "callId", store_id AS "storeId", station_id AS "stationId", screen, called_at AS "calledAt", answered_at AS "answeredAt",
       answered_by AS "answeredBy", waited_ms AS "waitedMs", ended_at AS "endedAt"
     FROM help_calls WHERE tenant_id = $1 AND called_at > $2 ORDER BY called_at DESC, call_id LIMIT ${MOST}`,
    [tenantId, now - 7 * 86_400_000],
  );
  return rows.map((row) => operatorCall.parse(row));
}

/** The couriers of a tenant: those who have access first, then those who had. No codes, no PINs. */
export async function listCouriers(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorCourier>[]> {
  const rows = await db.query(
    `SELECT courier_id AS "courierId", name, rights, pin_hash IS NOT NULL AS "hasPin", not_before AS "notBefore", expires, revoked_at AS "revokedAt"
     FROM couriers WHERE tenant_id = $1 ORDER BY revoked_at IS NOT NULL, expires DESC, courier_id LIMIT ${MOST}`,
    [tenantId],
  );
  return rows.map((row) => operatorCourier.parse(row));
}

async function orderNumbers(db: Queryable, tenantId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows: readonly Row[] = await db.query(
    'SELECT order_id, number FROM orders WHERE tenant_id = $1 AND order_id IN (SELECT jsonb_array_elements_text($2::jsonb))',
    [tenantId, JSON.stringify(orderIds)],
  );
  return new Map(rows.map((row) => [str(row, 'order_id'), str(row, 'number')]));
}
