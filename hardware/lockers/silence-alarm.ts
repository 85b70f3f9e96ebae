/** A bus silent for this long is opened again, and then once in each `again` while it stays silent. Milliseconds. */
const patience = { first: 15_000, again: 60_000 } as const;

/**
 * Says when a silent bus should be closed and opened again: half-open network connections and some stuck adapters heal no
 * other way.
 */
export class SilenceAlarm {
  #nextAt: number | null = null;

  /** A board answered. */
  heard(): void {
    this.#nextAt = null;
  }

  /** The bus is silent at `nowMs` (monotonic). Is it time to open it again? */
  isTime(nowMs: number): boolean {
    this.#nextAt ??= nowMs + patience.first;
    if (nowMs < this.#nextAt) return false;
    this.#nextAt = nowMs + patience.again;
    return true;
  }
}
