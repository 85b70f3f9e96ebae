/** A board is slow from the first mean on, and well again from the second, in milliseconds of thinking before it answers. */
const bounds = { slowFromMs: 80, wellFromMs: 50 } as const;

/** Before so many answers nothing is said. */
const answersToJudge = 8;

/** How much of the difference one answer moves the mean. */
const weight = 1 / 8;

/**
 * Is a board slow? Boards in good order answer within a few milliseconds, USB adapters add up to 16, network converters some tens.
 * A moving mean of 80 ms is most of the 100 ms that a board has before a question is given up: cabling, a converter or the board need
 * a look before answers are lost. One late answer makes no board slow, and between the bounds it stays what it was.
 */
export class Slowness {
  #meanMs = 0;
  #answers = 0;
  #isSlow = false;

  get isSlow(): boolean {
    return this.#isSlow;
  }

  answered(thoughtMs: number): void {
    this.#meanMs = this.#answers === 0 ? thoughtMs : this.#meanMs + (thoughtMs - this.#meanMs) * weight;
    this.#answers += 1;
    if (this.#answers < answersToJudge) return;
    if (this.#meanMs >= bounds.slowFromMs) this.#isSlow = true;
    else if (this.#meanMs <= bounds.wellFromMs) this.#isSlow = false;
  }
}
