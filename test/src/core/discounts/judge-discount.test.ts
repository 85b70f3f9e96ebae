import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiscountLimits, usualDiscountLimits } from '../../../../src/contract/discounts.ts';
import type { StaffRole } from '../../../../src/contract/staff.ts';
import { type AskedDiscount, judgeDiscount } from '../../../../src/core/discounts/judge-discount.ts';
import { isWithin, markedPrice } from '../../../../src/core/discounts/marked-price.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const mark = { reason: 'damaged', staffId: 'ana' } as const;
const asked = (price: number, change: Partial<AskedDiscount> = {}): AskedDiscount => ({
  ...{ list: eur(10_000), price: eur(price), category: 'Camisas', mark, roles: ['assistant'], secondRoles: null },
  ...change,
});
const judge = (price: number, change: Partial<AskedDiscount> = {}, limits: DiscountLimits = usualDiscountLimits) => judgeDiscount(limits, asked(price, change));
const withSecond = (secondId: string, secondRoles: readonly StaffRole[] | null) => ({ mark: { ...mark, secondId }, secondRoles });

describe('a percentage', () => {
  it.each([
    [3995, 15, 3396],
    [999, 10, 900],
    [5, 10, 5],
    [1, 100, 0],
    [0, 50, 0],
  ])('off %i of %i %% takes whole minor units only', (list, percent, price) => {
    expect(markedPrice(eur(list), { kind: 'percent', percent })).toEqual(eur(price));
  });

  it('never takes more than it says, and less than one unit less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 1, max: 100 }), (minor, percent) => {
        const list = eur(minor);
        const price = markedPrice(list, { kind: 'percent', percent });
        expect(price.minor).toBeGreaterThanOrEqual(0);
        expect(isWithin(list, price, percent)).toBe(true);
        expect((minor - price.minor) * 100).toBeGreaterThan(minor * percent - 100);
      }),
    );
  });
});

describe('a discount', () => {
  it('within their own limit is an assistant’s alone', () => {
    expect([judge(9000), judge(9999)]).toEqual([null, null]);
  });

  it('beyond it wants a manager beside them, who is somebody else and in this shop', () => {
    expect(judge(8999)).toBe('needs-second');
    expect(judge(8999, withSecond('marcos', ['manager']))).toBeNull();
    expect(judge(7000, withSecond('marcos', ['assistant', 'manager']))).toBeNull();
    expect(judge(8999, withSecond('ana', ['manager']))).toBe('same-person');
    expect(judge(8999, withSecond('nobody', null))).toBe('unknown-staff');
    expect(judge(8999, withSecond('pedro', ['assistant', 'technician']))).toBe('above-limit');
  });

  it('beyond the manager’s limit is nobody’s', () => {
    expect(judge(6999)).toBe('above-limit');
    expect(judge(6999, withSecond('marcos', ['manager']))).toBe('above-limit');
    expect(judge(6999, { roles: ['manager'] })).toBe('above-limit');
    expect(judge(0, { roles: ['manager'] }, { assistant: 10, manager: 100 })).toBeNull();
  });

  it('is not given by technicians, by who left, or without saying what other reason there is', () => {
    expect(judge(9500, { roles: ['technician'] })).toBe('unknown-staff');
    expect(judge(9500, { roles: null })).toBe('unknown-staff');
    expect(judge(9500, { mark: { ...mark, reason: 'other', note: '  ' } })).toBe('no-reason');
    expect(judge(9500, { mark: { ...mark, reason: 'other', note: 'botón distinto' } })).toBeNull();
  });

  it('lowers a price, never below zero, never in another currency, never what is excluded', () => {
    expect([judge(10_000), judge(10_001), judge(-1)]).toEqual(['not-lower', 'not-lower', 'not-lower']);
    expect(judge(9500, { price: { minor: 9500, currency: 'USD' } })).toBe('not-lower');
    expect(judge(9500, {}, { ...usualDiscountLimits, excluded: ['Camisas'] })).toBe('excluded');
    expect(judge(9500, { category: null }, { ...usualDiscountLimits, excluded: ['Camisas'] })).toBeNull();
  });

  const roles = fc.subarray<StaffRole>(['assistant', 'manager', 'technician']);
  const limits = fc.record({ assistant: fc.integer({ min: 0, max: 100 }), manager: fc.integer({ min: 0, max: 100 }) });
  it('that is let through is within the limit of somebody who gave it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: -10, max: 1_000_010 }),
        limits,
        roles,
        fc.option(roles),
        (list, price, most, first, second) => {
          const both = second === null ? {} : withSecond('marcos', second);
          const let_ = judgeDiscount(most, asked(price, { list: eur(list), roles: first, ...both })) === null;
          if (!let_) return;
          const limitOf = (one: readonly StaffRole[]) => Math.max(0, ...one.map((role) => (role === 'technician' ? 0 : most[role])));
          expect(price).toBeGreaterThanOrEqual(0);
          expect(price).toBeLessThan(list);
          expect(((list - price) * 100) / list).toBeLessThanOrEqual(Math.max(limitOf(first), second === null ? 0 : limitOf(second)) + 1e-9);
        },
      ),
      { numRuns: 500 },
    );
  });
});
