import type { BankFact, BusTrouble } from '../contract/lock-board.ts';

/** The order in which troubles are told. */
const order: readonly BusTrouble[] = ['slow', 'checksum-errors', 'contradicting', 'echo'];

/** What is wrong now with each board, and with the bus as a whole (null). Tells a fact when that changes. */
export class TroubleBook {
  readonly #known = new Map<number | null, ReadonlySet<BusTrouble>>();

  /** Takes what is wrong with one board or the bus now, and returns the fact if that is news. */
  turn(board: number | null, troubles: Readonly<Record<BusTrouble, boolean>>): BankFact[] {
    const now = order.filter((trouble) => troubles[trouble]);
    const before = this.#known.get(board) ?? new Set();
    if (now.length === before.size && now.every((trouble) => before.has(trouble))) return [];
    this.#known.set(board, new Set(now));
    return [{ kind: 'trouble', board, troubles: now }];
  }
}
