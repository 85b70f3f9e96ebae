import { describe, expect, it } from 'vitest';
import { sampleDesk, sampleMixed, sampleOrder } from '../../../renderer/staff/mock-orders.ts';
import { handOverOf, handOversOf } from '../../../renderer/staff/hand-overs.ts';
import type { PartState } from '../../../src/contract/delivery.ts';

const desk = (state: PartState) => ({ ...sampleOrder, fulfilmentKind: 'desk' as const, parts: [{ way: 'desk' as const, state }] });

describe('what staff hand over of an order', () => {
  it.each([
    ['waiting-payment', []],
    ['preparing', [['desk', false]]],
    ['ready', [['desk', true]]],
    ['handed-over', []],
    ['cancelled', []],
  ] as const)('of a part at the desk that is %s: %j', (state, expected) => {
    expect(handOversOf(desk(state)).map(({ way, isReady }) => [way, isReady])).toEqual(expected);
  });

  it('is nothing of an order for lockers, of which no part was told, nor of one that is not paid', () => {
    expect([handOversOf(sampleOrder), handOversOf(sampleMixed)]).toEqual([[], []]);
  });

  it('needs no preparing where the customer takes it along, and holds only the lines that go that way', () => {
    const paid = {
      ...sampleMixed,
      parts: [
        { way: 'carry-out' as const, state: 'preparing' as const },
        { way: 'silo' as const, state: 'preparing' as const },
      ],
    };
    expect(handOversOf(paid).map(({ way, isReady, part }) => [way, isReady, part.lines.length])).toEqual([['carry-out', true, 1]]);
  });

  it('is found by order and way, and not once it is over', () => {
    const [ready] = sampleDesk;
    const orderId = ready?.orderId ?? '';
    expect(handOverOf(sampleDesk, orderId, 'desk')?.order.number).toBe(ready?.number);
    expect([handOverOf(sampleDesk, orderId, 'carry-out'), handOverOf([], orderId, 'desk')]).toEqual([null, null]);
  });
});
