import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { StationStore } from '../../ports/store.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import { checkAllAfterRestore } from './after-restore.ts';
import { isInUse } from './seed-bank.ts';

/** What starting a station needs. */
export interface BootParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  readonly schema: number;
}

/** A start under way. Nothing is opened until it is over. */
export interface Boot {
  isStarted(): boolean;
  /** Called once, when the start is over. */
  onStarted(listener: () => void): void;
  close(): void;
}

/** How long the start waits for boards that do not answer, and how often it looks. Milliseconds. */
const PATIENCE_MS = 5000;
const LOOK_MS = 100;

/**
 * Starts: first every live intent of the run before is taken up and its door guarded, then every sensor is read; only then may
 * anything be opened. Boards that stay silent hold it up for five seconds and no longer: their doors are refused one by one.
 * No pulse is ever sent here.
 */
export function boot(parts: BootParts): Boot {
  const { store, doors, runner, clock, logger } = parts;
  const startedAt = clock.monotonic();
  const listeners = new Set<() => void>();
  let started = false;
  let timer: Cancel = () => {};

  checkAllAfterRestore(parts);
  runner.recover();
  announce(parts);
  const look = (): void => {
    const unread = store.read.compartments().filter((row) => isInUse(row) && doors.sensor(row.compartmentId) === 'unknown').length;
    const waiting = doors.buses.length > 0 && (unread > 0 || doors.buses.some((bus) => bus.health !== 'ok'));
    if (waiting && clock.monotonic() - startedAt < PATIENCE_MS) {
      timer = clock.after(LOOK_MS, look);
      return;
    }
    if (unread > 0) logger.warn('started without having read every door', { unread });
    started = true;
    for (const listener of listeners) listener();
  };
  look();
  return { isStarted: () => started, onStarted: (listener) => listeners.add(listener), close: () => timer() };
}

function announce({ store, clock, logger, version, schema }: BootParts): void {
  const at = clock.now();
  const told = store.commit<undefined, never>((tx) => {
    tx.audit({ kind: 'station.started', at, facts: { version, schema, live: tx.liveIntents().length } });
    tx.enqueue({ kind: 'station.started', version, schema, at }, at);
    return done;
  });
  if (!told.ok) logger.error('the start could not be stored', { detail: told.error.detail });
}
