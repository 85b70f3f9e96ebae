import type { Clock } from '../../../src/kernel/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * The one time of the stations, the hub and the network between them, in milliseconds. It moves only when nothing is under way: a database
 * that answers in its own time is waited for, so that a slow machine plays the same story as a fast one.
 *
 * ```
 *   timer -> everything that it set off, databases included -> timer -> ...
 * ```
 */
export class FireClock {
  #now = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();
  readonly #busy: () => number;

  /** `busy` says how many statements and writes are under way. */
  constructor(busy: () => number) {
    this.#busy = busy;
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    this.#order += 1;
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets `ms` pass. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.settle();
    for (let timer = this.#next(until); timer !== null; timer = this.#next(until)) {
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.at);
      timer.run();
      await this.settle();
    }
    this.#now = until;
  }

  /** Resolves once nothing is under way: some turns of the event loop in which no statement ran. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      await turn();
      quiet = this.#busy() === 0 ? quiet + 1 : 0;
    }
  }

  #next(until: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) if (timer.at <= until && (first === null || isBefore(timer, first))) first = timer;
    return first;
  }
}

/** What a request needs from its arrival to its first statement, and from its last to its answer. */
const QUIET_TURNS = 6;

/** The clock of one program on that time. Its wall clock may be wrong, and its timers end with it. */
export class LifeClock implements Clock {
  readonly #world: FireClock;
  readonly #wall: () => number;
  readonly #isDead: () => boolean;

  constructor(world: FireClock, wall: () => number, isDead: () => boolean) {
    this.#world = world;
    this.#wall = wall;
    this.#isDead = isDead;
  }

  now(): number {
    return Math.floor(this.#wall());
  }

  monotonic(): number {
    return this.#world.monotonic();
  }

  after(ms: number, run: () => void): () => void {
    return this.#world.after(ms, () => {
      if (!this.#isDead()) run();
    });
  }
}

function isBefore(one: Timer, two: Timer): boolean {
  return one.at < two.at || (one.at === two.at && one.order < two.order);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
