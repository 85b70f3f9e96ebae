/** A camera sees the same code many times a second; it is passed on again only after it was out of sight this long. */
export const SAME_CODE_MS = 3_000;
/** At most two codes a second, however fast a screen flashes them. */
export const MIN_BETWEEN_MS = 500;

/** Decides which of the many readings of a camera are passed on. */
export interface ScanGate {
  /** Is this reading passed on? */
  offer(text: string): boolean;
  /** Nobody could take this text: if it was the last to be passed on, it is passed on again, although it never went out of sight. */
  notTaken(text: string): void;
}

/** A gate on a clock of monotonic milliseconds. */
export function createScanGate(monotonic: () => number): ScanGate {
  let last: string | null = null;
  let lastSeenAt = Number.NEGATIVE_INFINITY;
  let lastPassedAt = Number.NEGATIVE_INFINITY;
  return {
    offer: (text) => {
      const now = monotonic();
      const same = text === last && now - lastSeenAt < SAME_CODE_MS;
      if (same) lastSeenAt = now;
      if (same || now - lastPassedAt < MIN_BETWEEN_MS) return false;
      last = text;
      lastSeenAt = now;
      lastPassedAt = now;
      return true;
    },
    notTaken: (text) => {
      if (last === text) last = null;
    },
  };
}
