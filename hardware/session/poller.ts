import type { HardwareClock } from '../contract/clock.ts';

/**
 * What is known of a board that decides how often it is worth a question: somebody waits at it or a door of it is open; nothing
 * special; it tells changes by itself; it has not answered for a while.
 */
export type BoardMood = 'watched' | 'usual' | 'reporting' | 'silent';

/** Rests between two questions to a board, in milliseconds. 0 keeps the line full. */
export interface PollerPace {
  readonly restMs: number;
  readonly watchedRestMs: number;
  readonly reportingRestMs: number;
}

/** How a poller asks, and how long it rests. */
export interface PollerOptions {
  readonly clock: HardwareClock;
  readonly boards: readonly number[];
  readonly pace: PollerPace;
  moodOf(board: number): BoardMood;
  /** Monotonic milliseconds before which a question to this board would only wait for the bus. */
  notBefore(board: number): number;
  /** Asks one board; resolves when that is over, well or not. */
  ask(board: number): Promise<void>;
}

/**
 * All silent boards together are asked one question in this time, in milliseconds: each costs the whole time that an answer is waited
 * for (100 ms and more, of which the others have none), and each is found again within so much times their number.
 */
const silentRestMs = 400;

/** However long the rests are, the line is never left alone for longer than this: a pulled adapter may show only when it is written to. */
const longestPauseMs = 1000;

/** An asking that takes no time at all must not keep the program from everything else. Milliseconds. */
const leastTurnMs = 1;

/**
 * Asks each board again and again, the one that waited longest first.
 *
 * ```
 *  board 0  ask . . . . . . . . . . ask . . . . . . .      usual: rest 250 ms
 *  board 1   ask  ask  ask  ask  ask  ask  ask  ask        watched: rest 60 ms
 *  board 2    ask......                        ask......   silent: one of them in 400 ms
 *
 *  rests of 0   0 1 2 3 0 1 2 3      nobody watched: in turn, without a pause
 *               0 2 1 2 3 2 0 2      board 2 watched: every other question is its
 * ```
 * So a change of a door is seen within one round over all boards, and with a watched board on the bus within two.
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #askedAt = new Map<number, number>();
  readonly #hurried = new Set<number>();
  #silentAt = Number.NEGATIVE_INFINITY;
  #lastAt = 0;
  /** Was the last question a watched board's? At first an unwatched one's turn comes. */
  #wasWatched = true;
  #round: object | null = null;
  #wake: () => void = () => undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    for (const board of this.#options.boards) this.#askedAt.set(board, Number.NEGATIVE_INFINITY);
    this.#hurried.clear();
    this.#silentAt = Number.NEGATIVE_INFINITY;
    this.#lastAt = this.#options.clock.monotonic();
    const round = {};
    this.#round = round;
    void this.#run(round);
  }

  stop(): void {
    this.#round = null;
    this.#wake();
  }

  /** Asks this board as soon as the bus is free; once more if its question is under way, whose answer may be older than this call. */
  hurry(board: number): void {
    if (!this.#askedAt.has(board)) return;
    this.#hurried.add(board);
    this.#wake();
  }

  async #run(round: object): Promise<void> {
    const { clock, ask } = this.#options;
    while (this.#round === round) {
      const now = clock.monotonic();
      const next = this.#next(now);
      const wait = Math.min(next.dueAt, this.#lastAt + longestPauseMs) - now;
      if (wait > 0) {
        await this.#sleep(wait);
      } else {
        await this.#turn(next.board, ask);
        if (this.#lastAt - now < leastTurnMs) await this.#sleep(leastTurnMs);
      }
    }
  }

  async #turn(board: number, ask: (board: number) => Promise<void>): Promise<void> {
    this.#hurried.delete(board);
    this.#wasWatched = this.#options.moodOf(board) === 'watched';
    await ask(board);
    const now = this.#options.clock.monotonic();
    this.#askedAt.set(board, now);
    this.#lastAt = now;
    if (this.#options.moodOf(board) === 'silent') this.#silentAt = now;
  }

  #next(now: number): { readonly board: number; readonly dueAt: number } {
    const areAllSilent = this.#options.boards.every((board) => this.#options.moodOf(board) === 'silent');
    let best = { board: 0, dueAt: Number.POSITIVE_INFINITY, rank: Number.POSITIVE_INFINITY, askedAt: Number.POSITIVE_INFINITY };
    for (const [board, askedAt] of this.#askedAt) {
      const dueAt = this.#dueAt(board, askedAt, areAllSilent);
      const candidate = { board, dueAt: Math.max(dueAt, now), rank: this.#rank(board), askedAt };
      if (isBefore(candidate, best)) best = candidate;
    }
    return best;
  }

  #dueAt(board: number, askedAt: number, areAllSilent: boolean): number {
    const notBefore = this.#options.notBefore(board);
    if (this.#hurried.has(board)) return notBefore;
    const { restMs, watchedRestMs, reportingRestMs } = this.#options.pace;
    switch (this.#options.moodOf(board)) {
      case 'watched':
        return Math.max(notBefore, askedAt + watchedRestMs);
      case 'usual':
        return Math.max(notBefore, askedAt + restMs);
      case 'reporting':
        return Math.max(notBefore, askedAt + reportingRestMs);
      case 'silent':
        // Where nobody answers nobody is slowed down.
        return areAllSilent ? Math.max(notBefore, askedAt + restMs) : Math.max(notBefore, this.#silentAt + silentRestMs);
    }
  }

  /** Among boards that are due: who was hurried, then watched and others by turns. */
  #rank(board: number): number {
    if (this.#hurried.has(board)) return 0;
    return (this.#options.moodOf(board) === 'watched') === this.#wasWatched ? 2 : 1;
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

interface Candidate {
  readonly dueAt: number;
  readonly rank: number;
  readonly askedAt: number;
}

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt;
  return a.rank === b.rank ? a.askedAt < b.askedAt : a.rank < b.rank;
}
