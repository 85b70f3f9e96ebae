import type { Range, Vocabulary } from './vocabulary.ts';

/** What a word with one typo may have meant. */
export interface Guess {
  readonly word: string;
  /** A word of the catalogue as a whole, or only the beginning of one. */
  readonly isWhole: boolean;
}

/** In shorter words one typo leaves too little to go by. */
const SHORTEST = 4;

/** A whole word is this much likelier than the mere beginning of one, and so on; beside them counts the logarithm of how often a word is used. */
const WHOLE = 3;
const SAME_START = 2;
const SWAPPED = 1.5;

interface Found extends Guess {
  readonly score: number;
}

/**
 * The likeliest words of the catalogue that are one typo away from `word`: a letter too many, missing, wrong, or two neighbours swapped (optimal
 * string alignment distance 1). A word that is still being typed may be the beginning of a longer one. The vocabulary is walked letter by letter:
 *
 *     camsia      c-a-m agree; there one deviation is tried, and everything behind it has to agree:
 *        ^        missing cam?sia, wrong cam?ia, too many camia, swapped camisa
 *
 * At each place the walk looks only at letters that the catalogue has there, so it takes some hundred look-ups, however many words there are.
 */
export function guesses(vocabulary: Vocabulary, word: string, limit: number): readonly Guess[] {
  if (word.length < SHORTEST || /\d/.test(word)) return [];
  const found = new Map<string, Found>();
  let range: Range = vocabulary.startingWith('');
  for (let i = 0; i <= word.length; i++) {
    const before = word.slice(0, i);
    range = vocabulary.narrow(range, before);
    if (range.from >= range.to) break;
    deviate(vocabulary, range, word, i, found);
  }
  const best = [...found.values()].sort((one, two) => two.score - one.score || (one.word < two.word ? -1 : 1));
  return best.slice(0, limit).map(({ word: guess, isWhole }) => ({ word: guess, isWhole }));
}

/** Tries each deviation at place `i`; all words of `range` begin with what stands before it. A word is put together only where the catalogue has it. */
function deviate(vocabulary: Vocabulary, range: Range, word: string, i: number, found: Map<string, Found>): void {
  const before = word.slice(0, i);
  const rest = word.slice(i);
  if (rest === '') return wholeBehind(vocabulary, range, before, found);
  const look = (among: Range, start: string, end: string, isSwapped = false): void => {
    if (start.length + end.length < SHORTEST - 1) return;
    const there = vocabulary.narrowBehind(among, start.length, end);
    if (there.from < there.to && start + end !== word) keep(vocabulary, there, start + end, word, isSwapped, found);
  };
  const behind = rest.slice(1);
  look(range, before, behind);
  if (behind !== '') look(range, before, rest.charAt(1) + rest.charAt(0) + rest.slice(2), true);
  // A letter behind the end of what was typed is no typo but the rest of the word.
  eachLetter(vocabulary, range, i, (letter, those) => {
    look(those, before + letter, rest);
    look(those, before + letter, behind);
  });
}

/** A whole word that only lacks its last letter is likelier than what merely begins so. */
function wholeBehind(vocabulary: Vocabulary, range: Range, before: string, found: Map<string, Found>): void {
  eachLetter(vocabulary, range, before.length, (letter, those) => {
    if (vocabulary.at(those.from) === before + letter) keep(vocabulary, those, before + letter, before, false, found);
  });
}

function keep(vocabulary: Vocabulary, range: Range, candidate: string, word: string, isSwapped: boolean, found: Map<string, Found>): void {
  const isWhole = vocabulary.at(range.from) === candidate;
  const counted = isWhole ? { from: range.from, to: range.from + 1 } : range;
  const score =
    Math.log1p(vocabulary.uses(counted)) + (isWhole ? WHOLE : 0) + (isSwapped ? SWAPPED : 0) + (candidate.charAt(0) === word.charAt(0) ? SAME_START : 0);
  const known = found.get(candidate);
  if (known === undefined || known.score < score) found.set(candidate, { word: candidate, isWhole, score });
}

/** Hands over the letters that follow the first `at` of the words of `range`, each once, with the words that have it. */
function eachLetter(vocabulary: Vocabulary, range: Range, at: number, visit: (letter: string, those: Range) => void): void {
  let place = range.from;
  while (place < range.to) {
    const letter = vocabulary.at(place).charAt(at);
    if (letter === '') {
      place++;
      continue;
    }
    const those = vocabulary.narrowBehind({ from: place, to: range.to }, at, letter);
    visit(letter, those);
    place = those.to;
  }
}
