import { isExpired } from '../../../core/parcels/deadline.ts';
import type { TrustedTime } from '../../../core/passes/trusted-time.ts';
import type { StoreWriter } from '../../ports/store.ts';

/**
 * Puts parcels whose time has run out on the list to take out, and takes those off it whose customer was given more time meanwhile. A
 * parcel that is to come out for another reason keeps that reason. A clock that is not believed expires nothing.
 */
export function expireParcels(tx: StoreWriter, { now, suspect }: TrustedTime): void {
  const waiting = tx.parcelsInside().filter((parcel) => parcel.status === 'stored' && (parcel.recall === null || parcel.recall === 'expired'));
  if (suspect || waiting.length === 0) return;
  const standstills = tx.downtimes(Math.min(...waiting.map((parcel) => parcel.loadedAt ?? now)));
  for (const parcel of waiting) {
    const recall = isExpired(parcel, standstills, now) ? 'expired' : null;
    if (recall === parcel.recall) continue;
    tx.putParcel({ ...parcel, recall });
    tx.audit({ kind: recall === null ? 'parcel.given-time' : 'parcel.expired', at: now, facts: { parcel: parcel.parcelId, order: parcel.orderId } });
  }
}
