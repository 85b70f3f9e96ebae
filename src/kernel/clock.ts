/** Wall clock, in milliseconds since the Unix epoch. */
export type UnixMs = number;

/** A stop for something that was started; calling it twice is harmless. */
export type Cancel = () => void;

/**
 * Time, as a dependency, so that a simulation can own it. `now` may jump (NTP, a person); `monotonic` never goes back and is
 * what durations are measured with.
 */
export interface Clock {
  /** Wall time in Unix milliseconds. */
  now(): UnixMs;
  /** Milliseconds since an arbitrary start; never decreases. */
  monotonic(): number;
  /** Calls `run` once, at least `ms` milliseconds from now. */
  after(ms: number, run: () => void): Cancel;
}

/** Resolves after `ms` milliseconds of `clock`. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
