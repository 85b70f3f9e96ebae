/** Time as this layer needs it; the caller passes it in so that a simulation can own it. */
export interface HardwareClock {
  /** Milliseconds that never decrease. */
  monotonic(): number;
  /** Calls `run` once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}
