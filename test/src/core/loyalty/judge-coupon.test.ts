import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Coupon } from '../../../../src/contract/loyalty/loyalty.ts';
import { allotmentOf, combine, type CouponFacts, judgeCoupon } from '../../../../src/core/loyalty/judge-coupon.ts';

const base: Coupon = { couponId: 'a'.repeat(32), code: 'VERANO20K', name: 'Verano', discount: { kind: 'percent', percent: 20 } };
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const facts: CouponFacts = { goods: eur(5000), now: 1000, member: null, unsettled: 0, isHubHere: true };

const refused: readonly (readonly [string, Partial<Coupon>, Partial<CouponFacts>, object])[] = [
  ['before its first moment', { from: 1001 }, {}, { kind: 'coupon-early', from: 1001 }],
  ['from its last moment on', { until: 1000 }, {}, { kind: 'coupon-over' }],
  ['for a guest where it is for members', { membersOnly: true }, {}, { kind: 'coupon-members' }],
  ['for a member who had theirs', { oncePerPerson: true }, { member: { usedCoupons: [base.couponId] } }, { kind: 'coupon-used' }],
  ['in another currency', { discount: { kind: 'amount', amount: { minor: 1, currency: 'CLP' } } }, {}, { kind: 'coupon-currency' }],
  ['when the hub counted its last use', { left: 0 }, {}, { kind: 'coupon-used' }],
  ['when its last use was taken in here', { left: 1 }, { unsettled: 1 }, { kind: 'coupon-used' }],
  ['without the hub when nothing was allotted', { allotment: 0 }, { isHubHere: false }, { kind: 'coupon-needs-hub' }],
  ['without the hub when the allotment is used up', { left: 9, allotment: 2 }, { isHubHere: false, unsettled: 2 }, { kind: 'coupon-needs-hub' }],
  ['below its minimum', { minimum: eur(5001) }, {}, { kind: 'coupon-minimum', minimum: eur(5001) }],
];

describe('judgeCoupon', () => {
  it.each(refused)('refuses %s', (_when, coupon, changed, error) => {
    expect(judgeCoupon({ ...base, ...coupon }, { ...facts, ...changed })).toEqual({ ok: false, error });
  });

  it('takes one that nothing limits, also without the hub', () => {
    expect(judgeCoupon(base, { ...facts, isHubHere: false, unsettled: 1000 }).ok).toBe(true);
  });

  it('takes one at its limits', () => {
    const coupon: Coupon = { ...base, from: 1000, until: 1001, minimum: eur(5000), left: 2, allotment: 2, membersOnly: true, oncePerPerson: true };
    expect(judgeCoupon(coupon, { ...facts, member: { usedCoupons: [] }, unsettled: 1, isHubHere: false }).ok).toBe(true);
  });
});

describe('allotmentOf', () => {
  it('bounds what stations that cannot ask take in: what is left and one for each, and never more than the shop allows', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.option(fc.nat(50)), fc.integer({ min: 1, max: 40 }), (left, most, stations) => {
        const each = allotmentOf({ left, most, stations }) ?? Number.POSITIVE_INFINITY;
        expect(each * stations).toBeLessThan(left + stations);
        if (most !== null) expect(each).toBeLessThanOrEqual(most);
        if (left > 0 && most !== 0) expect(each).toBeGreaterThan(0);
      }),
    );
  });

  it('limits each station where only the shop does', () => {
    expect(allotmentOf({ left: null, most: 3, stations: 2 })).toBe(3);
    expect(allotmentOf({ left: null, most: null, stations: 2 })).toBeNull();
  });
});

describe('combine', () => {
  it('lets one stand alone and several only where each says so', () => {
    expect([[], [base], [base, base], [base, { ...base, combines: true }]].map(combine)).toEqual([true, true, false, false]);
    expect(
      combine([
        { ...base, combines: true },
        { ...base, combines: true },
      ]),
    ).toBe(true);
  });
});
