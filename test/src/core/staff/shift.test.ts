import { describe, expect, it } from 'vitest';
import { countShift, type ShiftEvent } from '../../../../src/core/staff/shift.ts';

const of = (kind: string, facts: ShiftEvent['facts']): ShiftEvent => ({ kind, facts });
const counts = (...events: readonly ShiftEvent[]) => [...countShift(events, 'EUR').people].map(([who, { orders, discounts }]) => [who, orders, discounts]);

describe('the count of a shift', () => {
  it('has the orders that somebody helped with, and nobody for those that shoppers made alone', () => {
    expect(
      counts(
        of('order.placed', { orderId: 'a', staffId: 'lucia' }),
        of('order.placed', { orderId: 'b' }),
        of('order.placed', { orderId: 'c', staffId: 'lucia' }),
      ),
    ).toEqual([['lucia', 2, 0]]);
  });

  it('has each order once off whose lines somebody took something, and no coupon of a customer', () => {
    const off = (orderId: string, sku: string, staffId = 'lucia') => of('order.marked-down', { orderId, sku, staffId });
    expect(counts(off('a', 'x'), off('a', 'y'), off('b', 'x'), off('a', 'z', 'marcos'), of('order.discounted', { orderId: 'c', staffId: 'lucia' }))).toEqual([
      ['lucia', 0, 2],
      ['marcos', 0, 1],
    ]);
  });
});
