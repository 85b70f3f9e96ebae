import type { HardwareClock } from '../contract/clock.ts';

/** How a poller asks, and how long it rests. */
export interface PollerOptions {
  readonly clock: HardwareClock;
  readonly boards: readonly number[];
  /** Rest between two questions to a board, in milliseconds. */
  readonly restMs: number;
  /** The same where somebody waits for a door of that board. */
  readonly watchedRestMs: number;
  isWatched(board: number): boolean;
  /** Asks one board; resolves when that is over, well or not. */
  ask(board: number): Promise<void>;
}

/**
 * Asks each board again and again, the one that waited longest first.
 *
 * ```
 *  board 0  ask . . . . . . . . . . ask . . . . . . .      rest 250 ms
 *  board 1   ask  ask  ask  ask  ask  ask  ask  ask        watched: rest 60 ms
 * ```
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #dueAt = new Map<number, number>();
  #round: object | null = null;
  #wake: () => void = () => undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    const now = this.#options.clock.monotonic();
    for (const board of this.#options.boards) this.#dueAt.set(board, now);
    const round = {};
    this.#round = round;
    void this.#run(round);
  }

  stop(): void {
    this.#round = null;
    this.#wake();
  }

  /** Asks this board as soon as the bus is free. */
  hurry(board: number): void {
    if (!this.#dueAt.has(board)) return;
    this.#dueAt.set(board, this.#options.clock.monotonic());
    this.#wake();
  }

  async #run(round: object): Promise<void> {
    const { clock, ask, isWatched, restMs, watchedRestMs } = this.#options;
    while (this.#round === round) {
      const next = this.#next();
      const wait = next.dueAt - clock.monotonic();
      if (wait > 0) {
        await this.#sleep(wait);
      } else {
        this.#dueAt.set(next.board, Number.POSITIVE_INFINITY);
        await ask(next.board);
        const rest = isWatched(next.board) ? watchedRestMs : restMs;
        // A call of `hurry` while the question was under way stands: its answer may be older than the call.
        const due = Math.min(this.#dueAt.get(next.board) ?? Number.POSITIVE_INFINITY, clock.monotonic() + rest);
        if (this.#round === round) this.#dueAt.set(next.board, due);
      }
    }
  }

  #next(): { readonly board: number; readonly dueAt: number } {
    let board = 0;
    let dueAt = Number.POSITIVE_INFINITY;
    for (const [candidate, due] of this.#dueAt) {
      if (due < dueAt) {
        board = candidate;
        dueAt = due;
      }
    }
    return { board, dueAt };
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
