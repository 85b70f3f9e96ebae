import { describe, expect, it } from 'vitest';
import { trustedTime } from '../../../../src/core/passes/trusted-time.ts';

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

  it('does not follow a leap of more than a day forward, so that a wrong clock cannot expire every code', () => {
    expect(trustedTime({ system: T + 3650 * DAY, highWater: T, sinceHighWater: 1000 })).toEqual({ now: T + 1000, suspect: true });
    expect(trustedTime({ system: T + DAY / 2, highWater: T, sinceHighWater: 1000 })).toEqual({ now: T + DAY / 2, suspect: false });
  });
});
