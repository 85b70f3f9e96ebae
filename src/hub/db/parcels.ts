import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, str, strOrNull } from './rows.ts';

/** A parcel in a compartment, or one that was. */
export interface StoredParcel {
  readonly parcelId: string;
  readonly orderId: string;
  /** The station of the silo that it was put into. */
  readonly stationId: string;
  readonly passId: string;
  readonly doorNumber: number | null;
  readonly status: 'stored' | 'collected';
}

/** A pass as the hub keeps it. `code` and `pin` are erased once its parcel was collected. */
export interface StoredPass {
  readonly passId: string;
  readonly stationId: string;
  readonly code: string | null;
  readonly shortCode: string;
  readonly pin: string | null;
  /** Unix seconds. */
  readonly expires: number;
  readonly state: 'blank' | 'retired' | 'bound' | 'used';
  readonly parcelId: string | null;
}

/** One parcel, or null. */
export async function findParcel(db: Queryable, tenantId: string, parcelId: string): Promise<StoredParcel | null> {
  const [row] = await db.query('SELECT * FROM parcels WHERE tenant_id = $1 AND parcel_id = $2', [tenantId, parcelId]);
  return row === undefined ? null : readParcel(row);
}

/** The parcel of an order that lies in a compartment now, the last one loaded if there are two; or null. */
export async function findStoredParcel(db: Queryable, tenantId: string, orderId: string): Promise<StoredParcel | null> {
  const [row] = await db.query(`SELECT * FROM parcels WHERE tenant_id = $1 AND order_id = $2 AND status = 'stored' ORDER BY loaded_at DESC LIMIT 1`, [
    tenantId,
    orderId,
  ]);
  return row === undefined ? null : readParcel(row);
}

/** One pass, locked until the transaction ends, or null. */
export async function lockPass(tx: Transaction, tenantId: string, passId: string): Promise<StoredPass | null> {
  const [row] = await tx.query('SELECT * FROM passes WHERE tenant_id = $1 AND pass_id = $2 FOR UPDATE', [tenantId, passId]);
  return row === undefined ? null : readPass(row);
}

/** The pass bound to a parcel, or null. */
export async function findPassOfParcel(db: Queryable, tenantId: string, parcelId: string): Promise<StoredPass | null> {
  const [row] = await db.query('SELECT * FROM passes WHERE tenant_id = $1 AND parcel_id = $2', [tenantId, parcelId]);
  return row === undefined ? null : readPass(row);
}

function readParcel(row: Row): StoredParcel {
  return {
    parcelId: str(row, 'parcel_id'),
    orderId: str(row, 'order_id'),
    stationId: str(row, 'station_id'),
    passId: str(row, 'pass_id'),
    doorNumber: numOrNull(row, 'door_number'),
    status: str(row, 'status') === 'stored' ? 'stored' : 'collected',
  };
}

function readPass(row: Row): StoredPass {
  const state = str(row, 'state');
  if (state !== 'blank' && state !== 'retired' && state !== 'bound' && state !== 'used') throw new Error(`pass in state ${state}`);
  return {
    passId: str(row, 'pass_id'),
    stationId: str(row, 'station_id'),
    code: strOrNull(row, 'code'),
    shortCode: str(row, 'short_code'),
    pin: strOrNull(row, 'pin'),
    expires: num(row, 'expires'),
    state,
    parcelId: strOrNull(row, 'parcel_id'),
  };
}
