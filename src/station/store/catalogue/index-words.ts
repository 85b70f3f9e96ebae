import { createHash } from 'node:crypto';
import type { Product } from '../../../contract/catalogue.ts';
import { foldWord, plainWords } from '../../../core/catalogue/fold-text.ts';

/** The words of a product that the search index holds, each once per column, as written and folded. */
export interface IndexWords {
  readonly title: readonly string[];
  /** What people call it besides its title: brand, category, tags, colours, sizes. */
  readonly rest: readonly string[];
  readonly category: string;
  /** It is found before others that fit as well. */
  readonly isPopular: boolean;
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
  const restWords = both([brand, category, ...tags, ...options].join(' '));
  const isPopular = (popularity ?? 0) >= POPULAR;
  const hash = createHash('sha256')
    .update(`${category}\n${titleWords.join(' ')}\n${restWords.join(' ')}\n${isPopular ? 'popular' : ''}`)
    .digest('base64')
    .slice(0, 16);
  return { title: titleWords, rest: restWords, category, isPopular, hash };
}

/** From this popularity on a product is a popular one. */
const POPULAR = 50;
/** Beginnings of words up to this long have lists of their own. */
export const LISTED_BEGINNING = 3;

function both(text: string): readonly string[] {
  const words = plainWords(text).map((word) => word.slice(0, LONGEST));
  return [...new Set([...words, ...words.map(foldWord)])].slice(0, MOST_WORDS);
}
