/** Of the last `of` questions, from how many damaged ones on there is trouble, and down to how many it is over. */
export interface DamageBounds {
  readonly of: number;
  readonly badFrom: number;
  readonly wellFrom: number;
}

/** For one board: about one in six spoilt. */
export const boardDamage: DamageBounds = { of: 32, badFrom: 5, wellFrom: 1 };

/** For the line as a whole, where noise while nobody speaks counts as well. */
export const lineDamage: DamageBounds = { of: 64, badFrom: 10, wellFrom: 2 };

/**
 * Do frames come damaged more often than a good cable damages them? Counted over the last questions, with two bounds, so that one
 * spoilt frame more or less changes nothing.
 */
export class DamageMeter {
  readonly #bounds: DamageBounds;
  #last: boolean[] = [];
  #isBad = false;

  constructor(bounds: DamageBounds) {
    this.#bounds = bounds;
  }

  get isBad(): boolean {
    return this.#isBad;
  }

  note(isDamaged: boolean): void {
    const { of, badFrom, wellFrom } = this.#bounds;
    this.#last = [...this.#last, isDamaged].slice(-of);
    const damaged = this.#last.filter(Boolean).length;
    if (damaged >= badFrom) this.#isBad = true;
    else if (damaged <= wellFrom) this.#isBad = false;
  }
}
