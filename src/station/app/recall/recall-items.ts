import type { RecallReason } from '../../../contract/hub/silo.ts';
import type { RecallItem } from '../../../contract/station/load-views.ts';
import type { Standstill } from '../../../core/parcels/deadline.ts';
import { isForCouriers, type Recalled, recallOf } from '../../../core/recall/recall-list.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { ParcelRow, StationStore } from '../../ports/store.ts';
import type { Operator } from '../courier/operator.ts';
import { doorOf } from '../silo/door-of.ts';

/** What is to be taken out now, door by door; of it what this person may take. */
export function recallItems(store: StationStore, now: UnixMs, by: Pick<Operator, 'kind'>): readonly RecallItem[] {
  const inside = store.read.parcelsInside();
  const oldest = inside.reduce((first, { loadedAt }) => Math.min(first, loadedAt ?? first), now);
  const standstills = store.read.downtimes(oldest);
  const items = inside.flatMap((parcel) => {
    const recalled = recalledFor(store, parcel, standstills, now, by);
    return recalled === null ? [] : (itemOf(store, parcel, recalled.reason, recalled.since) ?? []);
  });
  return items.toSorted((a, b) => a.door.number - b.door.number);
}

/** Is this parcel still to be taken out, by this person? A round lasts, and meanwhile its customer may have been given more time. */
export function isStillRecalled(store: StationStore, parcel: ParcelRow, now: UnixMs, by: Pick<Operator, 'kind'>): boolean {
  return recalledFor(store, parcel, store.read.downtimes(parcel.loadedAt ?? now), now, by) !== null;
}

function recalledFor(store: StationStore, parcel: ParcelRow, standstills: readonly Standstill[], now: UnixMs, by: Pick<Operator, 'kind'>): Recalled | null {
  const order = parcel.orderId === null ? null : (store.read.order(parcel.orderId)?.status ?? null);
  const recalled = recallOf(parcel, order, standstills, now);
  return recalled === null || (by.kind === 'courier' && !isForCouriers(recalled.reason)) ? null : recalled;
}

/** A parcel as the list has it; null where no compartment holds it. */
export function itemOf(store: StationStore, parcel: ParcelRow, reason: RecallReason, since: UnixMs): RecallItem | null {
  const row = store.read.compartmentOfParcel(parcel.parcelId);
  if (row === null) return null;
  const number = parcel.orderId === null ? null : (store.read.order(parcel.orderId)?.number ?? null);
  const receipt = parcel.kind === 'return' ? (store.read.returnDeposit(parcel.parcelId)?.receipt ?? null) : null;
  return { parcelId: parcel.parcelId, kind: parcel.kind, number, receipt, reason, door: doorOf(row), since };
}
