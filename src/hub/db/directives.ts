import type { ParcelDirective } from '../../contract/hub/silo.ts';
import { putRows } from './buckets.ts';
import type { Transaction } from './database.ts';
import type { StoredParcel } from './parcels.ts';

/** The bucket in which a silo hears what the hub wants of the parcels in it. */
export function directivesOf(parcel: { readonly stationId: string }, tenantId: string) {
  return { tenantId, bucket: 'parcels', scope: parcel.stationId } as const;
}

/** Tells a parcel's silo what the hub wants of it: a moved deadline, a recall, a new PIN. All that it has ever wanted, in one row. */
export async function publishDirective(tx: Transaction, tenantId: string, parcel: StoredParcel): Promise<void> {
  const { parcelId, recall, pinHash } = parcel;
  const value: ParcelDirective = { parcelId, deadline: parcel.extensions > 0 ? parcel.deadline : null, recall, pin: pinHash };
  await putRows(tx, directivesOf(parcel, tenantId), [{ key: parcelId, value }]);
}

/** Forgets what was wanted of a parcel that is not in its compartment any more. */
export async function dropDirective(tx: Transaction, tenantId: string, parcel: Pick<StoredParcel, 'parcelId' | 'stationId'>): Promise<void> {
  await dropRow(tx, { tenantId, bucket: 'parcels', scope: parcel.stationId }, parcel.parcelId);
}

/** Deletes a key of a bucket, where it is. */
export async function dropRow(tx: Transaction, bucket: Parameters<typeof putRows>[1], key: string): Promise<void> {
  const known = await tx.query('SELECT 1 FROM bucket_rows WHERE tenant_id = $1 AND bucket = $2 AND scope = $3 AND key = $4 AND value IS NOT NULL', [
    bucket.tenantId,
    bucket.bucket,
    bucket.scope,
    key,
  ]);
  if (known.length > 0) await putRows(tx, bucket, [{ key, value: null }]);
}
