import { type TrustedTime, trustedTime } from '../../../core/passes/trusted-time.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { StationStore } from '../../ports/store.ts';

/** The name under which the highest believed time is kept, in Unix milliseconds. The sync raises it by the hub's time. */
export const HIGH_WATER_KEY = 'clockHighWater';

/** Time to judge codes and pauses by. */
export interface TrustedClock {
  read(): TrustedTime;
  /** Stops storing the high water; for the end of the program. */
  close(): void;
}

const STORE_EVERY_MS = 60_000;

/** Starts a trusted clock on what the store last believed, and stores what it believes once a minute. */
export function createTrustedClock({ store, clock, logger }: { readonly store: StationStore; readonly clock: Clock; readonly logger: Logger }): TrustedClock {
  let highWater = 0;
  let learntAt = clock.monotonic();
  let timer: Cancel = () => {};

  const learn = (): void => {
    const stored = Number(store.read.meta(HIGH_WATER_KEY) ?? 0);
    if (!Number.isSafeInteger(stored) || stored <= highWater + (clock.monotonic() - learntAt)) return;
    highWater = stored;
    learntAt = clock.monotonic();
  };
  const read = (): TrustedTime => {
    learn();
    return trustedTime({ system: clock.now(), highWater, sinceHighWater: Math.floor(clock.monotonic() - learntAt) });
  };
  const keep = (): void => {
    const { now } = read();
    const kept = store.commit<undefined, never>((tx) => {
      tx.putMeta(HIGH_WATER_KEY, String(now));
      return done;
    });
    if (!kept.ok) logger.warn('the time could not be stored', { detail: kept.error.detail });
    timer = clock.after(STORE_EVERY_MS, keep);
  };
  timer = clock.after(STORE_EVERY_MS, keep);
  return { read, close: () => timer() };
}
