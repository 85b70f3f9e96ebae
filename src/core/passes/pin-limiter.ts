import type { UnixMs } from '../../kernel/clock.ts';

/** Wrong tries at one thing. Times are trusted time, which never goes back. */
export interface Tries {
  readonly failures: number;
  readonly windowStartedAt: UnixMs;
  readonly blockedUntil: UnixMs;
}

/** Wrong PINs after which a parcel can be had by its code only. The code stays good, so nobody can lock another person out. */
export const PIN_TRIES_PER_PARCEL = 5;

/** Wrong PINs within the window after which the silo takes none for a while. */
const STATION_TRIES = 10;
const WINDOW_MS = 600_000;
/** First pause, doubled with each further failure up to the longest. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 900_000;

/** No tries yet. */
export const noTries: Tries = { failures: 0, windowStartedAt: 0, blockedUntil: 0 };

/** May the PIN of this parcel be tried? */
export function mayTryParcel(tries: Tries): boolean {
  return tries.failures < PIN_TRIES_PER_PARCEL;
}

/** Until when the silo takes no PIN, or null when it does. */
export function stationPause(tries: Tries, now: UnixMs): UnixMs | null {
  return tries.blockedUntil > now ? tries.blockedUntil : null;
}

/** One more wrong try at one parcel; these never expire by themselves. */
export function failParcel(tries: Tries, now: UnixMs): Tries {
  return { failures: tries.failures + 1, windowStartedAt: tries.failures === 0 ? now : tries.windowStartedAt, blockedUntil: 0 };
}

/** One more wrong try at this silo, whatever the parcel: ten within ten minutes cost a minute, each further one twice as much. */
export function failStation(tries: Tries, now: UnixMs): Tries {
  const quietSince = Math.max(tries.windowStartedAt, tries.blockedUntil);
  if (tries.failures === 0 || now - quietSince > WINDOW_MS) return { failures: 1, windowStartedAt: now, blockedUntil: 0 };
  const failures = tries.failures + 1;
  if (failures < STATION_TRIES) return { ...tries, failures };
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - STATION_TRIES), LONGEST_PAUSE_MS);
  return { ...tries, failures, blockedUntil: now + pause };
}
