import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { characterOf, codePageByNumber, type CodePageName, hasCharacter } from '../../../hardware/wire/code-pages.ts';
import { printableText } from '../../../hardware/wire/printable.ts';

const pages: readonly CodePageName[] = ['cp437', 'cp858', 'windows1252'];

describe('code pages', () => {
  test('Windows-1252 is what the platform says it is', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte >= 0x20 && ![0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
    expect(Array.from(bytes, (byte) => characterOf('windows1252', byte)).join('')).toBe(new TextDecoder('windows-1252').decode(bytes));
  });

  test('CP858 and CP437 have what a receipt in Spanish needs where the manuals put it', () => {
    expect([0xd5, 0xa4, 0xa5, 0xa8, 0xad, 0xb5].map((byte) => characterOf('cp858', byte))).toEqual(['€', 'ñ', 'Ñ', '¿', '¡', 'Á']);
    expect([0xc4, 0xda, 0xa4].map((byte) => characterOf('cp437', byte))).toEqual(['─', '┌', 'ñ']);
  });

  test('are selected by the numbers of the command reference', () => {
    expect([0, 16, 19, 2].map(codePageByNumber)).toEqual(['cp437', 'windows1252', 'cp858', undefined]);
  });

  test('no character stands twice in the upper half of a page', () => {
    for (const page of pages) {
      const upper = Array.from({ length: 128 }, (_, i) => characterOf(page, 0x80 + i)).filter((character) => character !== '\ufffd');
      expect(new Set(upper).size).toBe(upper.length);
      expect(upper.every((character) => hasCharacter(page, character))).toBe(true);
    }
  });
});

describe('text for a printer', () => {
  test.each([
    ['áéíóúüñÑ¿¡€ºª·', 'áéíóúüñÑ¿¡€ºª·', 'áéíóúüñÑ¿¡€ºª·'],
    ['n\u0303', 'ñ', 'ñ'],
    ['Łódź Škoda Đà', 'Lódz Skoda Dà', 'Lódz Škoda Dà'],
    ['“Hola” ‘x’ – —…', '"Hola" \'x\' - -...', '“Hola” ‘x’ – —…'],
    ['12,00\u00a0€', '12,00 €', '12,00 €'],
    ['1\u202f234', '1 234', '1 234'],
    ['a\u200bb\u00adc\ufeff', 'abc', 'abc'],
    ['a\u2028b\tc\nd', 'a b c d', 'a b c d'],
    ['漢字', '??', '??'],
    ['😀!', '?!', '?!'],
    ['❤\ufe0f', '?', '?'],
    ['™', 'TM', '™'],
  ])('%j', (text, cp858, windows1252) => {
    expect(printableText(text, 'cp858')).toBe(cp858);
    expect(printableText(text, 'windows1252')).toBe(windows1252);
  });

  test('of any text, only characters of the page come out, and no command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...pages), (text, page) => {
        expect(Array.from(printableText(text, page)).filter((character) => !hasCharacter(page, character))).toEqual([]);
      }),
    );
  });
});
