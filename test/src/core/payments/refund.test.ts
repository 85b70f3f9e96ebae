import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRefundLook } from '../../../../src/core/payments/next-look.ts';
import { isRefundAsked, isRefundTaken, type RefundEvent, type RefundStage, stepRefund } from '../../../../src/core/payments/refund.ts';

const reference = 'R1';
const stages: readonly RefundStage[] = [
  { kind: 'requested' },
  { kind: 'pending', reference: null },
  { kind: 'pending', reference },
  { kind: 'refunded', reference },
  { kind: 'refused', why: 'failed' },
];
const events: readonly RefundEvent[] = [
  { kind: 'asked' },
  { kind: 'accepted', reference },
  { kind: 'done', reference },
  { kind: 'refused', why: 'provider-refused' },
  { kind: 'again' },
];

describe('money that goes back', () => {
  it('knows what follows from whatever is heard in whatever stage', () => {
    const table = stages.map((stage) =>
      events.map((event) => {
        const stepped = stepRefund(stage, event);
        return stepped.ok ? [stepped.value.stage.kind, ...stepped.value.effects].join(' ') : stepped.error.kind;
      }),
    );
    expect(table).toEqual([
      ['pending', 'late', 'refunded settle', 'refused tell-people', 'already'],
      ['already', 'pending', 'refunded settle', 'refused tell-people', 'late'],
      ['already', 'already', 'refunded settle', 'refused tell-people', 'late'],
      ['late', 'late', 'already', 'refused reopen tell-people', 'late'],
      ['late', 'late', 'refunded settle end-alarm', 'already', 'requested end-alarm'],
    ]);
  });

  it('is settled as often as it is owed anew, whatever order the news come in', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (heard) => {
        let stage: RefundStage = { kind: 'requested' };
        let settled = 0;
        for (const event of heard) {
          const stepped = stepRefund(stage, event);
          if (!stepped.ok) continue;
          stage = stepped.value.stage;
          settled +=
            stepped.value.effects.filter((effect) => effect === 'settle').length - stepped.value.effects.filter((effect) => effect === 'reopen').length;
          expect(settled).toBe(stage.kind === 'refunded' ? 1 : 0);
        }
      }),
    );
  });

  it('counts towards what a payment has left, and as asked only when the provider may have heard of it', () => {
    expect(stages.map((stage) => [isRefundTaken(stage), isRefundAsked(stage)])).toEqual([
      [true, false],
      [true, true],
      [true, true],
      [true, true],
      [false, false],
    ]);
  });

  it('is looked at more and more seldom, after it went three times more, and never when people decide', () => {
    const waits = stages.map((stage) => [0, 1, 3, 30].map((looks) => nextRefundLook(stage, looks, 0, 1)));
    const [minute, day] = [60_000, 86_400_000];
    expect(waits).toEqual([
      [6000, 12_000, 48_000, 10 * minute],
      [6000, 12_000, 48_000, 10 * minute],
      [2 * minute, 4 * minute, 16 * minute, 360 * minute],
      [day, 5 * day, null, null],
      [null, null, null, null],
    ]);
  });
});
