import { effectiveDeadline, type Standstill } from '../../core/parcels/deadline.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable, Transaction } from './database.ts';
import { num, numOrNull, str } from './rows.ts';
import type { StoredParcel } from './parcels.ts';

/** Standstills of the silos of a tenant, by station. */
export type Standstills = ReadonlyMap<string, readonly Standstill[]>;

/** Keeps a standstill that a station reports, or its end: a report of the same beginning replaces the one before. */
export async function putDowntime(
  tx: Transaction,
  station: { readonly tenantId: string; readonly stationId: string },
  downtime: Standstill & { readonly cause: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO downtimes (tenant_id, station_id, began_at, ended_at, cause) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, station_id, began_at) DO UPDATE SET ended_at = excluded.ended_at, cause = excluded.cause`,
    [station.tenantId, station.stationId, downtime.beganAt, downtime.endedAt, downtime.cause],
  );
}

/** The standstills of a tenant's silos that reach past `since`. */
export async function readStandstills(db: Queryable, tenantId: string, since: UnixMs): Promise<Standstills> {
  const rows = await db.query('SELECT * FROM downtimes WHERE tenant_id = $1 AND (ended_at IS NULL OR ended_at > $2) ORDER BY station_id, began_at', [
    tenantId,
    since,
  ]);
  const found = new Map<string, Standstill[]>();
  for (const row of rows) {
    const list = found.get(str(row, 'station_id')) ?? [];
    list.push({ beganAt: num(row, 'began_at'), endedAt: numOrNull(row, 'ended_at') });
    found.set(str(row, 'station_id'), list);
  }
  return found;
}

/** When a parcel is taken out if nobody comes, with every standstill of its silo so far; null when it waits for ever. */
export function deadlineOf(parcel: StoredParcel, standstills: Standstills, now: UnixMs): UnixMs | null {
  if (parcel.deadline === null) return null;
  return effectiveDeadline(parcel.deadline, parcel.loadedAt ?? parcel.deadline, standstills.get(parcel.stationId) ?? [], now);
}
