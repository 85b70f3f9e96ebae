import type { BankFact, LockAddress } from '../../hardware/contract/lock-board.ts';
import type { BusBoard, PollingPace } from '../../hardware/lockers/bus-board.ts';
import { quantile } from '../figures.ts';

/** No rest at all: the bus is as busy as the session can make it. */
export const saturated: PollingPace = { restMs: 0, watchedRestMs: 0 };

/** What a configuration that says nothing has (`hardware/device-config.ts`). */
export const usualPace: PollingPace = { restMs: 250, watchedRestMs: 60 };

/** What went over a line within a time. */
export interface Traffic {
  readonly questions: number;
  readonly bytes: number;
  readonly elapsedMs: number;
}

/** How busy a line was. A round is one question to each board, answered. */
export interface PollingRate {
  readonly roundsPerSecond: number;
  /** Rounds per second if byte followed byte without a gap, and boards needed no time to think. */
  readonly limitPerSecond: number;
  /** Share of the time in which bytes were on the wire. */
  readonly busy: number;
}

/** How long until the program knew that a door had moved, in milliseconds, and how long a round took meanwhile. */
export interface DoorsSeen {
  readonly opened: readonly number[];
  readonly closed: readonly number[];
}

/** Works out a rate from the traffic. Every question of a round has the same length, and so has every answer. */
export function pollingRate({ questions, bytes, elapsedMs }: Traffic, boards: number, baud: number): PollingRate {
  const bytesPerMs = baud / 10_000;
  const busyMs = bytes / bytesPerMs;
  const rounds = questions / boards;
  return { roundsPerSecond: (rounds / elapsedMs) * 1000, limitPerSecond: (rounds / busyMs) * 1000, busy: busyMs / elapsedMs };
}

/** A door of its own for each of the changes, spread over all boards. */
export function doorsToMove(boards: readonly BusBoard[], count: number): readonly LockAddress[] {
  return Array.from({ length: count }, (_, n) => {
    const board = boards[n % boards.length];
    if (board === undefined) throw new Error('a line without boards');
    return { board: board.address, lock: Math.floor(n / boards.length) % board.locks };
  });
}

/** Is this the fact that a certain door is now open or closed? */
export function isChange(fact: BankFact, address: LockAddress, state: 'open' | 'closed'): boolean {
  return fact.kind === 'lock' && fact.state === state && fact.address.board === address.board && fact.address.lock === address.lock;
}

/** Is the whole bus well: does each of these boards answer? */
export class AllWell {
  readonly #waiting: Set<number>;

  constructor(boards: readonly BusBoard[]) {
    this.#waiting = new Set(boards.map((board) => board.address));
  }

  /** True from the fact on that completed it. */
  hear(fact: BankFact): boolean {
    if (fact.kind === 'board-health' && fact.health === 'ok') this.#waiting.delete(fact.board);
    return this.#waiting.size === 0;
  }
}

/** `p50 / p99` of some times. */
export function middleAndWorst(values: readonly number[]): string {
  return values.length === 0 ? '-' : `${quantile(values, 0.5).toFixed(0)} / ${quantile(values, 0.99).toFixed(0)}`;
}
