import { describe, expect, it } from 'vitest';
import { failParcel, failStation, mayTryParcel, noTries, stationPause, type Tries } from '../../../../src/core/passes/pin-limiter.ts';

const MINUTE = 60_000;

function fail(tries: Tries, count: number, now: number): Tries {
  let after = tries;
  for (let i = 0; i < count; i++) after = failStation(after, now);
  return after;
}

describe('wrong PINs', () => {
  it('lock the PIN of a parcel after five, for good', () => {
    let tries = noTries;
    for (let i = 0; i < 5; i++) {
      expect(mayTryParcel(tries)).toBe(true);
      tries = failParcel(tries, 1000 + i);
    }
    expect(mayTryParcel(tries)).toBe(false);
  });

  it('cost the silo a minute at the tenth within ten minutes, then twice as much each time, up to a quarter of an hour', () => {
    let tries = fail(noTries, 9, MINUTE);
    expect(stationPause(tries, MINUTE)).toBeNull();
    const pauses: number[] = [];
    for (let now = MINUTE, i = 0; i < 6; i++) {
      tries = failStation(tries, now);
      const until = stationPause(tries, now) ?? now;
      pauses.push((until - now) / MINUTE);
      now = until;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15]);
  });

  it('are forgotten after ten quiet minutes', () => {
    const tries = fail(noTries, 9, MINUTE);
    expect(failStation(tries, 12 * MINUTE)).toEqual({ failures: 1, windowStartedAt: 12 * MINUTE, blockedUntil: 0 });
  });
});
