import type { PassId } from '../../../kernel/ids.ts';

/** When a pass was last read, or its door was last before somebody. Monotonic milliseconds. */
export interface SeenPass {
  readonly passId: PassId;
  readonly at: number;
}

/** Tells a code that was left before the reader (a slip on its shelf, a phone in the camera's sight) from one that somebody holds up again. */
export interface HeldCode {
  /** Takes a reading, and says whether the code lies there still: read just before, or as soon as the screen of its own door was gone and the camera looked again. */
  isHeld(passId: PassId, mono: number, left: SeenPass | null): boolean;
}

/** A code is out of sight for this long before it counts as held up again; the camera's own gate has the same measure. Milliseconds. */
const AWAY_MS = 3000;

/** Nothing was read yet. */
export function createHeldCode(): HeldCode {
  let last: SeenPass | null = null;
  return {
    isHeld: (passId, mono, left) => {
      const isSame = (seen: SeenPass | null): boolean => seen !== null && seen.passId === passId && mono - seen.at < AWAY_MS;
      const isHeld = isSame(last) || isSame(left);
      last = { passId, at: mono };
      return isHeld;
    },
  };
}
