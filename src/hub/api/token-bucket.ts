import type { Clock } from '../../kernel/clock.ts';

/** Lets `burst` calls of a key through at once and `perSecond` in the long run. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Answers 0 when the call may pass, else the seconds to wait. */
export type Limiter = (key: string) => number;

/** Keys kept at most. Beyond it full buckets are forgotten first, so that a flood of made-up keys cannot fill the memory. */
const MAX_KEYS = 10_000;

/** A token bucket per key, in this process's memory. */
export function createLimiter(limit: RateLimit, clock: Pick<Clock, 'monotonic'>): Limiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key) => {
    const now = clock.monotonic();
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now };
    const tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
    const passes = tokens >= 1;
    buckets.delete(key);
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at: now });
    if (buckets.size > MAX_KEYS) forgetOldest(buckets);
    return passes ? 0 : Math.ceil((1 - tokens) / limit.perSecond);
  };
}

/** Drops the tenth that was used longest ago. */
function forgetOldest(buckets: Map<string, unknown>): void {
  let count = MAX_KEYS / 10;
  for (const key of buckets.keys()) {
    if (count-- <= 0) return;
    buckets.delete(key);
  }
}
