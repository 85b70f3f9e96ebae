import type { LockAddress } from '../contract/lock-board.ts';

/** No door opens and closes again, or the reverse, within this. A bolt that moves with its pulse takes longer. Milliseconds. */
const leastStayMs = 200;
/** Stays that short of one lock, within so long, are no accident: a switch bounces once when a door is slammed. */
const shortStays = { count: 3, withinMs: 60_000 } as const;
/** Nobody opens and closes a door so often within so long. */
const changes = { count: 6, withinMs: 5000 } as const;
/** A board that told what cannot be is believed again after so long without. Milliseconds. */
const calmMs = 30_000;

interface LockHistory {
  state: 'open' | 'closed';
  changedAtMs: number[];
  shortStayAtMs: number[];
}

/**
 * Finds boards whose answers cannot all be true: a feedback that flips faster than a door can, whether two answers say so or a board's
 * own report and the answer right after it. A loose feedback wire, two boards with one address, or a line so bad that checksums fail.
 *
 * ```
 *  open    __      __   __
 *  closed    |____|  |_|  |___     each stay under 200 ms counts; three in a minute, or six changes in five seconds
 * ```
 */
export class ContradictionWatch {
  readonly #locks = new Map<string, LockHistory>();
  readonly #untilMs = new Map<number, number>();

  /** A lock's state was told. Only one that differs from the last is a change. */
  told({ board, lock }: LockAddress, state: 'open' | 'closed', nowMs: number): void {
    const key = `${board}/${lock}`;
    const history = this.#locks.get(key);
    if (history === undefined) this.#locks.set(key, { state, changedAtMs: [], shortStayAtMs: [] });
    else if (history.state !== state) this.#change(board, history, state, nowMs);
  }

  isContradicting(board: number, nowMs: number): boolean {
    return (this.#untilMs.get(board) ?? Number.NEGATIVE_INFINITY) > nowMs;
  }

  #change(board: number, history: LockHistory, state: 'open' | 'closed', nowMs: number): void {
    history.state = state;
    const before = history.changedAtMs.at(-1);
    if (before !== undefined && nowMs - before < leastStayMs) history.shortStayAtMs.push(nowMs);
    history.changedAtMs = [...history.changedAtMs, nowMs].filter((at) => at > nowMs - changes.withinMs);
    history.shortStayAtMs = history.shortStayAtMs.filter((at) => at > nowMs - shortStays.withinMs);
    const isImpossible = history.changedAtMs.length >= changes.count || history.shortStayAtMs.length >= shortStays.count;
    if (isImpossible) this.#untilMs.set(board, nowMs + calmMs);
  }
}
