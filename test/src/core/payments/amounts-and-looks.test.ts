import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, digitsOf, parseAmount } from '../../../../src/core/payments/amount-text.ts';
import { nextLook } from '../../../../src/core/payments/next-look.ts';

describe('amounts as decimal text', () => {
  it.each([
    [5990, 'EUR', '59.90'],
    [5, 'EUR', '0.05'],
    [12990, 'CLP', '12990'],
    [0, 'CLP', '0'],
    [1500, 'KWD', '1.500'],
  ])('%i of %s is %s', (minor, currency, text) => {
    expect([amountText({ minor, currency }), parseAmount(text, currency)]).toEqual([text, minor]);
  });

  it('come back as they went, in every currency', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.constantFrom('EUR', 'CLP', 'KWD', 'JPY', 'USD'), (minor, currency) => {
        expect(parseAmount(amountText({ minor, currency }), currency)).toBe(minor);
      }),
    );
  });

  it('are nothing else: a sign, a comma, an exponent, a third digit, pesos with cents', () => {
    expect(['-1.00', '1,00', '1e3', '59.901', '', '.5', '1.', ' 1'].map((text) => parseAmount(text, 'EUR'))).toEqual(Array(8).fill(null));
    expect([parseAmount('12990.50', 'CLP'), parseAmount('12990.00', 'CLP'), parseAmount('59.9', 'EUR'), digitsOf('XYZ')]).toEqual([null, 12990, 5990, 2]);
  });
});

describe('when a provider is asked again', () => {
  const waits = (stage: Parameters<typeof nextLook>[0], looks: readonly number[]) => looks.map((count) => nextLook(stage, count, 0, 1));
  it('is soon at first and then more and more seldom, and never ends while something is open', () => {
    expect(waits({ kind: 'created' }, [0, 1, 2, 100])).toEqual([20_000, 30_000, 45_000, 300_000]);
    expect(waits({ kind: 'unknown', asked: 'capture' }, [0, 1, 2, 100])).toEqual([6_000, 12_000, 24_000, 600_000]);
    expect(waits({ kind: 'refunding', taken: { minor: 1, currency: 'EUR' }, returned: 0, why: 'order-closed' }, [0, 100])).toEqual([6_000, 600_000]);
  });
  it('goes on for a day after an end without money, and ends with money', () => {
    expect(waits({ kind: 'cancelled' }, [0, 1, 2, 3])).toEqual([600_000, 3_600_000, 86_400_000, null]);
    expect([nextLook({ kind: 'captured', returned: 0 }, 0, 0, 1), nextLook({ kind: 'refunded', surplus: null, trouble: null }, 0, 0, 1)]).toEqual([null, null]);
  });
  it('is spread over the second half of the wait', () => {
    expect([0, 0.5, 1].map((chance) => nextLook({ kind: 'created' }, 0, 1_000, chance))).toEqual([11_000, 16_000, 21_000]);
  });
});
