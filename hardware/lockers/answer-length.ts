/** So many answers of one length in a row make it known. */
const answersToKnow = 8;

interface Seen {
  readonly length: number;
  readonly times: number;
}

/**
 * How long the answers of each board are, learnt from those that the silence of the line has ended: a board of some families sends
 * as many status bytes as it likes, but always as many. Known, an answer needs no silence after it, which would take longer than the
 * answer itself. Anything unusual (another length, a question unanswered, a port opened anew with perhaps another board behind it)
 * and it is learnt anew.
 */
export class AnswerLength {
  readonly #seen = new Map<number, Seen>();

  /** Bytes of this board's answers, or null while that is not known. */
  of(board: number): number | null {
    const seen = this.#seen.get(board);
    return seen !== undefined && seen.times >= answersToKnow ? seen.length : null;
  }

  answered(board: number, length: number): void {
    const seen = this.#seen.get(board);
    this.#seen.set(board, { length, times: seen?.length === length ? seen.times + 1 : 1 });
  }

  missed(board: number): void {
    this.#seen.delete(board);
  }

  clear(): void {
    this.#seen.clear();
  }
}
