import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrice } from '../../../../src/core/catalogue/parse-price.ts';

describe('a price', () => {
  it.each([
    ['29.95', 2, 2995],
    ['29,95', 2, 2995],
    [' 50 ', 2, 5000],
    ['0.5', 2, 50],
    ['50.00', 0, 50],
    ['1.299,00', 2, 129_900],
    ['1,299.00', 2, 129_900],
    ['12990', 0, 12_990],
    ['29.9500', 2, 2995],
    ['1.250', 3, 1250],
  ])('%s with %i decimals is %i', (text, digits, minor) => {
    expect(parsePrice(text, digits)).toEqual({ ok: true, value: minor });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['free', 'not-a-price'],
    ['29.95 EUR', 'not-a-price'],
    ['1e5', 'not-a-price'],
    ['Infinity', 'not-a-price'],
    ['0x10', 'not-a-price'],
    ['.5', 'not-a-price'],
    ['5.', 'not-a-price'],
    ['1.2.3', 'not-a-price'],
    ['1,29,00', 'not-a-price'],
    ['２９.95', 'not-a-price'],
    ['-1', 'negative'],
    ['- 29,95', 'negative'],
    ['29.999', 'too-precise'],
    ['1.299', 'too-precise'],
    ['1.000', 'too-precise'],
    ['29.951', 'too-precise'],
    ['1000000.01', 'too-high'],
  ])('is not read out of %j: %s', (text, kind) => {
    expect(parsePrice(text, 2)).toEqual({ ok: false, error: { kind } });
  });

  it('is exact for every number of cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), fc.constantFrom('.', ','), (minor, mark) => {
        expect(parsePrice(`${Math.floor(minor / 100)}${mark}${String(minor % 100).padStart(2, '0')}`, 2)).toEqual({ ok: true, value: minor });
      }),
    );
  });
});
