import type { HardwareClock } from '../../../hardware/contract/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that passes only when a test says so, one timer at a time, with all promises settled in between. */
export class VirtualClock implements HardwareClock {
  #now = 0;
  #order = 0;
  #timers: Timer[] = [];

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    this.#order += 1;
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets `ms` pass. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let timer = this.#takeDue(until); timer !== undefined; timer = this.#takeDue(until)) {
      this.#now = timer.at;
      timer.run();
      await settle();
    }
    this.#now = until;
  }

  /** Lets time pass until `promise` is settled; fails when nothing is left that could settle it. */
  async runUntil<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const done = promise.finally(() => {
      isSettled = true;
    });
    void done.catch(() => undefined);
    await settle();
    while (!isSettled) {
      const timer = this.#takeDue(Number.POSITIVE_INFINITY);
      if (timer === undefined) throw new Error('nothing is left that could settle this promise');
      this.#now = timer.at;
      timer.run();
      await settle();
    }
    return done;
  }

  /** Jumps ahead without running anything, as when the process was stopped; what is due runs at the next `advance`. */
  freezeFor(ms: number): void {
    this.#now += ms;
  }

  #takeDue(until: number): Timer | undefined {
    const next = this.#timers.reduce<Timer | undefined>((first, timer) => {
      if (first === undefined) return timer;
      return timer.at < first.at || (timer.at === first.at && timer.order < first.order) ? timer : first;
    }, undefined);
    if (next === undefined || next.at > until) return undefined;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    return next.at < this.#now ? { ...next, at: this.#now } : next;
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
