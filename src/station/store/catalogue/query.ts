import { foldWord, plainWords } from '../../../core/catalogue/fold-text.ts';
import type { Vocabulary } from '../../../core/catalogue/vocabulary.ts';
import { categoryWord, POPULAR_WORD } from './index-words.ts';

/** More words than this are not looked for. */
export const MAX_WORDS = 8;
const MAX_WORD = 40;
/** A beginning that so few words have is looked for by these words, which the index reads lazily; others by its index of beginnings. */
const MOST_SPELT_OUT = 24;
/** The index has ready-made lists for beginnings up to this long. */
const LISTED_BEGINNING = 3;

/** The words of what was typed, as they are compared. */
export function typedWords(text: string): readonly string[] {
  return plainWords(text)
    .slice(0, MAX_WORDS)
    .map((word) => word.slice(0, MAX_WORD));
}

/** Does any product have this word, as the beginning of a word as written (it may not be finished) or, folded, as the singular of one? */
export function isKnown(vocabulary: Vocabulary, word: string): boolean {
  const { from, to } = vocabulary.startingWith(word);
  return from < to || vocabulary.has(foldWord(word));
}

/** FTS5 queries from the narrowest to the widest; each finds all that the one before it finds. */
export interface Tiers {
  /** Each word stands in the title as it is. Null when one of them is in no product. */
  readonly wholeTitle: string | null;
  /** Each word begins a word of the title. */
  readonly title: string;
  /** Each word begins a word somewhere. */
  readonly anywhere: string;
}

/**
 * The queries for typed words, within a category if one is given. Each word must be found, in any order. Only letters and digits reach a query,
 * each word in quotes, so nothing that is typed is ever an operator. The words must be known.
 */
export function tiersOf(vocabulary: Vocabulary, words: readonly string[], category: number | null): Tiers {
  const scope = category === null ? '' : ` AND "${categoryWord(category)}"`;
  const whole = words.map((word) => wholeClause(vocabulary, word));
  const begun = words.map((word) => begunClause(vocabulary, word)).join(' AND ');
  return {
    wholeTitle: whole.includes(null) ? null : `({title} : (${whole.join(' AND ')}))${scope}`,
    title: `({title} : (${begun}))${scope}`,
    anywhere: `(${begun})${scope}`,
  };
}

/** The popular ones among what a query finds. */
export function popularOf(query: string): string {
  return `(${query}) AND "${POPULAR_WORD}"`;
}

function wholeClause(vocabulary: Vocabulary, word: string): string | null {
  const forms = [...new Set([word, foldWord(word)])].filter((form) => vocabulary.has(form));
  return forms.length === 0 ? null : `(${forms.map(quoted).join(' OR ')})`;
}

function begunClause(vocabulary: Vocabulary, word: string): string {
  const folded = foldWord(word);
  const also = folded.startsWith(word) || !vocabulary.has(folded) ? [] : [quoted(folded)];
  const { from, to } = vocabulary.startingWith(word);
  if (to - from > MOST_SPELT_OUT || word.length <= LISTED_BEGINNING) return `(${[`${quoted(word)} *`, ...also].join(' OR ')})`;
  const spelt = Array.from({ length: to - from }, (_, i) => quoted(vocabulary.at(from + i)));
  const all = [...new Set([...spelt, ...also])];
  return `(${all.length === 0 ? quoted(word) : all.join(' OR ')})`;
}

function quoted(word: string): string {
  return `"${word}"`;
}
