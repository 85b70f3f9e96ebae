import type { OutReason } from '../../../contract/station/service-views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import type { CompartmentRow, StoreReader, StoreWriter } from '../../ports/store.ts';
import { keepMark, recordOf } from '../doors/door-record.ts';

/** What a person saw behind a door that has stayed closed since. */
export type Seen = 'empty' | 'parcel';

/** Does a parcel lie in this compartment by the books, or is one on its way in? Then nobody opens it alone. */
export function holdsParcel(read: Pick<StoreReader, 'parcel'>, row: CompartmentRow): boolean {
  if (row.state === 'occupied' || row.state === 'pending') return true;
  const status = row.parcelId === null ? null : read.parcel(row.parcelId)?.status;
  return status === 'stored' || status === 'loading';
}

/** Takes a compartment out of service. What lies inside stays on the books, and nobody but staff opens it. */
export function writeOut(tx: StoreWriter, row: CompartmentRow, reason: OutReason, staffId: string, at: UnixMs): void {
  tx.putCompartment({ ...row, state: 'out-of-service', reason });
  tx.audit({ kind: 'compartment.out-of-service', at, facts: { compartment: row.compartmentId, reason, staff: staffId, parcel: row.parcelId } });
  tx.enqueue({ kind: 'compartment.serviced', compartmentId: row.compartmentId, change: 'out-of-service', reason, staffId, at }, at);
}

/** Brings one back as what somebody saw in it: free, or with its parcel. Its counts of mistakes begin anew. */
export function writeBack(tx: StoreWriter, row: CompartmentRow, seen: Seen, staffId: string, at: UnixMs): void {
  const { compartmentId } = row;
  const inside = seen === 'parcel' ? ({ state: 'occupied', parcelId: row.parcelId } as const) : ({ state: 'free-verified', parcelId: null } as const);
  tx.putCompartment({ ...row, ...inside, reason: null, needsCheck: false, heldUntil: null });
  tx.putDoorRecord({ ...recordOf(tx, compartmentId), mismatches: 0 });
  keepMark(tx, compartmentId, null, null);
  tx.audit({ kind: 'compartment.in-service', at, facts: { compartment: compartmentId, seen, staff: staffId, parcel: inside.parcelId } });
  tx.enqueue({ kind: 'compartment.serviced', compartmentId, change: 'in-service', reason: row.reason ?? 'other', staffId, at }, at);
}

/** Records that a new board hangs behind a compartment: what is inside and whether the lock is the right one is to be looked at. */
export function writeSwapped(tx: StoreWriter, row: CompartmentRow, staffId: string, at: UnixMs): void {
  tx.putCompartment({ ...row, reason: 'board-new', needsCheck: true });
  tx.enqueue({ kind: 'compartment.serviced', compartmentId: row.compartmentId, change: 'board-swapped', reason: 'board-new', staffId, at }, at);
}

/** What people saw behind the doors, for as long as it is certain. Nothing of it outlives the program: nobody watched meanwhile. */
export class SeenInside {
  readonly #seen = new Map<CompartmentId, Seen>();

  note(compartmentId: CompartmentId, seen: Seen): void {
    this.#seen.set(compartmentId, seen);
  }

  forget(compartmentId: CompartmentId): void {
    this.#seen.delete(compartmentId);
  }

  of(compartmentId: CompartmentId): Seen | null {
    return this.#seen.get(compartmentId) ?? null;
  }
}
