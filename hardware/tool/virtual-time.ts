import type { HardwareClock } from '../contract/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that runs as fast as the machine can: a recorded day is lived through again in seconds. */
export class VirtualTime implements HardwareClock {
  /** By time, those of the same moment in the order in which they were set. */
  readonly #timers: Timer[] = [];
  #now = 0;

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), run };
    const later = this.#timers.findIndex((other) => other.at > timer.at);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Lets time pass until it is enough, or until nothing is left that could happen. */
  async run(isEnough: () => boolean): Promise<void> {
    await settle();
    while (!isEnough()) {
      const timer = this.#timers.shift();
      if (timer === undefined) return;
      this.#now = timer.at;
      timer.run();
      await settle();
    }
  }
}

/** Lets all promises settle that can. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
