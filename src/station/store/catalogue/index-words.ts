import { createHash } from 'node:crypto';
import type { Product } from '../../../contract/catalogue.ts';
import { foldWord, plainWords } from '../../../core/catalogue/fold-text.ts';

/** The words of a product that the search index holds, each once per column, as written and folded. */
export interface IndexWords {
  readonly title: readonly string[];
  /** What people call it besides its title: brand, category, tags, colours, sizes. */
  readonly rest: readonly string[];
  /** Equal for equal words, so that an unchanged product is not indexed again. */
  readonly hash: string;
}

const MOST_WORDS = 400;
const LONGEST = 40;

/** Collects what a product can be found by. Codes are not among it: they are looked up as a whole. */
export function indexWords(product: Product): IndexWords {
  const { title, brand, category, tags, variants, popularity } = product;
  const options = new Set(variants.flatMap(({ colour, size }) => [colour ?? '', size ?? '']));
  const titleWords = both(title);
  const restWords = [...both([brand, category, ...tags, ...options].join(' ')), ...((popularity ?? 0) < POPULAR ? [] : [POPULAR_WORD])];
  const hash = createHash('sha256')
    .update(`${category}\n${titleWords.join(' ')}\n${restWords.join(' ')}`)
    .digest('base64')
    .slice(0, 16);
  return { title: titleWords, rest: restWords, hash };
}

/** From this popularity on a product is found before others that fit as well. */
const POPULAR = 50;
/** The word of popular products inside the index; nothing that is typed can be it. */
export const POPULAR_WORD = '§top';

/** The word that stands for a category inside the index; nothing that is typed can be it. */
export function categoryWord(label: number): string {
  return `§${label}`;
}

function both(text: string): readonly string[] {
  const words = plainWords(text).map((word) => word.slice(0, LONGEST));
  return [...new Set([...words, ...words.map(foldWord)])].slice(0, MOST_WORDS);
}
