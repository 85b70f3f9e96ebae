import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Coupon, LoyaltyRules } from '../../../../src/contract/loyalty/loyalty.ts';
import { discountsOf, earnedPoints, paidForGoods, paidShare, usablePoints } from '../../../../src/core/loyalty/discounts.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const percent = (share: number): Coupon => ({ couponId: 'a'.repeat(32), code: 'AAAA1', name: 'A', discount: { kind: 'percent', percent: share } });
const amount = (minor: number): Coupon => ({ couponId: 'b'.repeat(32), code: 'BBBB1', name: 'B', discount: { kind: 'amount', amount: eur(minor) } });
const points = (available: number) => ({ available, pointMinor: 5, least: 100, name: 'Puntos' });
const rules: LoyaltyRules = {
  memberKeys: [],
  earnMinor: 100,
  pointMinor: 5,
  currency: 'EUR',
  leastPoints: 100,
  offlinePoints: 200,
  newsletter: true,
  membership: true,
  boxes: [],
};

describe('discountsOf', () => {
  it('takes each from what the ones before it left, points last', () => {
    const taken = discountsOf(eur(10_000), [percent(20), amount(1000)], points(400)).map(({ name, amount: { minor }, points: used }) => [name, minor, used]);
    expect(taken).toEqual([
      ['A', 2000, undefined],
      ['B', 1000, undefined],
      ['Puntos', 2000, 400],
    ]);
  });

  it('rounds half a unit up and never below zero', () => {
    expect(discountsOf(eur(5), [percent(50)], null)[0]?.amount.minor).toBe(3);
    expect(discountsOf(eur(500), [amount(900)], points(1000)).map((one) => one.amount.minor)).toEqual([500]);
  });

  it('takes no points below the least, and no more than the goods cost', () => {
    expect(discountsOf(eur(10_000), [], points(99))).toEqual([]);
    expect(discountsOf(eur(499), [], points(1000))).toEqual([]);
    expect(discountsOf(eur(503), [], points(1000))[0]).toMatchObject({ amount: eur(500), points: 100 });
  });

  it('never takes off more than the goods cost', () => {
    const some = fc.array(fc.oneof(fc.integer({ min: 1, max: 100 }).map(percent), fc.nat(5000).map(amount)), { maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(20_000), some, fc.nat(5000), (goods, coupons, available) => {
        const discounts = discountsOf(eur(goods), coupons, points(available));
        expect(discounts.reduce((sum, one) => sum + one.amount.minor, 0)).toBeLessThanOrEqual(goods);
        expect(discounts.every((one) => one.amount.minor > 0)).toBe(true);
      }),
    );
  });
});

describe('usablePoints', () => {
  it('counts what was taken in here since, and is bounded while the hub is away', () => {
    expect(usablePoints(rules, { points: 500, unsettled: 100, isHubHere: true })).toBe(400);
    expect(usablePoints(rules, { points: 500, unsettled: 100, isHubHere: false })).toBe(100);
    expect(usablePoints(rules, { points: 500, unsettled: 300, isHubHere: false })).toBe(0);
    expect(usablePoints(rules, { points: -20, unsettled: 0, isHubHere: true })).toBe(0);
    expect(usablePoints({ ...rules, pointMinor: null }, { points: 500, unsettled: 0, isHubHere: true })).toBe(0);
  });
});

describe('earnedPoints', () => {
  it('gives one for each whole unit of what goods cost in money', () => {
    const paid = paidForGoods(eur(10_000), discountsOf(eur(10_000), [percent(20)], points(100)));
    expect(earnedPoints(rules, paid)).toBe(75);
    expect(earnedPoints(rules, { minor: 10_000, currency: 'CLP' })).toBe(0);
    expect(earnedPoints({ ...rules, earnMinor: null }, paid)).toBe(0);
  });
});

describe('paidShare', () => {
  it('pays back in parts exactly what was paid, whatever the parts are', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.nat(100), (costs, share) => {
        const goods = eur(costs.reduce((sum, cost) => sum + cost, 0));
        const paid = eur(Math.floor((goods.minor * share) / 100));
        let before = 0;
        let back = 0;
        for (const cost of costs) {
          back += paidShare(goods, paid, eur(cost), eur(before)).minor;
          before += cost;
        }
        expect(back).toBe(paid.minor);
      }),
    );
  });

  it('is the price where nothing was taken off', () => {
    expect(paidShare(eur(999), eur(999), eur(333), eur(0))).toEqual(eur(333));
  });
});
