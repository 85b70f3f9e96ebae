import type { Clock } from '../../kernel/clock.ts';

/** Lets what has come before its time wait for what must come first. */
export interface Turns {
  /** Something of this station was taken: whatever waits for that may try again. */
  taken(stationId: string): void;
  /** Does `work`, and does it again whenever something of the station was taken, as long as its answer is that it came too early. In the end that is the answer. */
  retried<T>(stationId: string, work: () => Promise<T>, isEarly: (done: T) => boolean): Promise<T>;
}

/** Nobody waits longer than `patienceMs` milliseconds. */
export function createTurns(clock: Clock, patienceMs: number): Turns {
  const waiting = new Map<string, Set<() => void>>();
  const listen = (stationId: string, ms: number): { readonly come: Promise<void>; forget(): void } => {
    const { promise: come, resolve } = Promise.withResolvers<void>();
    const own = waiting.get(stationId) ?? new Set();
    waiting.set(stationId, own.add(resolve));
    const cancel = clock.after(ms, resolve);
    const forget = (): void => {
      cancel();
      own.delete(resolve);
      if (own.size === 0 && waiting.get(stationId) === own) waiting.delete(stationId);
    };
    return { come, forget };
  };
  return {
    taken: (stationId) => {
      for (const wake of [...(waiting.get(stationId) ?? [])]) wake();
    },
    retried: async (stationId, work, isEarly) => {
      const until = clock.monotonic() + patienceMs;
      for (;;) {
        // Listens before it tries, so that nothing is missed in between.
        const turn = listen(stationId, Math.max(0, until - clock.monotonic()));
        try {
          const done = await work();
          if (!isEarly(done) || clock.monotonic() >= until) return done;
          await turn.come;
        } finally {
          turn.forget();
        }
      }
    },
  };
}
