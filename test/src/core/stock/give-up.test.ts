import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderLine } from '../../../../src/contract/orders.ts';
import { orderTotal } from '../../../../src/core/orders/order-total.ts';
import { type ChargedOrder, giveUp, piecesOf, swap } from '../../../../src/core/stock/give-up.ts';

const euros = (minor: number) => ({ minor, currency: 'EUR' });
const picture = { kind: 'drawing', garment: 'shirt', colour: '#2255aa', pattern: 'plain' } as const;
const line = (sku: string, quantity: number, minor: number, way?: OrderLine['way']): OrderLine => ({
  sku,
  title: 'Camisa',
  size: 'M',
  colour: 'Azul',
  picture,
  quantity,
  unitPrice: euros(minor),
  ...(way === undefined ? {} : { way }),
});
const variant = (sku: string, minor: number) => ({ sku, size: 'L', colour: 'Azul', picture, unitPrice: euros(minor) });
const orderOf = (lines: readonly OrderLine[], extras: Omit<ChargedOrder, 'lines' | 'total'> = {}): ChargedOrder => ({
  lines,
  ...extras,
  total: orderTotal({ currency: 'EUR', lines, ...extras }),
});
const short = (lines: readonly OrderLine[] | undefined) => lines?.map((one) => `${one.quantity} ${one.sku} ${one.unitPrice.minor} ${one.way ?? '-'}`);

describe('a piece off which staff had taken something', () => {
  const marked = orderOf([{ ...line('A-M', 1, 1000), listPrice: euros(2995) }]);
  const prices = (price: number) =>
    swap(marked, 'A-M', 1, variant('A-L', price)).order?.lines.map(({ unitPrice, listPrice }) => [unitPrice.minor, listPrice?.minor ?? null]);

  it('is swapped for one that never costs more than it costs, also where that is taken back', () => {
    expect([prices(2495), prices(2995), prices(3495), prices(900)]).toEqual([[[1000, 2495]], [[1000, 2995]], [[1000, 2995]], [[900, null]]]);
  });
});

describe('giving up what is nowhere', () => {
  it('takes pieces off the last line first and leaves the rest as it is', () => {
    const order = orderOf([line('A', 2, 1000, 'silo'), line('B', 1, 500, 'silo'), line('A', 1, 1000, 'ship')]);
    const changed = giveUp(order, 'A', 2);
    expect([short(changed.order?.lines), changed.order?.total.minor, changed.off.minor]).toEqual([['1 A 1000 silo', '1 B 500 silo'], 1500, 2000]);
  });

  it('gives the whole sum back, with what bringing it would have cost, when nothing is left', () => {
    const order = orderOf([line('A', 1, 1000, 'ship')], { delivery: [{ way: 'ship', cost: euros(395), from: '2026-11-23', until: '2026-11-25' }] });
    expect(giveUp(order, 'A', 1)).toEqual({ order: null, off: euros(1395) });
  });

  it('charges nothing for a way that no line goes any more, and what it did for those that are', () => {
    const delivery = [
      { way: 'ship' as const, cost: euros(395), from: '2026-11-23', until: '2026-11-25' },
      { way: 'silo' as const, cost: euros(100), from: '2026-11-23', until: '2026-11-24' },
    ];
    const changed = giveUp(orderOf([line('A', 1, 1000, 'ship'), line('B', 1, 500, 'silo')], { delivery }), 'A', 1);
    expect([changed.order?.delivery?.map((one) => one.cost.minor), changed.order?.total.minor, changed.off.minor]).toEqual([[0, 100], 600, 1395]);
  });

  it("shrinks a discount with the goods, to the customer's favour", () => {
    const discounts = [{ couponId: 'diez', name: '10 %', amount: euros(333) }];
    const changed = giveUp(orderOf([line('A', 1, 1000), line('B', 2, 1000)], { discounts }), 'A', 1);
    expect([changed.order?.discounts?.map((one) => one.amount.minor), changed.order?.total.minor, changed.off.minor]).toEqual([[222], 1778, 889]);
  });
});

describe('swapping what is nowhere', () => {
  it('takes the other size at its own price where it is cheaper, and at the old one where it is not', () => {
    const order = orderOf([line('A-M', 2, 1000, 'silo')]);
    const [cheap, dear] = [swap(order, 'A-M', 1, variant('A-L', 800)), swap(order, 'A-M', 1, variant('A-L', 1200))];
    expect([cheap, dear].map(({ order: after, off }) => [short(after?.lines), off.minor])).toEqual([
      [['1 A-M 1000 silo', '1 A-L 800 silo'], 200],
      [['1 A-M 1000 silo', '1 A-L 1000 silo'], 0],
    ]);
  });

  it('joins a line of the same variant that goes the same way, and no other', () => {
    const order = orderOf([line('A-L', 1, 1000, 'silo'), line('A-M', 1, 1000, 'silo'), line('A-M', 1, 1000, 'ship')]);
    expect(short(swap(order, 'A-M', 2, variant('A-L', 1000)).order?.lines)).toEqual(['2 A-L 1000 silo', '1 A-L 1000 ship']);
  });
});

describe('any order', () => {
  const anyLine = fc
    .tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 5000 }), fc.constantFrom('silo', 'ship', undefined))
    .map(([sku, quantity, minor, way]) => line(sku, quantity, minor, way));
  const anyOrder = fc
    .tuple(fc.array(anyLine, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 20_000 }))
    .map(([lines, off]) => orderOf(lines, { discounts: [{ couponId: 'c', name: 'c', amount: euros(off) }] }));

  it('never costs more afterwards nor less than nothing, and keeps its pieces of other things', () => {
    fc.assert(
      fc.property(anyOrder, fc.integer({ min: 1, max: 20 }), fc.boolean(), (order, quantity, swaps) => {
        const changed = swaps ? swap(order, 'A', quantity, variant('D', 700)) : giveUp(order, 'A', quantity);
        const lines = changed.order?.lines ?? [];
        const gone = Math.min(quantity, piecesOf(order.lines, 'A'));
        expect([
          changed.off.minor >= 0 && changed.off.minor <= order.total.minor,
          piecesOf(lines, 'A'),
          piecesOf(lines, 'B'),
          piecesOf(lines, 'D'),
          (changed.order?.total.minor ?? 0) + changed.off.minor,
          lines.every((one) => one.quantity >= 1 && one.quantity <= 20),
        ]).toEqual([true, piecesOf(order.lines, 'A') - gone, piecesOf(order.lines, 'B'), swaps ? gone : 0, order.total.minor, true]);
      }),
      { numRuns: 300 },
    );
  });
});
