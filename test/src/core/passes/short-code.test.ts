import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShortCode, showShortCode } from '../../../../src/core/passes/short-code.ts';
import { CROCKFORD, crockfordCheck } from '../../../../src/kernel/crockford.ts';

const stored = fc
  .array(fc.constantFrom(...CROCKFORD), { minLength: 8, maxLength: 8 })
  .map((characters) => characters.join('') + crockfordCheck(characters.join('')));

describe('a short code that a person types', () => {
  it('is read as it is stored, however it is written', () => {
    fc.assert(
      fc.property(stored, (code) => {
        const sloppy = showShortCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readShortCode(sloppy)).toBe(code);
        expect(readShortCode(` ${showShortCode(code).replaceAll('1', 'I')} `)).toBe(code);
      }),
    );
  });

  it('is refused with one wrong character, without its check character, and with anything foreign', () => {
    fc.assert(
      fc.property(stored, fc.nat(8), fc.constantFrom(...CROCKFORD), (code, place, other) => {
        const wrong = code.slice(0, place) + other + code.slice(place + 1);
        expect(readShortCode(wrong)).toBe(wrong === code ? code : null);
        expect(readShortCode(code.slice(0, 8))).toBeNull();
      }),
    );
    for (const typed of ['', ' ', '123456789012', '12345678U', 'ÁÉÍÓÚABCD', '１２３４５６７８９', "' OR 1=1--"]) expect(readShortCode(typed)).toBeNull();
  });
});
