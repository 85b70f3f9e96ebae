/** Boards that somebody waits at, each until a time. */
export class WatchList {
  readonly #until = new Map<number, number>();

  /** Watches a board until `untilMs` (monotonic); never for less than was asked before. */
  add(board: number, untilMs: number): void {
    this.#until.set(board, Math.max(this.#until.get(board) ?? 0, untilMs));
  }

  has(board: number, nowMs: number): boolean {
    return (this.#until.get(board) ?? 0) > nowMs;
  }
}
