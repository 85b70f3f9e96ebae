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

  /** Those words of a stretch that go on with `rest` behind their first `at` letters, which all words of the stretch have in common. */
  narrowBehind({ from, to }: Range, at: number, rest: string): Range {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(this.at(middle), at, rest) < 0) low = middle + 1;
      else high = middle;
    }
    const first = low;
    high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(this.at(middle), at, rest) === 0) low = middle + 1;
      else high = middle;
    }
    return { from: first, to: low };
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

/** Is `word`, from its letter `at` on, before (below 0), after (above 0), or a word that goes on with `rest` there (0)? In the order of code units. */
function order(word: string, at: number, rest: string): number {
  for (let i = 0; i < rest.length; i++) {
    if (at + i >= word.length) return -1;
    const apart = word.charCodeAt(at + i) - rest.charCodeAt(i);
    if (apart !== 0) return apart;
  }
  return 0;
}
