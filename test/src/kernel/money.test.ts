import { describe, expect, it } from 'vitest';
import { sum, times } from '../../../src/kernel/money.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });

describe('money', () => {
  it('adds amounts of one currency', () => {
    expect(sum('EUR', [eur(1999), eur(1)])).toEqual(eur(2000));
    expect(sum('CLP', [])).toEqual({ minor: 0, currency: 'CLP' });
  });

  it('refuses to mix currencies, which is a bug and not a sum', () => {
    expect(() => sum('EUR', [eur(1), { minor: 1, currency: 'USD' }])).toThrow('cannot add USD to EUR');
  });

  it('takes an amount several times', () => {
    expect(times(eur(2995), 3)).toEqual(eur(8985));
  });
});
