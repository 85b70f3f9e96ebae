import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderNumber } from '../../../../src/core/orders/order-number.ts';
import { encodeTillCode, readTillCode } from '../../../../src/core/payments/till-code.ts';

const number = orderNumber('K1', 42);
const code = encodeTillCode({ number, total: { minor: 5990, currency: 'EUR' } });

describe('a till code', () => {
  it('is one known text, all of it QR alphanumeric', () => {
    expect(code).toBe('PT1:K1-00042-0:5990:EUR:60');
    expect(code).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  });

  it('is read back', () => {
    const amount = fc.integer({ min: 0, max: 100_000_000_000 });
    const currency = fc.constantFrom('EUR', 'CLP', 'USD', 'ARS');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), amount, currency, (counter, minor, unit) => {
        const till = { number: orderNumber('7Z', counter), total: { minor, currency: unit } };
        expect(readTillCode(encodeTillCode(till))).toEqual({ ok: true, value: till });
      }),
    );
  });

  it('with any one character changed is refused', () => {
    const accepted: string[] = [];
    for (let i = 0; i < code.length; i++) {
      for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:-') {
        const changed = code.slice(0, i) + other + code.slice(i + 1);
        if (changed !== code && readTillCode(changed).ok) accepted.push(changed);
      }
    }
    expect(accepted).toEqual([]);
  });

  it.each([
    ['other-code', ''],
    ['other-code', 'LK1:ABC'],
    ['other-code', 'pt1:K1-00042-0:5990:EUR:60'],
    ['other-code', ` ${code}`],
    ['malformed', `${code} `],
    ['malformed', 'PT1:'],
    ['malformed', code.replace('5990', '05990')],
    ['malformed', code.replace('5990', '-5990')],
    ['malformed', code.replace('5990', '59.90')],
    ['malformed', code.replace('EUR', 'eur')],
    ['malformed', `${code}${code}`],
    ['wrong-check', code.replace(':60', ':61')],
    ['wrong-check', code.replace('5990', '0')],
  ])('is refused as %s: %s', (kind, text) => {
    expect(readTillCode(text)).toEqual({ ok: false, error: { kind } });
  });

  it('is not made for an amount that is no whole number of at least 0', () => {
    for (const minor of [-1, 0.5, Number.NaN]) expect(() => encodeTillCode({ number, total: { minor, currency: 'EUR' } })).toThrow();
  });
});
