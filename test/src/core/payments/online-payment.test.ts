import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMoney, isOpen, type OnlineEvent, type OnlineStage, stepOnlinePayment } from '../../../../src/core/payments/online-payment.ts';
import { eventsOf, type ProviderReading } from '../../../../src/core/payments/provider-reading.ts';

const due = { minor: 5990, currency: 'EUR' };

const stages = {
  asking: { kind: 'unknown', asked: 'begin' },
  created: { kind: 'created' },
  approved: { kind: 'approved' },
  taking: { kind: 'unknown', asked: 'capture' },
  captured: { kind: 'captured', returned: 0 },
  refunding: { kind: 'refunding', taken: due, returned: 0, why: 'order-closed' },
  refunded: { kind: 'refunded', surplus: null, trouble: null },
  'surplus refunded': { kind: 'refunded', surplus: { taken: due, why: 'order-closed' }, trouble: null },
  'refund failed': { kind: 'refunded', surplus: { taken: due, why: 'order-closed' }, trouble: 'failed' },
  'taken twice': { kind: 'refunded', surplus: null, trouble: 'charged-back' },
  reversed: { kind: 'reversed', paid: false },
  'paid, reversed': { kind: 'reversed', paid: true },
  declined: { kind: 'declined' },
  expired: { kind: 'expired' },
  cancelled: { kind: 'cancelled' },
} as const satisfies Record<string, OnlineStage>;

const events = {
  begun: { kind: 'begun' },
  approved: { kind: 'approved' },
  ask: { kind: 'capture-asked' },
  pending: { kind: 'pending' },
  money: { kind: 'captured', taken: due, orderOpen: true },
  'money, closed': { kind: 'captured', taken: due, orderOpen: false },
  'wrong money': { kind: 'captured', taken: { minor: 5991, currency: 'EUR' }, orderOpen: true },
  'part back': { kind: 'returned', taken: due, minor: 90 },
  'all back': { kind: 'returned', taken: due, minor: 5990 },
  reversed: { kind: 'reversed' },
  declined: { kind: 'declined' },
  expired: { kind: 'expired' },
  cancel: { kind: 'cancel' },
} as const satisfies Record<string, OnlineEvent>;

/** What happens to money that has paid an order. */
const later = {
  again: { kind: 'reinstated', taken: due },
  'paid otherwise': { kind: 'paid-otherwise', taken: due },
} as const satisfies Record<string, OnlineEvent>;

/** What a step says, in a few words: the stage and its effects, or why nothing changed. */
function told(stage: OnlineStage, event: OnlineEvent): string {
  const stepped = stepOnlinePayment(stage, event, due);
  if (!stepped.ok) return `-${stepped.error.kind}`;
  const next = stepped.value.stage;
  const name = next.kind === 'unknown' ? `unknown(${next.asked})` : next.kind;
  return [name, ...stepped.value.effects.map((effect) => (effect.kind === 'alarm' ? effect.alarm.replace('payment-', '!') : effect.kind))].join(' ');
}

describe('a payment at a provider', () => {
  it('answers every event in every stage', () => {
    const table = Object.entries(stages).map(([name, stage]) => [
      name,
      Object.values(events)
        .map((event) => told(stage, event))
        .join(' | '),
    ]);
    const paid = 'captured pay-order | refunding !surplus refund | refunding !wrong-amount refund';
    const known = '-already | -already | -already';
    const lost = 'reversed !went-back';
    const late = '-late | -late | -late | -late';
    expect(Object.fromEntries(table)).toEqual({
      asking: `created | approved capture | -awaiting | unknown(capture) | ${paid} | -awaiting | refunded | ${lost} | declined | expired | cancelled close-page`,
      created: `-already | approved capture | -awaiting | unknown(capture) | ${paid} | -awaiting | refunded | ${lost} | declined | expired | cancelled close-page`,
      approved: `-late | -already | unknown(capture) | unknown(capture) | ${paid} | -awaiting | refunded | ${lost} | declined | expired | cancelled close-page`,
      taking: `created | approved capture | -awaiting | -already | ${paid} | -awaiting | refunded | ${lost} | declined | expired | -awaiting`,
      captured: `${late} | ${known} | captured !went-back | refunded !went-back hold-order | ${lost} hold-order | -late | -late | -late`,
      refunding: `${late} | ${known} | refunding refund | refunded | ${lost} | -late | -late | -late`,
      refunded: `${late} | ${known} | -already | -already | refunded !charged-back | -late | -late | -late`,
      'surplus refunded': `${late} | ${known} | -already | -already | refunded !charged-back | -late | -late | -late`,
      'refund failed': `${late} | ${known} | -already | refunded owe-no-more | refunded owe-no-more | -late | -late | -late`,
      'taken twice': `${late} | ${known} | -already | -already | -already | -late | -late | -late`,
      reversed: `${late} | ${known} | -already | -already | -already | -late | -late | -late`,
      'paid, reversed': `${late} | ${known} | -already | -already | -already | -late | -late | -late`,
      declined: `${late} | ${paid} | -awaiting | refunded | ${lost} | -already | -late | -late`,
      expired: `${late} | ${paid} | -awaiting | refunded | ${lost} | -late | -already | -late`,
      cancelled: `${late} | ${paid} | -awaiting | refunded | ${lost} | -late | -late | -already`,
    });
  });

  it('is open exactly while nothing is decided, and has money exactly where it was seen', () => {
    const named = Object.entries(stages);
    expect(named.filter(([, stage]) => isOpen(stage)).map(([name]) => name)).toEqual(['asking', 'created', 'approved', 'taking']);
    expect(named.filter(([, stage]) => hasMoney(stage)).map(([name]) => name)).toEqual([
      ...['captured', 'refunding', 'refunded', 'surplus refunded', 'refund failed', 'taken twice', 'reversed', 'paid, reversed'],
    ]);
  });

  it('that paid an order and was taken back pays it again when it comes again, and goes back when a till has paid meanwhile', () => {
    const table = Object.entries(stages).map(([name, stage]) => [
      name,
      Object.values(later)
        .map((event) => told(stage, event))
        .join(' | '),
    ]);
    const known = '-already | -late';
    expect(Object.fromEntries(table)).toEqual({
      ...Object.fromEntries(Object.keys(stages).map((name) => [name, known])),
      captured: '-already | refunding refund',
      reversed: 'refunding !surplus refund | -late',
      'paid, reversed': 'captured release-order | reversed',
      'taken twice': 'refunded | -late',
    });
  });

  it('that had gone back and is with the shop again is owed otherwise, where it had paid nothing, and once', () => {
    const table = Object.entries(stages).map(([name, stage]) => [name, told(stage, { kind: 'came-back', minor: 90 })]);
    expect(Object.fromEntries(table)).toEqual({
      ...Object.fromEntries(Object.keys(stages).map((name) => [name, '-already'])),
      'surplus refunded': 'refunded !refund-failed owe',
    });
  });

  it('takes no currency for another', () => {
    expect(told(stages.created, { kind: 'captured', taken: { minor: 5990, currency: 'USD' }, orderOpen: true })).toBe('refunding !wrong-amount refund');
  });
});

const money = fc.constantFrom(null, due, { minor: 1, currency: 'EUR' });
const reading: fc.Arbitrary<ProviderReading> = fc.record({
  stage: fc.constantFrom('open', 'approved', 'pending', 'captured', 'declined', 'expired', 'cancelled'),
  taken: money,
  returned: fc.constantFrom(0, 0, 0, 90, 5990),
  reversed: fc.constantFrom(false, false, null, false, true),
});

type Happening =
  | { readonly kind: 'read'; readonly payment: number; readonly reading: ProviderReading }
  | { readonly kind: 'give-up'; readonly payment: number }
  | { readonly kind: 'ask'; readonly payment: number }
  | { readonly kind: 'till' }
  | { readonly kind: 'cancel-order' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read' as const), payment: fc.nat(2), reading }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('give-up' as const), payment: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), payment: fc.nat(2) }) },
  fc.constant({ kind: 'till' as const }),
  fc.constant({ kind: 'cancel-order' as const }),
);

/** An order with three payments and a till, as the hub runs them: one event after the other under the order's lock. */
function live(happenings: readonly Happening[]) {
  let order: 'placed' | 'paid' | 'cancelled' = 'placed';
  const payers: string[] = [];
  const payments: { stage: OnlineStage; paid: number; owed: number; alarms: number }[] = [0, 1, 2].map(() => ({
    stage: { kind: 'unknown', asked: 'begin' },
    paid: 0,
    owed: 0,
    alarms: 0,
  }));
  const hear = (index: number, event: OnlineEvent) => {
    const payment = payments[index];
    const stepped = payment === undefined ? null : stepOnlinePayment(payment.stage, event, due);
    if (payment === undefined || stepped?.ok !== true) return;
    payment.stage = stepped.value.stage;
    for (const effect of stepped.value.effects) {
      if (effect.kind === 'pay-order') {
        order = 'paid';
        payers.push(`online ${index}`);
        payment.paid++;
      }
      if (effect.kind === 'refund') payment.owed++;
      if (effect.kind === 'alarm') payment.alarms++;
    }
  };
  for (const one of happenings) {
    if (one.kind === 'till' && order === 'placed') {
      order = 'paid';
      payers.push('till');
    }
    if (one.kind === 'cancel-order' && order === 'placed') order = 'cancelled';
    if (one.kind === 'give-up') hear(one.payment, { kind: 'cancel' });
    if (one.kind === 'ask') hear(one.payment, { kind: 'capture-asked' });
    if (one.kind === 'read') for (const event of eventsOf(one.reading, order === 'placed')) hear(one.payment, event);
  }
  return { order, payers, payments };
}

describe('an order with several payments, a till and whatever providers say', () => {
  it('is paid once or not at all, and money that does not pay it goes back and is told', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const { order, payers, payments } = live(happenings);
        expect(payers.length).toBe(order === 'paid' ? 1 : 0);
        for (const { stage, paid, owed, alarms } of payments) {
          expect(paid === 0 || owed === 0).toBe(true);
          expect(paid).toBeLessThanOrEqual(1);
          if (stage.kind === 'captured') expect(paid).toBe(1);
          if (stage.kind === 'refunding') expect([owed > 0, alarms > 0]).toEqual([true, true]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('ends with every sum of money on the order or on its way back, once the providers tell how it is', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (happenings, took) => {
        const honest = happenings.filter((one) => one.kind !== 'read' || (one.reading.taken === null && !one.reading.reversed));
        const truth = took.map((has, payment): Happening => {
          return { kind: 'read', payment, reading: { stage: has ? 'captured' : 'expired', taken: has ? due : null, returned: 0, reversed: false } };
        });
        const { payments, payers } = live([...honest, ...truth, ...truth]);
        expect(payments.map(({ stage }, n) => (took[n] === true ? stage.kind === 'captured' || stage.kind === 'refunding' : !isOpen(stage)))).toEqual([
          true,
          true,
          true,
        ]);
        const kept = payments.filter(({ stage }) => stage.kind === 'captured').length;
        expect(kept).toBe(payers.filter((payer) => payer !== 'till').length);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not paid by money that had gone back before anybody heard of it', () => {
    const reading: ProviderReading = { stage: 'captured', taken: due, returned: 5990, reversed: false };
    const { order, payments } = live([
      { kind: 'read', payment: 0, reading },
      { kind: 'read', payment: 0, reading: { ...reading, returned: 0 } },
    ]);
    expect([order, payments[0]?.stage.kind]).toEqual(['placed', 'refunded']);
  });
});
