import type { HardwareClock } from './contract/clock.ts';

/** The machine's own time. Its milliseconds go on while a process is stopped, so a deadline that passed meanwhile is seen as passed. */
export const systemClock: HardwareClock = {
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
