import type { BankFact, LockAddress, LockState } from '../contract/lock-board.ts';

interface BoardPage {
  readonly states: readonly LockState[];
  readonly atMonotonicMs: number;
}

/** The last known state of each lock of a bus, and when it was known. */
export class LockBook {
  readonly #pages = new Map<number, BoardPage>();

  /** Takes a board's answer and returns a fact for each lock that is different from before, or was not known. */
  turn(board: number, states: readonly LockState[], atMonotonicMs: number): BankFact[] {
    const before = this.#pages.get(board)?.states ?? [];
    this.#pages.set(board, { states, atMonotonicMs });
    return states.flatMap((state, lock): BankFact[] => (before[lock] === state ? [] : [{ kind: 'lock', address: { board, lock }, state, atMonotonicMs }]));
  }

  /** Takes what a board said of one lock by itself. Of a board that was never asked nothing else is known, so it waits for the answer. */
  turnOne({ board, lock }: LockAddress, state: LockState, atMonotonicMs: number): BankFact[] {
    const page = this.#pages.get(board);
    if (page === undefined || page.states[lock] === state) return [];
    // The time stays the answer's: one report says nothing of how fresh the other locks are.
    this.#pages.set(board, { ...page, states: page.states.with(lock, state) });
    return [{ kind: 'lock', address: { board, lock }, state, atMonotonicMs }];
  }

  /** Forgets a board that went silent: when it is back, each of its locks is told anew. */
  forget(board: number): void {
    this.#pages.delete(board);
  }

  forgetAll(): void {
    this.#pages.clear();
  }

  /** The state of a lock, if it was known at or after `sinceMonotonicMs`. */
  state(address: LockAddress, sinceMonotonicMs: number): LockState {
    const page = this.#pages.get(address.board);
    if (page === undefined || page.atMonotonicMs < sinceMonotonicMs) return 'unknown';
    return page.states[address.lock] ?? 'unknown';
  }

  hasOpenDoor(board: number): boolean {
    return this.#pages.get(board)?.states.includes('open') ?? false;
  }
}
