import { MIN_BETWEEN_MS, SAME_CODE_MS, type ScanGate } from './scan-gate.ts';

/** A code that never went away is passed on again after this long, when the camera was off in between, and after three times as long each time. */
export const FIRST_AGAIN_MS = 5_000;
export const LAST_AGAIN_MS = 600_000;
const SLOWER = 3;
/** A code that nobody saw for this long has gone, although the camera may not have looked. */
export const GONE_MS = 15_000;
/** Most codes that lie about in the sight of one camera. */
const MOST = 8;

/** A gate that outlives the camera's pauses. */
export interface HeldGate extends ScanGate {
  /** The camera looks again: only from now on can a code be seen to be absent. */
  looksAgain(): void;
}

interface InSight {
  readonly seenAt: number;
  readonly passedAt: number;
  /** How long after it was passed on it is passed on again. */
  readonly wait: number;
}

/**
 * Decides which readings of a camera are passed on whose answer takes its picture away for a moment: a poster opposite, or a code on somebody's bag, would
 * be answered for ever. Whoever holds up their own code again waits for seconds at most; what only hangs there is answered more and more seldom.
 *
 *     in sight   |=======..====..==================..===================..====
 *     passed on  ^ 0 s     ^ 5 s                   ^ 20 s               ^ 65 s        ..: the camera is off, its answer is on the screen
 */
export function createHeldGate(monotonic: () => number): HeldGate {
  const inSight = new Map<string, InSight>();
  let looksSince = Number.NEGATIVE_INFINITY;
  let lastPassedAt = Number.NEGATIVE_INFINITY;
  const isGone = ({ seenAt }: InSight, now: number): boolean => now - seenAt >= GONE_MS || now - Math.max(seenAt, looksSince) >= SAME_CODE_MS;
  return {
    offer: (text) => {
      const now = monotonic();
      for (const [other, seen] of inSight) if (isGone(seen, now)) inSight.delete(other);
      const before = inSight.get(text);
      // What was passed on since the camera looks has had its answer, or has none.
      const isAgain = before !== undefined && before.passedAt < looksSince && now - before.passedAt >= before.wait;
      const isDue = now - lastPassedAt >= MIN_BETWEEN_MS && (before === undefined || isAgain);
      if (!isDue) {
        if (before !== undefined) inSight.set(text, { ...before, seenAt: now });
        return false;
      }
      if (before === undefined && inSight.size >= MOST) inSight.clear();
      const wait = before === undefined ? FIRST_AGAIN_MS : Math.min(LAST_AGAIN_MS, before.wait * SLOWER);
      inSight.set(text, { seenAt: now, passedAt: now, wait });
      lastPassedAt = now;
      return true;
    },
    notTaken: (text) => {
      inSight.delete(text);
    },
    looksAgain: () => {
      looksSince = monotonic();
    },
  };
}
