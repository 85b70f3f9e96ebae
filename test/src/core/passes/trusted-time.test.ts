import { describe, expect, it } from 'vitest';
import { believesHub, trustedTime } from '../../../../src/core/passes/trusted-time.ts';

const T = 1_700_000_000_000;
const DAY = 86_400_000;

describe('trusted time', () => {
  it('is the system clock while that agrees with what was believed', () => {
    expect(trustedTime({ system: T + 5000, highWater: T, sinceHighWater: 4000 })).toEqual({ now: T + 5000, suspect: false });
    expect(trustedTime({ system: T, highWater: 0, sinceHighWater: 0 })).toEqual({ now: T, suspect: false });
  });

  it('does not go back with a system clock that does, and says when the gap is suspicious', () => {
    expect(trustedTime({ system: T - 60_000, highWater: T, sinceHighWater: 1000 })).toEqual({ now: T + 1000, suspect: false });
    expect(trustedTime({ system: 0, highWater: T, sinceHighWater: 1000 })).toEqual({ now: T + 1000, suspect: true });
  });

  it('takes the hub at its word, except when that leaps ahead of a clock that there is no reason to doubt', () => {
    const sound = { system: T, highWater: T - 1000, sinceHighWater: 0 };
    expect([T - 50 * DAY, T + 60_000, T + DAY].map((hub) => believesHub(sound, hub))).toEqual([true, true, true]);
    expect(believesHub(sound, T + 2 * DAY)).toBe(false);
    expect(believesHub({ system: 0, highWater: T, sinceHighWater: 0 }, T + 30 * DAY)).toBe(true);
    expect(believesHub({ system: T + 3 * DAY, highWater: T, sinceHighWater: 0 }, T + 3 * DAY)).toBe(true);
    expect(believesHub({ system: 0, highWater: 0, sinceHighWater: 0 }, T)).toBe(true);
  });

  it('does not follow a leap of more than a day forward, so that a wrong clock cannot expire every code', () => {
    expect(trustedTime({ system: T + 3650 * DAY, highWater: T, sinceHighWater: 1000 })).toEqual({ now: T + 1000, suspect: true });
    expect(trustedTime({ system: T + DAY / 2, highWater: T, sinceHighWater: 1000 })).toEqual({ now: T + DAY / 2, suspect: false });
  });
});
