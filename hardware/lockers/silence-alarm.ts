/**
 * A bus on which nothing comes in is opened again after the first of these times since the last byte or opening, then after the next
 * since that, and so on; the last is kept. Milliseconds. A chip that hangs is healed by the first; boards that are merely without
 * power are not troubled by the rest, and neither is who reads the log.
 */
export const reopenSilentAfterMs: readonly number[] = [3000, 15_000, 60_000, 300_000];

/** And not before so many questions went unanswered: on a very bad line a few may be lost one after the other. */
const leastMisses = 8;

/**
 * Says when a bus without a sound should be closed and opened again: half-open network connections, and USB chips that take everything and hand
 * over nothing, heal no other way.
 *
 * ```
 *  bytes . . . x                    chip hangs, or boards lose power
 *              |-3 s-| reopen |--15 s--| reopen |----60 s----| reopen |------300 s------| reopen ...
 *                 a byte, or the port lost and found by itself: from the beginning
 * ```
 */
export class SilenceAlarm {
  #sinceMs = 0;
  #step = 0;
  #isOurs = false;
  #misses = 0;

  /** The port was opened, by whatever cause. */
  opened(nowMs: number): void {
    if (!this.#isOurs) this.#step = 0;
    this.#isOurs = false;
    this.#quietSince(nowMs);
  }

  /** Something came in, be it damaged: the chip hands over. */
  heard(nowMs: number): void {
    this.#step = 0;
    this.#quietSince(nowMs);
  }

  /** A question went unanswered, at `nowMs` (monotonic). Is it time to open the port again? Then that is taken to happen. */
  missed(nowMs: number): boolean {
    this.#misses += 1;
    const patience = reopenSilentAfterMs[Math.min(this.#step, reopenSilentAfterMs.length - 1)] ?? 0;
    if (this.#misses < leastMisses || nowMs - this.#sinceMs < patience) return false;
    this.#step += 1;
    this.#isOurs = true;
    this.#quietSince(nowMs);
    return true;
  }

  #quietSince(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#misses = 0;
  }
}
