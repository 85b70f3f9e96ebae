import type { HardwareClock } from '../../hardware/contract/clock.ts';

/** Timers wake up to this much late, in milliseconds; the rest of a wait is spent looking at the clock. */
const coarseMs = 2;

/**
 * A clock whose waits end within microseconds, at the cost of a busy thread. For the simulated boards only: Node's own timers count whole
 * milliseconds, and a frame of 3.1 ms must not take 4 in a measurement of what it takes.
 */
export const fineClock: HardwareClock = {
  monotonic: () => performance.now(),
  after(ms, run) {
    const due = performance.now() + ms;
    let isCancelled = false;
    const look = (): void => {
      if (isCancelled) return;
      if (performance.now() >= due) run();
      else setImmediate(look);
    };
    const timer = setTimeout(look, Math.max(0, ms - coarseMs));
    return () => {
      isCancelled = true;
      clearTimeout(timer);
    };
  },
};

/** Now on the machine's monotonic clock, in milliseconds: the same in every thread. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
