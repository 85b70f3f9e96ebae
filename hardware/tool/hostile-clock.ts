import type { HardwareClock } from '../contract/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * Time that passes only when it is told to, one timer at a time, with all promises settled in between. A million frames at 9600
 * baud are hours on a line and seconds here, and the same seed gives the same run again.
 */
export class HostileClock implements HardwareClock {
  #now = 0;
  /** Sorted by time; of two for the same time the earlier made comes first. */
  readonly #timers: Timer[] = [];

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), run };
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1]?.at ?? 0) > timer.at) index -= 1;
    this.#timers.splice(index, 0, timer);
    return () => {
      const found = this.#timers.indexOf(timer);
      if (found >= 0) this.#timers.splice(found, 1);
    };
  }

  /** Lets `ms` pass. */
  async advance(ms: number): Promise<void> {
    await this.#runUntil(this.#now + ms, () => false);
  }

  /** Lets time pass until `isOver`, but no more than `ms`. */
  async advanceUntil(isOver: () => boolean, ms: number): Promise<void> {
    await this.#runUntil(this.#now + ms, isOver);
  }

  async #runUntil(until: number, isOver: () => boolean): Promise<void> {
    await settle();
    while (!isOver()) {
      const [next] = this.#timers;
      if (next === undefined || next.at > until) {
        this.#now = until;
        return;
      }
      this.#timers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
