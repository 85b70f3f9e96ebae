/** A word of the catalogue, and in about how many products it stands. */
export interface Term {
  readonly term: string;
  readonly uses: number;
}

/** A stretch of a vocabulary: the places from `from` to before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The words of a catalogue in the order of their code units, so that all words with one beginning stand side by side. */
export class Vocabulary {
  readonly #terms: readonly string[];
  /** `#before[i]` is how often all words before place i are used; a stretch is summed by one subtraction. */
  readonly #before: Float64Array;

  /** Takes words in any order; a word that is given twice counts with its last figure. */
  constructor(terms: readonly Term[]) {
    const uses = new Map(terms.map(({ term, uses: count }) => [term, count]));
    this.#terms = [...uses.keys()].sort();
    this.#before = new Float64Array(this.#terms.length + 1);
    for (const [i, term] of this.#terms.entries()) this.#before[i + 1] = (this.#before[i] ?? 0) + (uses.get(term) ?? 0);
  }

  get size(): number {
    return this.#terms.length;
  }

  has(word: string): boolean {
    return this.#terms[this.#firstFrom(word, 0, this.size)] === word;
  }

  at(place: number): string {
    return this.#terms[place] ?? '';
  }

  /** How often the words of a stretch are used, together. */
  uses({ from, to }: Range): number {
    return (this.#before[to] ?? 0) - (this.#before[from] ?? 0);
  }

  /** The words that begin with `start`. */
  startingWith(start: string): Range {
    return this.narrow({ from: 0, to: this.size }, start);
  }

  /** Those words of a stretch that begin with `start`. */
  narrow({ from, to }: Range, start: string): Range {
    const first = this.#firstFrom(start, from, to);
    return { from: first, to: this.#firstBehind(start, first, to) };
  }

  /** The first place from `from` on whose word does not begin with `start`; those that do stand together there. */
  #firstBehind(start: string, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle).startsWith(start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #firstFrom(word: string, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
