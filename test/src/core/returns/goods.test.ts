import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosen, countPieces, proposedSize, returnable, returnedByEither, returnLines, withQuantity, withReason } from '../../../../src/core/returns/goods.ts';
import { judgeReturn } from '../../../../src/core/returns/judge-return.ts';

const picture = { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' } as const;
const bought = (sku: string, quantity: number) => ({ sku, title: sku, size: null, colour: null, picture, quantity });
const back = (sku: string, quantity: number) => ({ sku, quantity });

describe('what may come back', () => {
  it('is what was bought without what came back, each SKU once', () => {
    const goods = returnable([bought('A', 2), bought('B', 1), bought('A', 1)], [back('A', 1), back('B', 1), back('C', 4)]);
    expect(goods.map(({ sku, max, quantity }) => [sku, max, quantity])).toEqual([['A', 2, 0]]);
  });

  it('has chosen what was announced, no more than there is', () => {
    const goods = returnable([bought('A', 2), bought('B', 2)], [back('A', 1)], [{ sku: 'A', quantity: 2, reason: 'size' }]);
    expect(goods.map(({ sku, quantity, reason }) => [sku, quantity, reason])).toEqual([
      ['A', 1, 'size'],
      ['B', 0, null],
    ]);
  });

  it('of one single piece is chosen: there is nothing to ask', () => {
    expect(returnable([bought('A', 1)], [])).toMatchObject([{ quantity: 1 }]);
  });

  it('counts of each SKU the larger of what was seen here and what the hub told', () => {
    expect(returnedByEither([back('A', 1), back('A', 1), back('B', 1)], [back('A', 1), back('C', 3)])).toEqual([back('A', 2), back('B', 1), back('C', 3)]);
  });

  it('is never chosen beyond its limit, whatever is asked for', () => {
    const skus = constantFrom('A', 'B', 'C');
    const line = record({ sku: skus, quantity: integer({ min: 1, max: 30 }) });
    assert(
      property(
        array(line, { minLength: 1, maxLength: 5 }),
        array(line, { maxLength: 5 }),
        skus,
        integer({ min: -5, max: 90 }),
        (lines, returned, sku, wanted) => {
          const goods = withQuantity(
            returnable(
              lines.map((one) => bought(one.sku, one.quantity)),
              returned,
            ),
            sku,
            wanted,
          );
          for (const one of goods) {
            const left = countPieces(lines.filter((l) => l.sku === one.sku)) - countPieces(returned.filter((l) => l.sku === one.sku));
            expect(one.max).toBe(left);
            expect(one.quantity).toBeLessThanOrEqual(Math.min(left, 20));
            expect(one.quantity).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  it('is told to the hub with its reasons, and a reason that is missing is a bug', () => {
    const goods = withQuantity(returnable([bought('A', 2), bought('B', 2)], []), 'A', 2);
    expect(() => returnLines(goods)).toThrow('nobody said why A');
    expect(returnLines(withReason(goods, 'A', 'other'))).toEqual([{ sku: 'A', quantity: 2, reason: 'other' }]);
    expect(chosen(goods)).toHaveLength(1);
  });

  it('goes into the smallest size that should hold it; what nobody knows is reckoned by its pieces', () => {
    const many = withQuantity(returnable([bought('A', 20)], []), 'A', 20);
    expect([proposedSize(withQuantity(many, 'A', 1), 1), proposedSize(many, 1), proposedSize([], 1), proposedSize([], 5)]).toEqual(['XS', 'L', 'XS', 'M']);
  });
});

describe('may it come back', () => {
  const order = { lines: [bought('A', 1)], collectedAt: 1000, returned: [], announced: null };
  const DAY = 86_400_000;

  it.each([
    [{ ...order, collectedAt: null }, 5, { kind: 'not-collected' }],
    [order, 1000 + 30 * DAY + 1, { kind: 'too-late', until: 1000 + 30 * DAY, days: 30 }],
    [{ ...order, returned: [back('A', 1)] }, 5, { kind: 'all-returned' }],
  ])('%#: no', (facts, now, error) => {
    expect(judgeReturn(facts, 30, now)).toEqual({ ok: false, error });
  });

  it('until the last moment, and at any time with the code of a return, which the shop gave', () => {
    expect(judgeReturn(order, 30, 1000 + 30 * DAY).ok).toBe(true);
    expect(judgeReturn({ ...order, collectedAt: null, announced: [{ sku: 'A', quantity: 1, reason: 'size' }] }, 0, 0)).toMatchObject({
      ok: true,
      value: [{ quantity: 1 }],
    });
  });
});
