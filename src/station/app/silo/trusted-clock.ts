import { TOTP_TIME_LIFE_MS } from '../../../core/passes/totp.ts';
import { type TrustedTime, trustedTime } from '../../../core/passes/trusted-time.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { StationStore, StoreWriter } from '../../ports/store.ts';

/** The name under which the highest believed time is kept, in Unix milliseconds. The sync raises it by the hub's time. */
export const HIGH_WATER_KEY = 'clockHighWater';
/** The name under which the last time that the hub told, and that was believed, is kept. In Unix milliseconds. */
export const HUB_TIME_KEY = 'hubTime';
/** How long this station has run in all, in milliseconds: a clock that nobody can set. */
export const RUNNING_KEY = 'runningMs';
/** Since when the machine's clock has been in doubt, in Unix milliseconds; empty: it is not. */
export const SUSPECT_KEY = 'clockSuspectSince';

/** Time to judge codes and pauses by. */
export interface TrustedClock {
  read(): TrustedTime;
  /**
   * How long this station has run, in milliseconds, over all its starts: for pauses. It stands still while the machine is off, so that
   * neither a clock that is set nor a plug that is pulled ends a pause; what was not stored yet (a minute at most) is run again.
   */
  running(): number;
  /** Stores `running` in a commit that a pause begins with, so that a plug pulled right after it shortens nothing. */
  keepRunning(tx: StoreWriter): void;
  /** Has the hub told the time within the last seven days, and is there no doubt about it? */
  isHubTimeFresh(): boolean;
  /** Since when the machine's clock has been in doubt, in Unix milliseconds; null: it is not. */
  suspectSince(): number | null;
  /** Stops storing the high water; for the end of the program. */
  close(): void;
}

const STORE_EVERY_MS = 60_000;

/** Starts a trusted clock on what the store last believed, and stores what it believes once a minute. A doubt is told once. */
export function createTrustedClock({ store, clock, logger }: { readonly store: StationStore; readonly clock: Clock; readonly logger: Logger }): TrustedClock {
  const startedAt = clock.monotonic();
  const ranBefore = storedNumber(store, RUNNING_KEY);
  let highWater = 0;
  let learntAt = startedAt;
  let timer: Cancel = () => {};

  const learn = (): void => {
    const stored = storedNumber(store, HIGH_WATER_KEY);
    if (stored <= highWater + (clock.monotonic() - learntAt)) return;
    highWater = stored;
    learntAt = clock.monotonic();
  };
  const read = (): TrustedTime => {
    learn();
    return trustedTime({ system: clock.now(), highWater, sinceHighWater: Math.floor(clock.monotonic() - learntAt) });
  };
  const running = (): number => ranBefore + Math.floor(clock.monotonic() - startedAt);
  const keepRunning = (tx: StoreWriter): void => tx.putMeta(RUNNING_KEY, String(running()));
  const keep = (): void => {
    const { now, suspect } = read();
    const kept = store.commit<undefined, never>((tx) => {
      tx.putMeta(HIGH_WATER_KEY, String(now));
      keepRunning(tx);
      noteDoubt(tx, suspect, now, clock.now());
      return done;
    });
    if (!kept.ok) logger.warn('the time could not be stored', { detail: kept.error.detail });
    timer = clock.after(STORE_EVERY_MS, keep);
  };
  // The first look is at once: a doubt from before a restart, or one that begins with it, is known before the first code.
  timer = clock.after(0, keep);

  /** One audit entry when a doubt begins and one when it ends; a restart in between says nothing new. */
  const noteDoubt = (tx: StoreWriter, suspect: boolean, now: number, system: number): void => {
    const known = (tx.meta(SUSPECT_KEY) ?? '') !== '';
    if (suspect === known) return;
    tx.putMeta(SUSPECT_KEY, suspect ? String(now) : '');
    tx.audit({ kind: suspect ? 'clock.suspect' : 'clock.trusted', at: now, facts: { system } });
    logger[suspect ? 'error' : 'info'](suspect ? "the machine's clock is not believed: set it, or let the hub tell the time" : 'the clock is believed again', {
      system,
      believed: now,
    });
  };
  return {
    read,
    running,
    keepRunning,
    isHubTimeFresh: () => {
      const { now, suspect } = read();
      const told = storedNumber(store, HUB_TIME_KEY);
      return !suspect && told > 0 && now - told < TOTP_TIME_LIFE_MS;
    },
    suspectSince: () => {
      const { now, suspect } = read();
      if (!suspect) return null;
      return storedNumber(store, SUSPECT_KEY) || now;
    },
    close: () => timer(),
  };
}

function storedNumber(store: StationStore, key: string): number {
  const value = Number(store.read.meta(key) ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
