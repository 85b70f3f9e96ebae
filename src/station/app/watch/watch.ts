import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { StationStore } from '../../ports/store.ts';
import { changeCompartment } from '../doors/door-book.ts';
import type { DoorRunner } from '../doors/door-runner.ts';

/** What the watch needs. */
export interface WatchParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A failed note of an open door is tried again after this long, in milliseconds. */
const AGAIN_MS = 5000;

/**
 * Watches the doors that nobody was meant to open. One that is seen open without a live intent is noted durably, once for each time
 * it opens: its compartment asks for a check, and head office is told. Start it after the runner has taken up what was live.
 */
export function startWatch(parts: WatchParts): { close(): void } {
  const { store, doors, runner, clock, logger } = parts;
  const noted = new Set<CompartmentId>();
  const retries = new Map<CompartmentId, Cancel>();

  const check = (compartmentId: CompartmentId): void => {
    const sensor = doors.sensor(compartmentId);
    if (sensor === 'closed') noted.delete(compartmentId);
    if (sensor !== 'open' || noted.has(compartmentId) || runner.liveOn(compartmentId) !== null || store.read.compartment(compartmentId) === null) return;
    noted.add(compartmentId);
    if (note(parts, compartmentId)) return;
    logger.error('a door that opened by itself could not be noted', { compartment: compartmentId });
    noted.delete(compartmentId);
    retries.get(compartmentId)?.();
    retries.set(
      compartmentId,
      clock.after(AGAIN_MS, () => check(compartmentId)),
    );
  };
  const stop = doors.onFact((fact) => {
    if (fact.kind === 'sensor') check(fact.compartmentId);
    // What a board said while it contradicted itself was not listened to: a door may stand open since then.
    if (fact.kind === 'trouble') for (const { compartmentId } of store.read.compartments()) check(compartmentId);
  });
  for (const { compartmentId } of store.read.compartments()) check(compartmentId);
  return {
    close: () => {
      stop();
      for (const cancel of retries.values()) cancel();
    },
  };
}

function note({ store, clock }: WatchParts, compartmentId: CompartmentId): boolean {
  const at = clock.now();
  const noted = store.commit<undefined, never>((tx) => {
    const row = changeCompartment(tx, { compartmentId }, { needsCheck: true });
    tx.audit({ kind: 'door.unexpected-open', at, facts: { compartment: compartmentId, parcel: row.parcelId, state: row.state } });
    tx.enqueue({ kind: 'compartment.marked', compartmentId, mark: 'unexpected-open', at }, at);
    return done;
  });
  return noted.ok;
}
