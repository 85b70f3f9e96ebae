/** How long a board may think, in milliseconds: at first, and at most. */
const bounds = { first: 100, most: 500 } as const;

/** After so many answers in a row within a quarter of its time, a board's time is halved again: what made it late has passed. */
const quickAnswersToTrust = 200;

/**
 * Learns how long each board needs before it answers. A board whose answer came after it was given up gets twice the time from then
 * on, so a slow converter settles after a few questions instead of looking dead for ever.
 */
export class TurnAround {
  readonly #allowed = new Map<number, number>();
  readonly #quick = new Map<number, number>();

  allowedMs(board: number): number {
    return this.#allowed.get(board) ?? bounds.first;
  }

  /** A question to this board was answered after the board had thought for `thoughtMs`. */
  answered(board: number, thoughtMs: number): void {
    const allowed = this.allowedMs(board);
    const quick = thoughtMs <= allowed / 4 ? (this.#quick.get(board) ?? 0) + 1 : 0;
    this.#quick.set(board, quick);
    if (quick < quickAnswersToTrust) return;
    this.#quick.set(board, 0);
    this.#allowed.set(board, Math.max(bounds.first, allowed / 2));
  }

  /** The answer to a question that was given up came after all. */
  straggled(board: number): void {
    this.#quick.set(board, 0);
    this.#allowed.set(board, Math.min(bounds.most, this.allowedMs(board) * 2));
  }
}
