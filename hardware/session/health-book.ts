import type { BankFact, Health } from '../contract/lock-board.ts';

/** A board that missed this many questions in a row is silent. */
const missesUntilSilent = 3;

/** A bus where many boards are asked, each with a long time to answer, counts as silent after this long all the same. Milliseconds. */
const longestDoubtMs = 2500;

/**
 * How well a bus and its boards are, from what they answer. Each method returns the facts that are new.
 *
 * ```
 *  down --port opens, first answer--> ok --3 misses--> silent --answer--> ok
 *    \----port opens, 3 misses-----> silent            any --port lost--> down
 * ```
 * The bus is silent when one whole round, and at least three questions, went without any answer, or three questions and 2.5 s.
 */
export class HealthBook {
  readonly #boards = new Map<number, { health: Health; misses: number }>();
  #bus: Health = 'down';
  #detail = '';
  #missesInARow = 0;
  #firstMissAtMs = 0;
  #generation = 0;

  constructor(boards: readonly number[]) {
    for (const board of boards) this.#boards.set(board, { health: 'down', misses: 0 });
  }

  get bus(): Health {
    return this.#bus;
  }

  /** A board's health; `down` for one that is not on this bus. */
  board(board: number): Health {
    return this.#boards.get(board)?.health ?? 'down';
  }

  portUp(generation: number): void {
    this.#generation = generation;
    this.#missesInARow = 0;
    for (const state of this.#boards.values()) state.misses = 0;
  }

  portDown(detail: string): BankFact[] {
    const facts = this.#turnBus('down', detail);
    for (const board of this.#boards.keys()) facts.push(...this.#turnBoard(board, 'down'));
    return facts;
  }

  answered(board: number): BankFact[] {
    const state = this.#boards.get(board);
    if (state === undefined) return [];
    this.#missesInARow = 0;
    state.misses = 0;
    return [...this.#turnBus('ok', 'Boards answer.'), ...this.#turnBoard(board, 'ok')];
  }

  missed(board: number, nowMs: number): BankFact[] {
    const state = this.#boards.get(board);
    if (state === undefined) return [];
    if (this.#missesInARow === 0) this.#firstMissAtMs = nowMs;
    this.#missesInARow += 1;
    state.misses += 1;
    const facts = state.misses >= missesUntilSilent ? this.#turnBoard(board, 'silent') : [];
    return this.#isBusSilent(nowMs) ? [...facts, ...this.#turnBus('silent', 'No board answers.')] : facts;
  }

  #isBusSilent(nowMs: number): boolean {
    if (this.#missesInARow < missesUntilSilent) return false;
    return this.#missesInARow >= this.#boards.size || nowMs - this.#firstMissAtMs >= longestDoubtMs;
  }

  #turnBus(health: Health, detail: string): BankFact[] {
    if (this.#bus === health && this.#detail === detail) return [];
    this.#bus = health;
    this.#detail = detail;
    return [{ kind: 'bus-health', health, detail, generation: this.#generation }];
  }

  #turnBoard(board: number, health: Health): BankFact[] {
    const state = this.#boards.get(board);
    if (state === undefined || state.health === health) return [];
    state.health = health;
    return [{ kind: 'board-health', board, health }];
  }
}
