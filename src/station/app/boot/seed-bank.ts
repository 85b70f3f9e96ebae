import type { SizeClass } from '../../../contract/schema.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { CompartmentRow, StationStore, StorageFailure, StoreWriter } from '../../ports/store.ts';

/** A door of the configuration. */
export interface ConfiguredDoor {
  readonly number: number;
  /** The name of its bus. */
  readonly bus: string;
  readonly board: number;
  readonly lock: number;
  readonly size: SizeClass;
  readonly heightMm: number;
  readonly column: number;
  readonly row: number;
}

/** The bank of the configuration: the names of its buses, and its doors. Without a silo both are empty. */
export interface ConfiguredBank {
  readonly buses: readonly { readonly name: string }[];
  readonly doors: readonly ConfiguredDoor[];
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

/** In the database, which bus it is whose compartments are named by board and lock alone. */
const PLAIN_BUS_KEY = 'plainBus';

/**
 * The name of the compartment behind a lock: board, then lock. Those of a station's first bus have no more than that; on every other bus
 * its name comes first.
 */
export function compartmentIdOf({ board, lock }: { readonly board: number; readonly lock: number }, bus: string | null = null): CompartmentId {
  return `${bus === null ? '' : `${bus}-`}${board}-${String(lock).padStart(2, '0')}` as CompartmentId;
}

/**
 * Brings the compartments in line with the configuration, all or nothing. A new one was never seen empty and is free only for
 * staff. One that holds something, or whose door is being watched, cannot be dropped, renumbered or resized: that is refused by name.
 * A compartment is the lock behind it (bus, board, lock): it keeps its name whatever order the buses are listed in.
 */
export function seedBank(store: StationStore, bank: ConfiguredBank): Result<undefined, LayoutProblem | StorageFailure> {
  return store.commit<undefined, LayoutProblem>((tx) => {
    const plainBus = adoptFirstBus(tx, bank);
    const known = new Map(tx.compartments().map((row) => [row.compartmentId, row]));
    const named = new Map([...known.values()].map((row) => [lockKey(row), row.compartmentId]));
    const idOf = (door: ConfiguredDoor): CompartmentId => named.get(lockKey(door)) ?? compartmentIdOf(door, door.bus === plainBus ? null : door.bus);
    const wanted = new Map(bank.doors.map((door) => [idOf(door), door]));
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

/** Compartments from before buses had names hang on the first one. That bus keeps the plain names for good. */
function adoptFirstBus(tx: StoreWriter, { buses: [first] }: ConfiguredBank): string | null {
  const plainBus = tx.meta(PLAIN_BUS_KEY);
  if (plainBus !== null || first === undefined) return plainBus;
  for (const row of tx.compartments()) if (row.bus === '') tx.putCompartment({ ...row, bus: first.name });
  tx.putMeta(PLAIN_BUS_KEY, first.name);
  return first.name;
}

function lockKey({ bus, board, lock }: Pick<CompartmentRow, 'bus' | 'board' | 'lock'>): string {
  return `${bus}/${board}/${lock}`;
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
  const taken = new Set([...known.values()].map(({ number }) => number));
  let aside = RETIRED_FROM;
  for (const row of known.values()) {
    const door = wanted.get(row.compartmentId);
    if (door?.number === row.number || (door === undefined && !isInUse(row))) continue;
    while (taken.has(aside)) aside++;
    taken.add(aside);
    tx.putCompartment({ ...row, state: door === undefined ? 'out-of-service' : row.state, number: aside });
  }
  for (const [compartmentId, door] of wanted) {
    const row = known.get(compartmentId);
    if (row === undefined)
      tx.putCompartment({ ...door, compartmentId, state: 'free-unverified', parcelId: null, needsCheck: false, heldUntil: null, reason: null });
    // One that comes back after it was dropped was out of everybody's sight.
    else tx.putCompartment({ ...row, ...door, state: isInUse(row) ? row.state : 'suspect' });
  }
}
