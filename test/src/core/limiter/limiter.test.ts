import { describe, expect, it } from 'vitest';
import { blockedUntil, countFailure, FOREVER, type LimiterRule, type LimiterState, PARCEL_RULE, STATION_RULE } from '../../../../src/core/limiter/limiter.ts';

const START = 1_790_000_000_000;

/** Fails at each of these seconds after the start; gives how many seconds each failure blocks for. */
function fail(rule: LimiterRule, seconds: readonly number[]): { blocks: number[]; state: LimiterState | null } {
  let state: LimiterState | null = null;
  const blocks = seconds.map((second) => {
    const now = START + second * 1000;
    state = countFailure(rule, state, now);
    const until = blockedUntil(state, now);
    return until === null ? 0 : (until - now) / 1000;
  });
  return { blocks, state };
}

describe('the limiter of a station', () => {
  it('bears nine failures and blocks at the tenth for 60 s, then twice as long each time up to 15 minutes', () => {
    const nine = Array.from({ length: 9 }, (_, i) => i);
    expect(fail(STATION_RULE, [...nine, 9, 70, 191, 432, 913, 1814, 2715]).blocks).toEqual([...nine.map(() => 0), 60, 120, 240, 480, 900, 900, 900]);
  });

  it('forgets failures that are older than ten minutes', () => {
    const nine = Array.from({ length: 9 }, (_, i) => i);
    expect(fail(STATION_RULE, [...nine, 600, 601]).blocks).toEqual([...nine, 600, 601].map(() => 0));
  });

  it('begins anew after ten quiet minutes behind a block', () => {
    const ten = Array.from({ length: 10 }, (_, i) => i);
    expect(fail(STATION_RULE, [...ten, 9 + 60 + 600]).blocks.at(-1)).toBe(0);
    expect(fail(STATION_RULE, [...ten, 9 + 60 + 599]).blocks.at(-1)).toBe(120);
  });

  it('blocks until the block ends and not a millisecond longer', () => {
    const state = { failures: 10, windowStartedAt: START, blockedUntil: START + 60_000 };
    expect([0, 59_999, 60_000].map((ms) => blockedUntil(state, START + ms))).toEqual([START + 60_000, START + 60_000, null]);
    expect(blockedUntil(null, START)).toBeNull();
  });

  it('never blocks longer than it may when the clock was set back', () => {
    const before: LimiterState = { failures: 12, windowStartedAt: START + 3_600_000, blockedUntil: START + 3_660_000 };
    const after = countFailure(STATION_RULE, before, START);
    expect(after).toEqual({ failures: 13, windowStartedAt: START, blockedUntil: START + 480_000 });
  });
});

describe('the limiter of a parcel', () => {
  it('blocks its PIN at the fifth failure until somebody resets it, however slowly they came', () => {
    const { blocks, state } = fail(PARCEL_RULE, [0, 86_400, 172_800, 259_200, 345_600]);
    expect(blocks.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(state?.blockedUntil).toBe(FOREVER);
    expect(blockedUntil(state, START + 10 * 365 * 86_400_000)).toBe(FOREVER);
  });
});
