import type { LoadRound, LoadStop, RoundEntry } from '../../../contract/station/load-views.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { ParcelId, StaffId } from '../../../kernel/ids.ts';
import type { CompartmentRow, ParcelRow } from '../../ports/store.ts';
import { doorOf } from '../silo/door-of.ts';
import type { LoadParts } from './load-parts.ts';

/** How long what was loaded can be taken back by one press. Milliseconds. */
export const UNDO_MS = 600_000;
/** What was begun longer ago than a long shift belongs to no round any more. Milliseconds. */
export const ROUND_MS = 12 * 3_600_000;
/** Most parcels that the list shows; the contract's limit. */
const MOST = 500;

/** What a person loaded since they began, as the books have it now: so it is the same after a restart. The first is first. */
export function roundEntries(parts: LoadParts, by: StaffId): readonly RoundEntry[] {
  const { read } = parts.store;
  const bank = read.compartments();
  return read.loadRound(by, parts.clock.now() - ROUND_MS).flatMap((parcelId) => {
    const parcel = read.parcel(parcelId);
    return parcel === null ? [] : (entryOf(parts, bank, parcel) ?? []);
  });
}

/** The round as the page draws it: the last parcel first. */
export function roundView(entries: readonly RoundEntry[], stop: LoadStop | null): LoadRound {
  return { entries: entries.toReversed().slice(0, MOST), total: entries.filter(({ state }) => isLoaded(state)).length, stop };
}

/** Does an entry of this state count as loaded? */
export function isLoaded(state: RoundEntry['state']): boolean {
  return state !== 'taken-back' && state !== 'interrupted';
}

/** Null for a parcel that is in hand still, or that was never left in a compartment. */
function entryOf(parts: LoadParts, bank: readonly CompartmentRow[], parcel: ParcelRow): RoundEntry | null {
  const { parcelId, orderId, doorNumber, size } = parcel;
  const { read } = parts.store;
  const holder = bank.find((row) => row.parcelId === parcelId) ?? null;
  const row = holder ?? bank.find(({ number }) => number === doorNumber);
  const order = orderId === null ? null : read.order(orderId);
  const state = stateOf(parcel, holder);
  if (row === undefined || order === null || state === null) return null;
  const at = parcel.loadedAt ?? 0;
  return { parcelId, number: order.number, door: doorOf(row), size, state, at, canUndo: canUndo(parts, parcelId) };
}

function stateOf({ status, loadedAt }: ParcelRow, holder: CompartmentRow | null): RoundEntry['state'] | null {
  switch (status) {
    case 'loading':
      return null;
    case 'stored':
      return holder?.needsCheck === true ? 'unsure' : 'inside';
    case 'collected':
      return 'collected';
    case 'withdrawn':
      if (loadedAt !== null) return 'taken-back';
      return holder?.state === 'suspect' ? 'interrupted' : null;
    default:
      return assertNever(status);
  }
}

/** May this one still be taken back by whoever put it in? Its door must have come to rest before. */
export function canUndo(parts: LoadParts, parcelId: ParcelId): boolean {
  const { store, runner, clock } = parts;
  const row = store.read.compartmentOfParcel(parcelId);
  const parcel = store.read.parcel(parcelId);
  if (parcel?.status !== 'stored' || parcel.loadedAt === null || row?.state !== 'occupied') return false;
  // A clock that a restart set back a little takes nothing away, and one that it set back a lot gives nothing.
  return runner.liveOn(row.compartmentId) === null && Math.abs(clock.now() - parcel.loadedAt) < UNDO_MS;
}
