import type { Cancel, Clock } from '../kernel/clock.ts';
import type { StationDatabase } from './store/database.ts';
import type { Upkeep } from './store/upkeep.ts';

/** What makes a station ask to be started again, and whom it waits for. */
export interface StartAgainParts {
  readonly store: Pick<StationDatabase, 'health' | 'onFailed'>;
  readonly upkeep: Pick<Upkeep, 'onRestoreRequested' | 'isRestoreRequested'>;
  /** Is anybody, customer or staff, in the middle of something with a door? */
  isDoorInHand(): boolean;
  readonly clock: Clock;
}

/** Milliseconds. Somebody before an open door sees what to do for as long as that; and how often the station looks whether they have gone. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 1000;
/** Milliseconds. The two people who asked for a backup read meanwhile what happens next. */
const READ_MS = 5000;

/**
 * Calls `listener` once when the station is to be closed and started again, as soon as no door is in anybody's hand, and after two minutes
 * in any case: its storage failed, or two people wish to go back to a backup, which the next start does. A wish that is taken back before
 * then is forgotten; a failed storage is not.
 */
export function onStartAgain(parts: StartAgainParts, listener: () => void): Cancel {
  const { store, upkeep, clock } = parts;
  let timer: Cancel = () => {};
  let since: number | null = null;
  const look = (): void => {
    if (store.health !== 'failed' && !upkeep.isRestoreRequested()) since = null;
    else if (since !== null && clock.monotonic() - since < PATIENCE_MS && parts.isDoorInHand()) timer = clock.after(LOOK_MS, look);
    else listener();
  };
  const begin = (firstMs: number): void => {
    if (since !== null) return;
    since = clock.monotonic();
    timer = clock.after(firstMs, look);
  };
  const stops = [store.onFailed(() => begin(LOOK_MS)), upkeep.onRestoreRequested(() => begin(READ_MS))];
  if (store.health === 'failed') begin(LOOK_MS);
  return () => {
    for (const stop of stops) stop();
    timer();
  };
}
