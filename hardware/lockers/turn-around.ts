/** How long a board may think, in milliseconds: at first, and at most. */
const bounds = { first: 100, most: 500 } as const;

/** After a question was given up, its late answer is looked for until this many later questions were answered. */
const suspectFor = 2;

/**
 * Learns how long each board needs before it answers. A board that was given up on and answered after all gets twice the
 * time from then on, so a slow converter settles after a few questions instead of looking dead for ever. An answer that
 * merely came twice teaches nothing.
 */
export class TurnAround {
  readonly #allowed = new Map<number, number>();
  readonly #suspected = new Map<number, number>();

  allowedMs(board: number): number {
    return this.#allowed.get(board) ?? bounds.first;
  }

  /** A question to this board was given up. */
  gaveUp(board: number): void {
    this.#suspected.set(board, suspectFor);
  }

  /** A question to this board was answered (perhaps by the answer to an earlier one). */
  answered(board: number): void {
    this.#suspected.set(board, (this.#suspected.get(board) ?? 0) - 1);
  }

  /** An answer of this board came when nobody waited for it. */
  straggled(board: number): void {
    if ((this.#suspected.get(board) ?? 0) <= 0) return;
    this.#suspected.set(board, 0);
    this.#allowed.set(board, Math.min(bounds.most, this.allowedMs(board) * 2));
  }
}
