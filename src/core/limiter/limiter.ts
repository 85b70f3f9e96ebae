import type { UnixMs } from '../../kernel/clock.ts';

/** How many wrong tries are borne, and what follows. Times in milliseconds. */
export interface LimiterRule {
  readonly maxFailures: number;
  /** Failures count together while the first of them is younger than this. */
  readonly windowMs: number;
  /** The first block; each failure after it doubles the block up to `maxBlockMs`. */
  readonly blockMs: number;
  readonly maxBlockMs: number;
}

/** Wrong tries at one thing; what the store keeps of them. */
export interface LimiterState {
  readonly failures: number;
  readonly windowStartedAt: UnixMs;
  readonly blockedUntil: UnixMs;
}

/** A time that never comes: only a reset ends such a block. The last moment that a date can be. */
export const FOREVER: UnixMs = 8_640_000_000_000_000;

/** Ten failures in ten minutes block for 60 s, then twice as long each time, up to 15 minutes. For a whole station. */
export const STATION_RULE: LimiterRule = { maxFailures: 10, windowMs: 600_000, blockMs: 60_000, maxBlockMs: 900_000 };

/** Five failures block a parcel's PIN until somebody resets it; its code goes on to open. */
export const PARCEL_RULE: LimiterRule = { maxFailures: 5, windowMs: FOREVER, blockMs: FOREVER, maxBlockMs: FOREVER };

/**
 * Five failures on one staff number block it, for a time: nobody can lock a colleague out for good. They count through a day, so
 * that four tries every ten minutes are no way in; whoever signs in begins anew.
 */
export const STAFF_RULE: LimiterRule = { maxFailures: 5, windowMs: 86_400_000, blockMs: 60_000, maxBlockMs: 900_000 };

/**
 * Thirty codes that no coupon has, typed at one kiosk within an hour, block coupons there for 60 s, then twice as long each time, up to 15 minutes.
 * Only codes whose check character is right count: who mistypes theirs is no guesser.
 */
export const COUPON_RULE: LimiterRule = { maxFailures: 30, windowMs: 3_600_000, blockMs: 60_000, maxBlockMs: 900_000 };

/** For how long, and for how many at most, tries are remembered at things that do not exist. Running time, in milliseconds. */
export interface MemoryRule {
  readonly lifeMs: number;
  readonly most: number;
}

/**
 * Tries at short codes that nobody has. They are counted only so that "locked" tells nobody whether a code exists, so forgetting one frees no
 * PIN. Forty days are longer than a code can live; to push one out sooner takes 4096 further tries, which are three days at the pace
 * that a whole station allows.
 */
export const UNKNOWN_RULE: MemoryRule = { lifeMs: 40 * 86_400_000, most: 4096 };

/** Until when tries are refused, or null while they are allowed. */
export function blockedUntil(state: LimiterState | null, now: UnixMs): UnixMs | null {
  return state !== null && now < state.blockedUntil ? state.blockedUntil : null;
}

/**
 * Counts one more failure. Store the result before the try is judged, so that neither a crash nor tries side by side come for
 * free, and clear it when the try was right. A clock set back never lengthens a block beyond `maxBlockMs`.
 */
export function countFailure(rule: LimiterRule, state: LimiterState | null, now: UnixMs): LimiterState {
  const failures = (state !== null && stillCounts(rule, state, now) ? state.failures : 0) + 1;
  const windowStartedAt = failures === 1 || state === null ? now : Math.min(state.windowStartedAt, now);
  if (failures < rule.maxFailures) return { failures, windowStartedAt, blockedUntil: 0 };
  const block = Math.min(rule.blockMs * 2 ** Math.min(failures - rule.maxFailures, 40), rule.maxBlockMs);
  return { failures, windowStartedAt, blockedUntil: Math.min(now + block, FOREVER) };
}

/** A block keeps the count alive for one more window after its end; otherwise each block would begin at the shortest again. */
function stillCounts(rule: LimiterRule, state: LimiterState, now: UnixMs): boolean {
  return now - Math.max(state.windowStartedAt, state.blockedUntil) < rule.windowMs;
}
