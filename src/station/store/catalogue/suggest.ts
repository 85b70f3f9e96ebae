import { foldWord } from '../../../core/catalogue/fold-text.ts';
import { type Guess, guesses } from '../../../core/catalogue/spelling.ts';
import type { Vocabulary } from '../../../core/catalogue/vocabulary.ts';
import { isKnown } from './query.ts';

/** Guesses tried for one word, and readings tried for all words together. */
const GUESSES = 4;
const MOST_READINGS = 12;

/**
 * What words that find nothing may have meant, likeliest first: words that no product has are replaced, each by one of its guesses; where all are known, one
 * word at a time may be a typo that happens to be a word. Empty when there is a word that nothing comes near to.
 */
export function readings(vocabulary: Vocabulary, words: readonly string[]): readonly (readonly string[])[] {
  const unknown = words.flatMap((word, place) => (isKnown(vocabulary, word) ? [] : [place]));
  if (unknown.length === 0) return oneAtATime(vocabulary, words).slice(0, MOST_READINGS);
  let found: (readonly string[])[] = [words];
  for (const place of unknown) {
    const choices = meant(vocabulary, words[place] ?? '', place === words.length - 1);
    found = choices.flatMap((choice) => found.map((reading) => reading.with(place, choice))).slice(0, MOST_READINGS);
  }
  return found;
}

/** The words without one of them, in turn; words that no product has go first of all. */
export function fewerWords(vocabulary: Vocabulary, words: readonly string[]): readonly (readonly string[])[] {
  const known = words.filter((word) => isKnown(vocabulary, word));
  const less = known.map((_word, place) => known.toSpliced(place, 1)).filter((rest) => rest.length > 0);
  return known.length < words.length && known.length > 0 ? [known, ...less] : less;
}

function oneAtATime(vocabulary: Vocabulary, words: readonly string[]): readonly (readonly string[])[] {
  return words.flatMap((word, place) => meant(vocabulary, word, place === words.length - 1).map((guess) => words.with(place, guess)));
}

/** Guesses for one word, as written or as its plural; one that is not the last is finished, so whole words go before beginnings. */
function meant(vocabulary: Vocabulary, word: string, isLast: boolean): readonly string[] {
  const folded = foldWord(word);
  const all: readonly Guess[] = [...guesses(vocabulary, word, GUESSES), ...(folded === word ? [] : guesses(vocabulary, folded, GUESSES))];
  const ordered = isLast ? all : [...all.filter((guess) => guess.isWhole), ...all.filter((guess) => !guess.isWhole)];
  return [...new Set(ordered.map((guess) => guess.word))].slice(0, GUESSES);
}
