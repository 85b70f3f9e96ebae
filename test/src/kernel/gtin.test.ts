import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gtinCheckDigit, isGtin } from '../../../src/kernel/gtin.ts';

describe('a GTIN', () => {
  it.each(['96385074', '036000291452', '4006381333931', '14006381333938'])('%s is one', (digits) => {
    expect(isGtin(digits)).toBe(true);
  });

  it.each(['', '96385075', '40063813339', '400638133393', '4006381333932', '4006381333931 ', '４006381333931', '400638133393a', '00000040063813339310'])(
    '%j is none',
    (digits) => {
      expect(isGtin(digits)).toBe(false);
    },
  );

  it('is completed by its check digit, and with any one digit changed is none', () => {
    const body = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'));
    fc.assert(
      fc.property(body, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }), (twelve, place, change) => {
        const gtin = twelve + gtinCheckDigit(twelve);
        const wrong = String((Number(gtin[place]) + change) % 10);
        expect([isGtin(gtin), isGtin(gtin.slice(0, place) + wrong + gtin.slice(place + 1))]).toEqual([true, false]);
      }),
    );
  });
});
