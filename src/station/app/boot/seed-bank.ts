import type { SizeClass } from '../../../contract/schema.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { CompartmentRow, StationStore, StorageFailure, StoreWriter } from '../../ports/store.ts';

/** A door of the configuration. */
export interface ConfiguredDoor {
  readonly number: number;
  readonly board: number;
  readonly lock: number;
  readonly size: SizeClass;
  readonly heightMm: number;
  readonly column: number;
  readonly row: number;
}

/** A configuration that would lose or rename a compartment which something lies in. Nothing was changed. */
export interface LayoutProblem {
  readonly kind: 'bank-layout';
  readonly compartmentId: CompartmentId;
  readonly number: number;
  readonly change: 'dropped' | 'renumbered' | 'resized';
}

/** Numbers from here on belong to compartments that the configuration no longer has. They are shown to nobody. */
const RETIRED_FROM = 9000;

/** The name of the compartment behind a lock: board, then lock. */
export function compartmentIdOf({ board, lock }: { readonly board: number; readonly lock: number }): CompartmentId {
  return `${board}-${String(lock).padStart(2, '0')}` as CompartmentId;
}

/**
 * Brings the compartments in line with the configuration, all or nothing. A new one was never seen empty and is free only for
 * staff. One that holds something, or whose door is being watched, cannot be dropped, renumbered or resized: that is refused by name.
 */
export function seedBank(store: StationStore, doors: readonly ConfiguredDoor[]): Result<undefined, LayoutProblem | StorageFailure> {
  return store.commit<undefined, LayoutProblem>((tx) => {
    const known = new Map(tx.compartments().map((row) => [row.compartmentId, row]));
    const wanted = new Map(doors.map((door) => [compartmentIdOf(door), door]));
    for (const row of known.values()) {
      const change = changeOf(row, wanted.get(row.compartmentId));
      if (change !== null && isUsed(tx, row)) return err({ kind: 'bank-layout', compartmentId: row.compartmentId, number: row.number, change });
    }
    apply(tx, known, wanted);
    return done;
  });
}

/** The compartments that the configuration has, for every screen. */
export function isInUse(row: Pick<CompartmentRow, 'number'>): boolean {
  return row.number < RETIRED_FROM;
}

function changeOf(row: CompartmentRow, door: ConfiguredDoor | undefined): LayoutProblem['change'] | null {
  if (door === undefined) return 'dropped';
  if (door.number !== row.number) return 'renumbered';
  return door.size !== row.size ? 'resized' : null;
}

function isUsed(tx: StoreWriter, row: CompartmentRow): boolean {
  return row.parcelId !== null || row.state === 'suspect' || tx.liveIntents().some((intent) => intent.compartmentId === row.compartmentId);
}

/** Numbers are unique, so whatever changes steps aside first; then every door takes the place that it is to have. */
function apply(tx: StoreWriter, known: ReadonlyMap<CompartmentId, CompartmentRow>, wanted: ReadonlyMap<CompartmentId, ConfiguredDoor>): void {
  for (const row of known.values()) {
    const door = wanted.get(row.compartmentId);
    if (door?.number === row.number) continue;
    const state = door === undefined ? 'out-of-service' : row.state;
    tx.putCompartment({ ...row, state, number: RETIRED_FROM + row.board * 48 + row.lock });
  }
  for (const [compartmentId, door] of wanted) {
    const row = known.get(compartmentId);
    if (row === undefined) tx.putCompartment({ ...door, compartmentId, state: 'free-unverified', parcelId: null, needsCheck: false });
    // One that comes back after it was dropped was out of everybody's sight.
    else tx.putCompartment({ ...row, ...door, state: isInUse(row) ? row.state : 'suspect' });
  }
}
