import { foldWord, plainWords } from '../../../core/catalogue/fold-text.ts';
import type { Vocabulary } from '../../../core/catalogue/vocabulary.ts';
import { LISTED_BEGINNING } from './index-words.ts';
import type { WordForms, Words } from './word-lists.ts';

/** More words than this are not looked for. */
export const MAX_WORDS = 8;
const MAX_WORD = 40;
/** A beginning of more letters is looked for by the words that have it. */
const MOST_SPELT_OUT = 400;

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

/**
 * What typed words are looked for by, within a category if one is given. Each word must be found, in any order; the words must be known. A beginning
 * that so many words have that none says much is looked for by those used most.
 */
export function wordsOf(vocabulary: Vocabulary, words: readonly string[], category: number | null): Words {
  return { words: words.map((word) => formsOf(vocabulary, word)), category, isPopular: false };
}

/** Can there be a product that has each word whole in its title? */
export function mayBeWhole({ words }: Words): boolean {
  return words.every((word) => [...word.words.values()].includes(true));
}

/** The same, but each word as a whole. */
export function wholeOnly(sought: Words): Words {
  const words = sought.words.map(({ words: forms }) => ({ words: new Map([...forms].filter(([, isWhole]) => isWhole)), beginning: null }));
  return { ...sought, words };
}

function formsOf(vocabulary: Vocabulary, word: string): WordForms {
  const whole = [...new Set([word, foldWord(word)])].filter((form) => vocabulary.has(form)).map((form) => [form, true] as const);
  if (word.length <= LISTED_BEGINNING) return { words: new Map(whole), beginning: word };
  return { words: new Map([...begun(vocabulary, word).map((form) => [form, false] as const), ...whole]), beginning: null };
}

function begun(vocabulary: Vocabulary, word: string): readonly string[] {
  const { from, to } = vocabulary.startingWith(word);
  const places = Array.from({ length: to - from }, (_, i) => from + i);
  if (places.length <= MOST_SPELT_OUT) return places.map((place) => vocabulary.at(place));
  const usesAt = (place: number): number => vocabulary.uses({ from: place, to: place + 1 });
  return places
    .sort((one, two) => usesAt(two) - usesAt(one))
    .slice(0, MOST_SPELT_OUT)
    .map((place) => vocabulary.at(place));
}
