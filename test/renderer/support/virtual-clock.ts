import type { Clock } from '../../../src/kernel/clock.ts';

/** A clock that moves only when told. */
export interface VirtualClock extends Clock {
  /** Moves on by `ms`, running what falls due in order and letting promises settle after each. */
  advance(ms: number): Promise<void>;
}

/** Makes a clock that stands at zero. */
export function createVirtualClock(): VirtualClock {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    monotonic: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: async (ms) => {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.run();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets every promise that can settle do so: message ports and streams need turns of the event loop, not time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}
