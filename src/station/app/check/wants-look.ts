import type { UnixMs } from '../../../kernel/clock.ts';
import type { CompartmentRow, StoreReader } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';

/**
 * Is this a compartment without a parcel on the books that nobody has seen empty since it was last touched? One that is kept for whoever
 * has just emptied it is left alone until then. `now` is trusted time.
 */
export function wantsLook(read: Pick<StoreReader, 'parcel'>, row: CompartmentRow, now: UnixMs): boolean {
  if (!isInUse(row) || (row.heldUntil ?? 0) > now) return false;
  if (row.state === 'free-unverified') return true;
  if (row.state === 'free-verified') return row.needsCheck;
  return row.state === 'suspect' && !isKept(read, row);
}

/** Does a parcel lie in it by the books? Then it is on the list to take out, and nobody opens it to look. */
function isKept(read: Pick<StoreReader, 'parcel'>, { parcelId }: CompartmentRow): boolean {
  const status = parcelId === null ? null : read.parcel(parcelId)?.status;
  return status === 'stored' || status === 'loading';
}
