import { z } from 'zod';
import { type RecallReason, recallReason } from '../../contract/hub/silo.ts';
import { sizeClass, type SizeClass } from '../../contract/schema.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** Where a parcel is: in its compartment, handed over, taken out by staff, or not found where it should be. */
export const parcelStatus = z.enum(['stored', 'collected', 'withdrawn', 'missing']);
export type ParcelStatus = z.infer<typeof parcelStatus>;

/** A parcel in a compartment, or one that was. Times in Unix milliseconds. */
export interface StoredParcel {
  readonly parcelId: string;
  /** Goods of an order, or goods that came back. */
  readonly kind: 'order' | 'return';
  readonly orderId: string | null;
  /** The station of the silo that it was put into. */
  readonly stationId: string;
  readonly compartmentId: string;
  readonly doorNumber: number | null;
  readonly size: SizeClass | null;
  readonly passId: string | null;
  /** Was the pass the station's own, and free or this person's? Only then is its code given out for this parcel. */
  readonly bound: boolean;
  readonly status: ParcelStatus;
  readonly loadedAt: number | null;
  /** Before any standstill; see `effectiveDeadline`. */
  readonly deadline: number | null;
  /** How often its customer moved the deadline. */
  readonly extensions: number;
  /** What the hub wants beside the deadline, or why it was taken out. */
  readonly recall: RecallReason | null;
  readonly pinHash: string | null;
  readonly endedAt: number | null;
}

/** One parcel, or null. */
export async function findParcel(db: Queryable, tenantId: string, parcelId: string): Promise<StoredParcel | null> {
  const [row] = await db.query('SELECT * FROM parcels WHERE tenant_id = $1 AND parcel_id = $2', [tenantId, parcelId]);
  return row === undefined ? null : readParcel(row);
}

/** The orders whose parcels were collected with a pass. */
export async function findOrdersOfPass(db: Queryable, tenantId: string, passId: string): Promise<readonly string[]> {
  const rows = await db.query(
    `SELECT DISTINCT order_id FROM parcels WHERE tenant_id = $1 AND pass_id = $2 AND kind = 'order' AND status = 'collected' AND order_id IS NOT NULL`,
    [tenantId, passId],
  );
  return rows.map((row) => str(row, 'order_id'));
}

/** All parcels of an order, in the order in which they were loaded. */
export async function findParcelsOfOrder(db: Queryable, tenantId: string, orderId: string): Promise<readonly StoredParcel[]> {
  const rows = await db.query(`SELECT * FROM parcels WHERE tenant_id = $1 AND order_id = $2 AND kind = 'order' ORDER BY loaded_at, parcel_id`, [
    tenantId,
    orderId,
  ]);
  return rows.map(readParcel);
}

/** The parcels of an order that lie in compartments now, in the order in which they were loaded. */
export async function findStoredParcels(db: Queryable, tenantId: string, orderId: string): Promise<readonly StoredParcel[]> {
  return (await findParcelsOfOrder(db, tenantId, orderId)).filter((parcel) => parcel.status === 'stored');
}

/** The parcels that a pass opens now, whosever order they are of, locked until the transaction ends. */
export async function lockParcelsOfPass(tx: Transaction, tenantId: string, passId: string): Promise<readonly StoredParcel[]> {
  const rows = await tx.query(
    `SELECT * FROM parcels WHERE tenant_id = $1 AND pass_id = $2 AND bound AND status = 'stored' ORDER BY loaded_at, parcel_id FOR UPDATE`,
    [tenantId, passId],
  );
  return rows.map(readParcel);
}

/** The parcels that a pass opens now, whosever order they are of. */
export async function findParcelsOfPass(db: Queryable, tenantId: string, passId: string): Promise<readonly StoredParcel[]> {
  const rows = await db.query(`SELECT * FROM parcels WHERE tenant_id = $1 AND pass_id = $2 AND bound AND status = 'stored' ORDER BY loaded_at, parcel_id`, [
    tenantId,
    passId,
  ]);
  return rows.map(readParcel);
}

/** How many parcels a pass opens now. */
export async function countParcelsOfPass(db: Queryable, tenantId: string, passId: string): Promise<number> {
  const [row] = await db.query(`SELECT count(*) AS n FROM parcels WHERE tenant_id = $1 AND pass_id = $2 AND bound AND status = 'stored'`, [tenantId, passId]);
  return num(row, 'n');
}

/** Every parcel that lies in a silo of the tenant now; with `stationId` in this one only. */
export async function findAllStored(db: Queryable, tenantId: string, stationId: string | null): Promise<readonly StoredParcel[]> {
  const rows = await db.query(
    `SELECT * FROM parcels WHERE tenant_id = $1 AND status = 'stored' AND ($2::text IS NULL OR station_id = $2) ORDER BY station_id, door_number, parcel_id LIMIT 2000`,
    [tenantId, stationId],
  );
  return rows.map(readParcel);
}

/** A row of `parcels`. */
export function readParcel(row: Row): StoredParcel {
  return {
    parcelId: str(row, 'parcel_id'),
    kind: str(row, 'kind') === 'return' ? 'return' : 'order',
    orderId: strOrNull(row, 'order_id'),
    stationId: str(row, 'station_id'),
    compartmentId: str(row, 'compartment_id'),
    doorNumber: numOrNull(row, 'door_number'),
    size: parsed(row, 'size', sizeClass.nullable()),
    passId: strOrNull(row, 'pass_id'),
    bound: row['bound'] === true,
    status: parsed(row, 'status', parcelStatus),
    loadedAt: numOrNull(row, 'loaded_at'),
    deadline: numOrNull(row, 'deadline'),
    extensions: num(row, 'extensions'),
    recall: parsed(row, 'recall', recallReason.nullable()),
    pinHash: strOrNull(row, 'pin_hash'),
    endedAt: numOrNull(row, 'ended_at'),
  };
}
