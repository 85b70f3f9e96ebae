import type { HardwareClock } from '../../../hardware/contract/clock.ts';
import type { Clock } from '../../../src/kernel/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  isOff: boolean;
}

/** Who looks on while time passes. */
export interface RunWatch {
  /** After every timer and all that followed from it. */
  onStep(): void;
  /** A timer threw: it is a bug of whoever set it. */
  onThrow(error: unknown): void;
  isOver(): boolean;
}

/** More timers than this at one moment are a loop. */
const MOST_AT_ONCE = 20_000;

/** The one time of a simulated world, in milliseconds from its beginning. One timer at a time, all promises settled in between. */
export class WorldClock implements HardwareClock {
  #now = 0;
  #order = 0;
  /** A binary heap: the next timer is the first. */
  readonly #heap: Timer[] = [];

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    this.#order += 1;
    const timer: Timer = { at: onGrid(this.#now + Math.max(0, ms)), order: this.#order, run, isOff: false };
    this.#push(timer);
    return () => {
      timer.isOff = true;
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve));
  }

  /** Lets time pass until `until`, or until it is over. */
  async run(until: number, { onStep, onThrow, isOver }: RunWatch): Promise<void> {
    await settled();
    let atOnce = 0;
    for (let timer = this.#take(until); timer !== null && !isOver(); timer = this.#take(until)) {
      atOnce = timer.at > this.#now ? 0 : atOnce + 1;
      if (atOnce > MOST_AT_ONCE) throw new Error(`time stands still at ${this.#now} ms: ${String(timer.run)}`);
      this.#now = Math.max(this.#now, timer.at);
      try {
        timer.run();
      } catch (error) {
        onThrow(error);
      }
      await settled();
      onStep();
    }
    if (!isOver()) this.#now = Math.max(this.#now, until);
  }

  #take(until: number): Timer | null {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (!first.isOff && first.at > until) return null;
      this.#pop();
      if (!first.isOff) return first;
    }
    return null;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (parent === undefined || !isBefore(timer, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [one, two] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const child = two !== undefined && isBefore(two, one) ? two : one;
      if (!isBefore(child, last)) break;
      heap[at] = child;
      at = child === one ? left : left + 1;
    }
    heap[at] = last;
  }
}

/** How the wall clock of one life of the station goes: how far off it is, and how fast. */
export interface WallClock {
  /** Unix milliseconds at a moment of the world. */
  at(worldMs: number): number;
}

/** What the clock of a life stands on. `whenAwake` runs at once, or when a machine that stands still goes on. */
export interface LifeClockParts {
  readonly world: WorldClock;
  readonly wall: WallClock;
  isDead(): boolean;
  onTimer(): void;
  whenAwake(run: () => void): void;
}

/**
 * The clock of one life of the station. When that life is over nothing of it ever runs again, and the next one has a running time of its own,
 * as after the machine was switched on again.
 */
export class LifeClock implements Clock {
  readonly #world: WorldClock;
  readonly #wall: WallClock;
  readonly #bornAt: number;
  readonly #isDead: () => boolean;
  readonly #onTimer: () => void;
  readonly #whenAwake: (run: () => void) => void;

  constructor(parts: LifeClockParts) {
    this.#world = parts.world;
    this.#wall = parts.wall;
    this.#bornAt = parts.world.monotonic();
    this.#isDead = () => parts.isDead();
    this.#onTimer = () => parts.onTimer();
    this.#whenAwake = (then) => parts.whenAwake(then);
  }

  now(): number {
    return Math.floor(this.#wall.at(this.#world.monotonic()));
  }

  monotonic(): number {
    return this.#world.monotonic() - this.#bornAt;
  }

  after(ms: number, run: () => void): () => void {
    if (this.#isDead()) return () => {};
    let isOff = false;
    const ring = (): void => {
      if (!this.#isDead() && !isOff) this.#onTimer();
      if (!this.#isDead() && !isOff) run();
    };
    const cancel = this.#world.after(ms, () => this.#whenAwake(ring));
    return () => {
      isOff = true;
      cancel();
    };
  }
}

/**
 * The next whole part of a millisecond: whoever waited for a moment finds that it is over. Sums and differences of such numbers are exact, so
 * that nobody waits for a rest that is too small to be added.
 */
function onGrid(ms: number): number {
  return (Math.floor(ms * PARTS) + 1) / PARTS;
}

const PARTS = 256;

function isBefore(one: Timer, two: Timer): boolean {
  return one.at < two.at || (one.at === two.at && one.order < two.order);
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
