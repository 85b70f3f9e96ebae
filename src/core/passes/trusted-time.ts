import type { UnixMs } from '../../kernel/clock.ts';

/** The clocks as they are now. All in milliseconds. */
export interface ClockReading {
  /** The machine's wall clock, which a person, an empty battery or NTP may move. */
  readonly system: UnixMs;
  /** The highest time that was ever believed, and how long ago that was on a clock that never goes back. */
  readonly highWater: UnixMs;
  readonly sinceHighWater: number;
}

/** Time to judge codes by. With `suspect` expiry is lenient, because the parcel's presence is the authority. */
export interface TrustedTime {
  readonly now: UnixMs;
  readonly suspect: boolean;
}

const BACKWARD_TOLERANCE_MS = 600_000;
const FORWARD_TOLERANCE_MS = 86_400_000;

/**
 * Is the hub's time to be believed? One wrong word of it would raise the high water for good and expire every code, so a hub that
 * is a day and more ahead of a clock that agrees with all that was believed before is wrong itself. A clock in doubt is put right.
 */
export function believesHub(reading: ClockReading, hubTime: UnixMs): boolean {
  if (reading.highWater === 0) return true;
  const { now, suspect } = trustedTime(reading);
  return suspect || hubTime <= now + FORWARD_TOLERANCE_MS;
}

/**
 * Time that never goes back and does not follow a wall clock that leaps. A system clock more than ten minutes behind what was
 * already believed, or more than a day ahead of it, is not followed; the hub's time raises `highWater` and ends the doubt.
 */
export function trustedTime(reading: ClockReading): TrustedTime {
  const { system, highWater, sinceHighWater } = reading;
  if (highWater === 0) return { now: system, suspect: false };
  const floor = highWater + sinceHighWater;
  if (system > floor + FORWARD_TOLERANCE_MS) return { now: floor, suspect: true };
  return { now: Math.max(system, floor), suspect: system < floor - BACKWARD_TOLERANCE_MS };
}
