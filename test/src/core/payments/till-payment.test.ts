import { describe, expect, it } from 'vitest';
import { stepTillPayment, tillPaymentOf } from '../../../../src/core/payments/till-payment.ts';

const total = { minor: 5990, currency: 'EUR' };
const take = { kind: 'take', amount: total } as const;

describe('the payment of an order at the till', () => {
  it.each([
    ['placed', { ok: true, value: { kind: 'taken', amount: total } }],
    ['paid', { ok: false, error: { kind: 'already-paid' } }],
    ['ready', { ok: false, error: { kind: 'already-paid' } }],
    ['collected', { ok: false, error: { kind: 'already-paid' } }],
    ['cancelled', { ok: false, error: { kind: 'cancelled' } }],
  ] as const)('of an order that is %s is taken once or not at all', (status, expected) => {
    expect(stepTillPayment(tillPaymentOf({ status, total }), take)).toEqual(expected);
  });

  it.each([
    { minor: 5989, currency: 'EUR' },
    { minor: 5991, currency: 'EUR' },
    { minor: 5990, currency: 'USD' },
    { minor: -5990, currency: 'EUR' },
    { minor: Number.NaN, currency: 'EUR' },
  ])('is the exact amount: %j is not', (amount) => {
    expect(stepTillPayment({ kind: 'due', amount: total }, { kind: 'take', amount })).toEqual({ ok: false, error: { kind: 'wrong-amount' } });
  });

  it('is void once the order was cancelled, and stays what it became', () => {
    const states = [{ kind: 'due', amount: total }, { kind: 'taken', amount: total }, { kind: 'void' }] as const;
    expect(states.map((state) => stepTillPayment(state, { kind: 'cancel' }))).toEqual([
      { ok: true, value: { kind: 'void' } },
      { ok: false, error: { kind: 'already-paid' } },
      { ok: false, error: { kind: 'cancelled' } },
    ]);
  });
});
