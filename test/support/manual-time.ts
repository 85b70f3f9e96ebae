import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that only a test moves: timers run in order, each at its own time, when `advance` passes it. */
export interface ManualTime extends Clock {
  advance(ms: number): void;
  /** Sets the wall clock without letting time pass, as a person or NTP would. */
  setWall(now: number): void;
}

/** Time that stands at `wall` (Unix milliseconds) until it is advanced. */
export function manualTime(wall = 1_790_000_000_000): ManualTime {
  let monotonic = 5000;
  let offset = wall - monotonic;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const nextBefore = (end: number) => [...timers].filter((timer) => timer.at <= end).toSorted((one, two) => one.at - two.at)[0];
  return {
    now: () => monotonic + offset,
    monotonic: () => monotonic,
    after: (ms, run) => {
      const timer = { at: monotonic + ms, run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: (ms) => {
      const end = monotonic + ms;
      for (let timer = nextBefore(end); timer !== undefined; timer = nextBefore(end)) {
        timers.delete(timer);
        monotonic = Math.max(monotonic, timer.at);
        timer.run();
      }
      monotonic = end;
    },
    setWall: (now) => {
      offset = now - monotonic;
    },
  };
}
