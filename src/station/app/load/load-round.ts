import type { LoadRound, LoadStop, RoundEntry } from '../../../contract/station/load-views.ts';
import type { Door } from '../../../contract/station/place-views.ts';
import type { SizeClass } from '../../../contract/schema.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { ParcelId } from '../../../kernel/ids.ts';
import type { CompartmentRow, ParcelRow } from '../../ports/store.ts';
import type { LoadParts } from './load-parts.ts';

/** A parcel that was put in, as the round remembers it. `mono` is when, in monotonic milliseconds. */
export interface Loaded {
  readonly parcelId: ParcelId;
  readonly number: string;
  readonly door: Door;
  readonly size: SizeClass;
  readonly at: UnixMs;
  readonly mono: number;
}

/** How long what was loaded can be taken back by one press. Milliseconds. */
export const UNDO_MS = 600_000;
/** Most parcels that the list shows; the contract's limit. */
const MOST = 500;

/** The round as the page draws it: the last parcel first, each as the books have it now. */
export function roundView(parts: LoadParts, loaded: readonly Loaded[], stop: LoadStop | null): LoadRound {
  const entries = loaded.map((entry) => entryOf(parts, entry)).toReversed();
  return { entries: entries.slice(0, MOST), total: entries.filter(({ state }) => state !== 'taken-back').length, stop };
}

/** May this one still be taken back by whoever put it in? Its door must have come to rest before. */
export function canUndo(parts: LoadParts, entry: Loaded): boolean {
  const { store, runner, clock } = parts;
  const row = store.read.compartmentOfParcel(entry.parcelId);
  const isInside = store.read.parcel(entry.parcelId)?.status === 'stored' && row?.state === 'occupied';
  return isInside && runner.liveOn(row.compartmentId) === null && clock.monotonic() - entry.mono < UNDO_MS;
}

function entryOf(parts: LoadParts, entry: Loaded): RoundEntry {
  const { parcelId, number, door, size, at } = entry;
  const { read } = parts.store;
  const state = stateOf(read.parcel(parcelId), read.compartmentOfParcel(parcelId));
  return { parcelId, number, door, size, at, state, canUndo: canUndo(parts, entry) };
}

function stateOf(parcel: ParcelRow | null, row: CompartmentRow | null): RoundEntry['state'] {
  if (parcel?.status === 'collected') return 'collected';
  if (parcel?.status !== 'stored') return 'taken-back';
  return row?.needsCheck === true ? 'unsure' : 'inside';
}
