import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guesses } from '../../../../src/core/catalogue/spelling.ts';
import { Vocabulary } from '../../../../src/core/catalogue/vocabulary.ts';

const words = ['camisa', 'camiseta', 'pantalon', 'falda', 'lino', 'algodon', 'vestido', 'abrigo', 'zapatilla', 'bolso', 'bolsillo', 'top'];
const vocabulary = new Vocabulary(words.map((term, i) => ({ term, uses: 100 - i })));
const best = (word: string) => guesses(vocabulary, word, 1)[0]?.word ?? null;

describe('a word with one typo', () => {
  it.each([
    ['two letters swapped', 'camsia', 'camisa'],
    ['the first two swapped', 'acmisa', 'camisa'],
    ['a letter missing', 'pantlon', 'pantalon'],
    ['the last letter missing', 'vestid', 'vestido'],
    ['a letter too many', 'faldda', 'falda'],
    ['a wrong letter', 'abrugo', 'abrigo'],
    ['a wrong first letter', 'vamisa', 'camisa'],
    ['the beginning of a longer word', 'zaptil', 'zapatil'],
  ])('with %s is understood', (_what, typed, meant) => {
    expect(best(typed)).toBe(meant);
  });

  it('is not guessed at in short words, in numbers, or two typos away', () => {
    expect([best('lnio') === 'lino', best('tpo'), best('38x0'), best('pnatlaon')]).toEqual([true, null, null, null]);
  });

  it('prefers a whole word to a mere beginning, and a frequent word to a rare one', () => {
    const shop = new Vocabulary([
      { term: 'bota', uses: 5 },
      { term: 'bola', uses: 500 },
      { term: 'bodega', uses: 9000 },
    ]);
    expect(guesses(shop, 'boxa', 3).map(({ word }) => word)).toEqual(['bola', 'bota']);
  });

  it('is found for every word and every single change of it, when nothing else is as near', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const long = words.filter((word) => word.length >= 5);
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        fc.nat(),
        fc.constantFrom(...letters),
        fc.constantFrom('swap', 'drop', 'add', 'change'),
        (word, place, letter, how) => {
          const typed = changed(word, place, letter, how);
          const found = guesses(vocabulary, typed, 20).map((guess) => guess.word);
          expect(typed === word || vocabulary.startingWith(typed).from < vocabulary.startingWith(typed).to || found.includes(word)).toBe(true);
        },
      ),
    );
  });

  it('may be any text at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void guesses(vocabulary, text, 5)));
  });
});

function changed(word: string, place: number, letter: string, how: 'swap' | 'drop' | 'add' | 'change'): string {
  const at = place % word.length;
  const [before, after] = [word.slice(0, at), word.slice(at)];
  if (how === 'swap') return before + after.charAt(1) + after.charAt(0) + after.slice(2);
  if (how === 'drop') return before + after.slice(1);
  return how === 'add' ? before + letter + after : before + letter + after.slice(1);
}

describe('the vocabulary', () => {
  it('finds the words with one beginning, as a look through all of them would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'ñ'), maxLength: 5 }), { maxLength: 40 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'ñ'), maxLength: 3 }),
        (terms, start) => {
          const all = new Vocabulary(terms.map((term) => ({ term, uses: 1 })));
          const { from, to } = all.startingWith(start);
          const found = Array.from({ length: to - from }, (_, i) => all.at(from + i));
          expect(found).toEqual([...new Set(terms)].filter((term) => term.startsWith(start)).sort());
          expect([all.uses({ from, to }), all.has(start)]).toEqual([found.length, terms.includes(start)]);
        },
      ),
    );
  });
});
