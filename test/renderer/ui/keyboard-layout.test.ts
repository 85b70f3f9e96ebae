import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/kernel/language.ts';
import { capitalNext, type EditState, erased, keyboardRows, typed } from '../../../renderer/ui/keyboard-layout.ts';

const chars = (kind: 'text' | 'email' | 'search', page: 'letters' | 'accents' | 'symbols', upper = false, language: Language = 'es') =>
  keyboardRows(kind, page, upper, language).map((row) => row.map((key) => (key.kind === 'char' ? key.char : `<${key.kind}>`)).join(' '));

describe('the keys', () => {
  it('stand in the Spanish arrangement, with the n with tilde', () => {
    expect(chars('text', 'letters')).toEqual([
      '1 2 3 4 5 6 7 8 9 0',
      'q w e r t y u i o p',
      'a s d f g h j k l ñ',
      '<shift> z x c v b n m <backspace>',
      '<symbols> <accents> <space> <done>',
    ]);
  });

  it('for an e-mail bring the at sign and the usual endings, and no space', () => {
    expect(chars('email', 'letters').at(-1)).toBe('<symbols> @ . .com .es <done>');
    expect(chars('email', 'letters').join(' ')).not.toContain('<space>');
  });

  it.each(['pt', 'ca'] as const)('bring the letters of %s', (language) => {
    expect(chars('text', 'letters', false, language)[2]).toBe('a s d f g h j k l ç');
    const all = new Set(
      ['letters', 'accents'].flatMap((page) =>
        chars('text', page === 'letters' ? page : 'accents', false, language)
          .join(' ')
          .split(' '),
      ),
    );
    const needed = { pt: 'áàâãçéêíóôõú', ca: 'àçéèíïóòúü·' }[language];
    expect([...needed].filter((letter) => !all.has(letter))).toEqual([]);
    expect(chars('email', 'letters', false, language).at(-1)).toBe(`<symbols> @ . .com ${{ pt: '.pt', ca: '.cat' }[language]} <done>`);
  });

  it('are capitals while shift is on, digits apart', () => {
    expect(chars('text', 'letters', true)[2]).toBe('A S D F G H J K L Ñ');
    expect(chars('text', 'accents', true)[1]).toBe('Á É Í Ó Ú Ü Ñ Ç ·');
  });

  it.each(['text', 'email', 'search'] as const)('of %s lead from every page back to the letters', (kind) => {
    expect(chars(kind, 'symbols').join(' ')).toContain('<letters>');
    expect(chars(kind, 'letters').join(' ')).toContain('<backspace>');
  });

  it('are never there twice in a row', () => {
    for (const kind of ['text', 'email', 'search'] as const) {
      for (const page of ['letters', 'accents', 'symbols'] as const) {
        for (const row of chars(kind, page)) expect(new Set(row.split(' ')).size).toBe(row.split(' ').length);
      }
    }
  });
});

const at = (text: string, start = text.length, end = start): EditState => ({ text, start, end });

describe('typing', () => {
  it('replaces the selection and leaves the caret behind what was typed', () => {
    expect(typed(at('ana luz', 0, 3), 'Eva', 100)).toEqual({ text: 'Eva luz', start: 3, end: 3 });
  });

  it('changes nothing past the limit of the field', () => {
    expect(typed(at('28013'), '1', 5)).toEqual(at('28013'));
  });
});

describe('erasing', () => {
  it('takes the character before the caret', () => {
    expect(erased(at('año', 2))).toEqual(at('ao', 1));
  });

  it('takes the selection', () => {
    expect(erased(at('camisa', 1, 4))).toEqual(at('csa', 1));
  });

  it('takes no half of a character', () => {
    expect(erased(at('hola😀'))).toEqual(at('hola'));
  });

  it('does nothing at the beginning', () => {
    expect(erased(at('hola', 0))).toEqual(at('hola', 0));
  });

  it('undoes what was typed before it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('a', 'ñ', 'Á', '@', ' '), (text, char) => {
        expect(erased(typed(at(text), char, 5_000))).toEqual(at(text));
      }),
    );
  });
});

describe('the next letter', () => {
  it.each([
    ['text', '', true],
    ['text', 'Ana ', true],
    ['text', 'Ana', false],
    ['email', '', false],
    ['search', '', false],
  ] as const)('in a field for %s after "%s" is a capital: %s', (kind, before, expected) => {
    expect(capitalNext(kind, at(before))).toBe(expected);
  });
});
