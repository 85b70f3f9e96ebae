import { CHUNK } from './postings.ts';

/** A piece of a list, and whether its word is a typed word as a whole. */
export interface Form {
  readonly piece: Uint8Array;
  readonly isWhole: boolean;
}

/** One typed word: the pieces of all words that it may stand for. `isScope` is one that narrows and says nothing about how well a product fits. */
export interface Sought {
  readonly forms: readonly Form[];
  readonly isScope: boolean;
}

/** How well a product fits: 0 all words stand whole in its title, 1 all begin words of its title, 2 they are anywhere. */
export type Tier = 0 | 1 | 2;

const IN_TITLE = 1;
const WHOLE = 2;

/**
 * Finds the products of a chunk that have all of the words. The rarest word goes first: for most chunks few products are left after it, or none, and
 * the lists of common words are only walked, never kept. The room is made once and used again for each chunk of each search.
 */
export class ChunkMatcher {
  /** How many of the words each place has had so far. */
  readonly #met = new Uint8Array(CHUNK);
  /** How the present word stands there; meant only where it was met. */
  readonly #now = new Uint8Array(CHUNK);
  /** What holds for all words so far. */
  readonly #all = new Uint8Array(CHUNK);
  readonly #places = new Uint16Array(CHUNK);
  /** The words, the one with the shortest lists first. */
  readonly #rarestFirst: Sought[] = [];
  #count = 0;

  /** Looks for the words and answers with how many products have them all; `place` and `tier` tell of each, until the next search. */
  match(words: readonly Sought[]): number {
    this.#order(words);
    this.#count = 0;
    this.#met.fill(0);
    let before = 0;
    for (const word of this.#rarestFirst) {
      if (before === 0) this.#begin(word);
      else this.#narrow(word, before);
      if (this.#count === 0) break;
      before += 1;
    }
    return this.#count;
  }

  /** Where in the chunk the i-th match is; they ascend. */
  place(i: number): number {
    return this.#places[i] ?? 0;
  }

  tier(i: number): Tier {
    const flags = this.#all[this.place(i)] ?? 0;
    return (flags & WHOLE) !== 0 ? 0 : (flags & IN_TITLE) !== 0 ? 1 : 2;
  }

  /** Puts each word behind those that are no longer than it: there are at most a few. */
  #order(words: readonly Sought[]): void {
    const order = this.#rarestFirst;
    order.length = 0;
    for (const word of words) {
      let at = order.length;
      for (let before = order[at - 1]; before !== undefined && length(before) > length(word); before = order[at - 1]) order[at--] = before;
      order[at] = word;
    }
  }

  #begin(word: Sought): void {
    for (const form of word.forms) this.#walk(form, word.isScope, 0, true);
    if (word.forms.length > 1) this.#places.subarray(0, this.#count).sort();
    for (let i = 0; i < this.#count; i++) {
      const place = this.#places[i] ?? 0;
      this.#all[place] = this.#now[place] ?? 0;
    }
  }

  /** Keeps those that have this word too. */
  #narrow(word: Sought, before: number): void {
    for (const form of word.forms) this.#walk(form, word.isScope, before, false);
    let kept = 0;
    for (let i = 0; i < this.#count; i++) {
      const place = this.#places[i] ?? 0;
      if (this.#met[place] !== before + 1) continue;
      this.#all[place] = (this.#all[place] ?? 0) & (this.#now[place] ?? 0);
      this.#places[kept++] = place;
    }
    this.#count = kept;
  }

  /** Reads a piece (see postings.ts) where it is needed: this loop runs hundreds of thousands of times for one letter typed. */
  #walk({ piece, isWhole }: Form, isScope: boolean, before: number, isFirst: boolean): void {
    const [met, now] = [this.#met, this.#now];
    const ofTitle = isScope || isWhole ? IN_TITLE | WHOLE : IN_TITLE;
    const besideTitle = isScope ? IN_TITLE | WHOLE : 0;
    let place = 0;
    for (let at = 0; at < piece.length; ) {
      let byte = piece[at++] ?? 0;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80 && at < piece.length; shift += 7) {
        byte = piece[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      place += value >>> 1;
      const flags = (value & 1) === 1 ? ofTitle : besideTitle;
      if (met[place] === before) {
        met[place] = before + 1;
        now[place] = flags;
        if (isFirst) this.#places[this.#count++] = place;
      } else if (met[place] === before + 1) now[place] = (now[place] ?? 0) | flags;
    }
  }
}

function length({ forms }: Sought): number {
  let sum = 0;
  for (const { piece } of forms) sum += piece.length;
  return sum;
}
