import type { SiloRules } from '../../contract/hub/silo.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Database, Queryable, Transaction } from '../db/database.ts';
import { deadlineOf, readStandstills } from '../db/downtimes.ts';
import { readParcel, type StoredParcel } from '../db/parcels.ts';
import { num, str } from '../db/rows.ts';
import { readStore } from '../db/stores.ts';
import type { Happening } from '../domain/context.ts';
import { queueMessage } from '../domain/messages.ts';

const HOUR_MS = 3_600_000;
/** Reminders of several parcels of one order within this time are one: whoever reads it comes for all of them. */
const ONE_REMINDER_MS = 6 * HOUR_MS;

/** A reminder that is due: of this parcel, so many hours before its deadline. */
interface Due {
  readonly parcel: StoredParcel;
  readonly orderId: string;
  readonly hours: number;
}

/**
 * Queues the reminders that are due: for each waiting parcel of a ready order the one nearest to its deadline, once for each deadline that it had.
 * Those that were missed while the hub was down are left out; a parcel that is collected, taken out or to be taken out reminds nobody.
 * Answers how many were queued.
 */
export async function remind(db: Database, now: UnixMs): Promise<number> {
  let queued = 0;
  for (const { tenantId, storeId } of await storesThatWait(db)) {
    const { rules } = await readStore(db, tenantId, storeId);
    for (const due of await findDue(db, { tenantId, storeId, rules }, now)) if (await queueOnce(db, tenantId, due, now)) queued++;
  }
  return queued;
}

async function storesThatWait(db: Queryable): Promise<readonly { tenantId: string; storeId: string }[]> {
  const rows = await db.query(`SELECT DISTINCT tenant_id, store_id FROM orders WHERE status = 'ready' ORDER BY tenant_id, store_id`);
  return rows.map((row) => ({ tenantId: str(row, 'tenant_id'), storeId: str(row, 'store_id') }));
}

async function findDue(db: Queryable, shop: { tenantId: string; storeId: string; rules: SiloRules }, now: UnixMs): Promise<readonly Due[]> {
  const { tenantId, storeId, rules } = shop;
  const longest = Math.max(0, ...rules.reminderHours) * HOUR_MS;
  // The deadline only ever moves away from its base: what is further off than the longest reminder needs no look.
  const rows = await db.query(
    `SELECT p.* FROM parcels p JOIN orders o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id
     WHERE p.tenant_id = $1 AND o.store_id = $2 AND o.status = 'ready' AND p.status = 'stored' AND p.kind = 'order'
     AND p.recall IS NULL AND p.deadline IS NOT NULL AND p.deadline <= $3 ORDER BY p.loaded_at, p.parcel_id`,
    [tenantId, storeId, now + longest],
  );
  const parcels = rows.map(readParcel);
  const since = Math.min(now, ...parcels.map((parcel) => parcel.loadedAt ?? now));
  const standstills = parcels.length === 0 ? new Map<string, never[]>() : await readStandstills(db, tenantId, since);
  return parcels.flatMap((parcel) => {
    const hours = dueHours(parcel, deadlineOf(parcel, standstills, now), rules, now);
    return hours === null || parcel.orderId === null ? [] : [{ parcel, orderId: parcel.orderId, hours }];
  });
}

/**
 * The reminder that is due now, by its hours, or null. One whose time lies before the parcel was there would go out with the code itself.
 *
 * ```
 *  loaded          48 h before      12 h before     deadline
 *    |------------------|---------------|---------------|
 *         none                48               12          none
 * ```
 */
function dueHours(parcel: StoredParcel, deadline: UnixMs | null, rules: SiloRules, now: UnixMs): number | null {
  if (deadline === null || now >= deadline) return null;
  const loadedAt = parcel.loadedAt ?? now;
  const passed = rules.reminderHours.filter((hours) => now >= deadline - hours * HOUR_MS && deadline - hours * HOUR_MS > loadedAt);
  return passed.length === 0 ? null : Math.min(...passed);
}

function queueOnce(db: Database, tenantId: string, { parcel, orderId, hours }: Due, now: UnixMs): Promise<boolean> {
  return db.transaction(async (tx) => {
    const about = `${parcel.parcelId}.${parcel.extensions}.${hours}`;
    const known = await tx.query(`SELECT 1 FROM messages WHERE tenant_id = $1 AND kind = 'reminder' AND about = $2`, [tenantId, about]);
    if (known.length > 0) return false;
    const others = await countRecent(tx, tenantId, orderId, now);
    const c: Happening = { tx, at: now, station: { tenantId, stationId: parcel.stationId } };
    await queueMessage(c, { orderId, kind: 'reminder', about, happenedAt: now });
    if (others === 0) return true;
    await tx.query(`UPDATE messages SET state = 'superseded', ended_at = $3 WHERE tenant_id = $1 AND kind = 'reminder' AND about = $2`, [tenantId, about, now]);
    return false;
  });
}

async function countRecent(tx: Transaction, tenantId: string, orderId: string, now: UnixMs): Promise<number> {
  const [row] = await tx.query(
    `SELECT count(*) AS n FROM messages WHERE tenant_id = $1 AND order_id = $2 AND kind = 'reminder' AND state <> 'superseded' AND created_at > $3`,
    [tenantId, orderId, now - ONE_REMINDER_MS],
  );
  return num(row, 'n');
}
