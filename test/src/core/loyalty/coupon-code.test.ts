import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCouponCode, showCouponCode, withCheck } from '../../../../src/core/loyalty/coupon-code.ts';

const names = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 4, maxLength: 24 });

describe('withCheck', () => {
  it('gives the check character of the published example (GRid, ISO 7064 MOD 37,36)', () => {
    expect(withCheck('A12425GABC1234002')).toBe('A12425GABC1234002M');
  });

  it.each(['abc', 'AB', 'VERANO 20', 'A'.repeat(25)])('takes %j for a bug', (name) => {
    expect(() => withCheck(name)).toThrow();
  });
});

describe('readCouponCode', () => {
  it('forgives small letters, blanks, hyphens and the prefix of the QR', () => {
    const code = withCheck('VERANO20');
    for (const typed of [code, code.toLowerCase(), ` ${showCouponCode(code)} `, `PC1:${code}`])
      expect(readCouponCode(typed)).toEqual({ ok: true, value: code });
  });

  it('notices every single wrong character', () => {
    fc.assert(
      fc.property(names, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (name, place, other) => {
        const code = withCheck(name);
        const at = place % code.length;
        fc.pre(code[at] !== other);
        expect(readCouponCode(code.slice(0, at) + other + code.slice(at + 1))).toEqual({ ok: false, error: { kind: 'mistyped' } });
      }),
    );
  });

  it.each(['', 'ABC', 'PT1:K1-00042-7:14180:EUR:55', 'ñandú2', 'A'.repeat(26), 'A'.repeat(5000)])('says that %j is something else', (typed) => {
    expect(readCouponCode(typed)).toEqual({ ok: false, error: { kind: 'other-code' } });
  });
});
