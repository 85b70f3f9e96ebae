import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderStatus, Way } from '../../../../src/contract/orders.ts';
import { type HandOverEvent, type HandOverOrder, leftToHandOver, stepHandOver, withHandOver } from '../../../../src/core/orders/hand-over.ts';
import { leadingWay, linesOf, type PartedOrder, partStates, waysOf } from '../../../../src/core/orders/ways.ts';

const order = (status: OrderStatus, ...ways: readonly Way[]): HandOverOrder => ({
  status,
  fulfilmentKind: leadingWay(ways),
  lines: ways.map((way) => ({ way, sku: `${way}-1`, quantity: 1 })),
});
const ready: HandOverEvent = { kind: 'ready', way: 'desk', at: 1 };
const handed: HandOverEvent = { kind: 'handed', way: 'desk', at: 2 };
const taken: HandOverEvent = { kind: 'handed', way: 'carry-out', at: 3 };
const words = (parted: PartedOrder) => partStates(parted).map(({ way, state }) => `${way} ${state}`);

describe('the ways of an order', () => {
  it('are led by the silo, then by shipping, then by the desk', () => {
    expect(leadingWay(['carry-out', 'ship', 'silo', 'desk'])).toBe('silo');
    expect(leadingWay(['carry-out', 'ship', 'desk'])).toBe('ship');
    expect(leadingWay(['carry-out', 'desk'])).toBe('desk');
    expect(leadingWay(['carry-out'])).toBe('carry-out');
    expect(() => leadingWay([])).toThrow('at least one way');
  });
  it('are those of its lines, and the leading one where a line names none', () => {
    const mixed = { fulfilmentKind: 'silo' as const, lines: [{ sku: 'a' }, { sku: 'b', way: 'ship' as const }, { sku: 'c', way: 'silo' as const }] };
    expect(waysOf(mixed)).toEqual(['silo', 'ship']);
    expect(linesOf(mixed, 'silo').map(({ sku }) => sku)).toEqual(['a', 'c']);
    expect(linesOf(mixed, 'desk')).toEqual([]);
  });
});

describe('the parts of an order', () => {
  it.each([
    ['placed', ['carry-out waiting-payment', 'desk waiting-payment', 'silo waiting-payment', 'ship waiting-payment']],
    ['paid', ['carry-out ready', 'desk preparing', 'silo preparing', 'ship preparing']],
    ['ready', ['carry-out ready', 'desk preparing', 'silo ready', 'ship preparing']],
    ['collected', ['carry-out ready', 'desk preparing', 'silo handed-over', 'ship preparing']],
    ['cancelled', ['carry-out cancelled', 'desk cancelled', 'silo cancelled', 'ship cancelled']],
  ] as const)('of a %s order', (status, parts) => {
    expect(words(order(status, 'silo', 'desk', 'ship', 'carry-out'))).toEqual(parts);
  });
  it('show what was put ready and handed over', () => {
    expect(
      words({
        ...order('paid', 'silo', 'desk', 'carry-out'),
        handOvers: [
          { way: 'desk', readyAt: 1 },
          { way: 'carry-out', handedAt: 1 },
        ],
      }),
    ).toEqual(['carry-out handed-over', 'desk ready', 'silo preparing']);
  });
});

describe('handing over', () => {
  it('moves an order that the desk leads', () => {
    const paid = order('paid', 'desk', 'carry-out');
    expect(stepHandOver(paid, ready)).toEqual({ ok: true, value: { status: 'ready', handOvers: [{ way: 'desk', readyAt: 1 }] } });
    const waiting: HandOverOrder = { ...paid, status: 'ready', handOvers: [{ way: 'desk', readyAt: 1 }] };
    expect(stepHandOver(waiting, handed)).toEqual({ ok: true, value: { status: 'collected', handOvers: [{ way: 'desk', readyAt: 1, handedAt: 2 }] } });
    expect(stepHandOver(waiting, taken)).toMatchObject({ ok: true, value: { status: 'ready' } });
  });
  it('of what is taken along ends an order that has nothing else', () => {
    expect(stepHandOver(order('paid', 'carry-out'), taken)).toEqual({
      ok: true,
      value: { status: 'collected', handOvers: [{ way: 'carry-out', handedAt: 3 }] },
    });
  });
  it('changes nothing of what lies in lockers or is sent', () => {
    for (const leading of ['silo', 'ship'] as const) {
      expect(stepHandOver(order('paid', leading, 'desk', 'carry-out'), handed)).toMatchObject({ ok: true, value: { status: 'paid' } });
      expect(stepHandOver(order('paid', leading, 'desk', 'carry-out'), taken)).toMatchObject({ ok: true, value: { status: 'paid' } });
    }
    // The parcels were collected first; the desk is still to come.
    expect(stepHandOver(order('collected', 'silo', 'desk'), handed)).toMatchObject({ ok: true, value: { status: 'collected' } });
  });
  it('is refused in words', () => {
    const kind = (parted: HandOverOrder, event: HandOverEvent) => {
      const stepped = stepHandOver(parted, event);
      return stepped.ok ? 'ok' : stepped.error.kind;
    };
    expect(kind(order('placed', 'desk'), handed)).toBe('not-paid');
    expect(kind(order('placed', 'carry-out'), taken)).toBe('not-paid');
    expect(kind(order('cancelled', 'desk'), ready)).toBe('cancelled');
    expect(kind(order('paid', 'silo'), handed)).toBe('nothing-to-hand-over');
    const over: HandOverOrder = { ...order('collected', 'desk'), handOvers: [{ way: 'desk', handedAt: 2 }] };
    expect([kind(over, handed), kind(over, ready)]).toEqual(['already', 'already']);
  });
  it('is over for a part that was called off while the rest stays bought', () => {
    const called = { ...order('collected', 'silo', 'desk', 'carry-out'), returned: [{ sku: 'desk-1', quantity: 1 }] };
    expect([ready, handed].map((event) => stepHandOver(called, event))).toEqual(Array(2).fill({ ok: false, error: { kind: 'cancelled' } }));
    expect([leftToHandOver(called), leftToHandOver({ ...called, returned: [{ sku: 'silo-1', quantity: 1 }] })]).toEqual([['carry-out'], ['carry-out', 'desk']]);
  });
  it('keeps facts, whether or not they should have happened, in whichever order they are told', () => {
    const one = withHandOver({ handOvers: withHandOver({}, ready) }, handed);
    const other = withHandOver({ handOvers: withHandOver({}, handed) }, ready);
    expect(one).toEqual(other);
  });
  it('happens to no part twice, and never before the money', () => {
    const way = fc.constantFrom<Way>('silo', 'ship', 'desk', 'carry-out');
    const status = fc.constantFrom<OrderStatus>('placed', 'paid', 'ready', 'collected', 'cancelled');
    fc.assert(
      fc.property(
        fc.array(way, { minLength: 1, maxLength: 5 }),
        status,
        fc.array(fc.constantFrom(ready, handed, taken), { maxLength: 8 }),
        (ways, first, events) => {
          let now = order(first, ...ways);
          const accepted: string[] = [];
          for (const event of events) {
            const stepped = stepHandOver(now, event);
            if (!stepped.ok) continue;
            accepted.push(`${event.way} ${event.kind}`);
            now = { ...now, ...stepped.value };
          }
          expect(new Set(accepted).size).toBe(accepted.length);
          if (first === 'placed' || first === 'cancelled') expect(accepted).toEqual([]);
        },
      ),
    );
  });
});
