import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOfLines, wishedPieces, withdrawable } from '../../../../src/core/orders/withdraw.ts';

const lines = [
  { sku: 'shirt', quantity: 2 },
  { sku: 'shirt', quantity: 1, way: 'ship' },
  { sku: 'belt', quantity: 1, way: 'carry-out' },
  { sku: 'coat', quantity: 1, way: 'desk' },
] as const;

describe('what may be withdrawn from', () => {
  it('is everything that was not taken along, each article once', () => {
    expect(withdrawable(lines, 'silo', [])).toEqual([
      { sku: 'shirt', left: 3 },
      { sku: 'coat', left: 1 },
    ]);
    expect(withdrawable(lines, 'carry-out', [])).toEqual([
      { sku: 'shirt', left: 1 },
      { sku: 'coat', left: 1 },
    ]);
  });

  it('is less by what went before, and never below nothing', () => {
    const gone = [
      { sku: 'shirt', quantity: 2 },
      { sku: 'coat', quantity: 9 },
      { sku: 'unknown', quantity: 1 },
    ];
    expect(withdrawable(lines, 'silo', gone)).toEqual([{ sku: 'shirt', left: 1 }]);
  });

  it('is all that is left where nothing is named, and nothing beyond it where something is', () => {
    const left = leftOfLines(lines, []);
    expect(wishedPieces([], left)).toEqual([
      { sku: 'shirt', quantity: 3 },
      { sku: 'belt', quantity: 1 },
      { sku: 'coat', quantity: 1 },
    ]);
    const twice = { sku: 'shirt', quantity: 2 };
    expect(wishedPieces([{ sku: 'shirt', quantity: 1 }, twice], left)).toEqual([{ sku: 'shirt', quantity: 3 }]);
    expect(wishedPieces([twice, twice], left)).toBeNull();
    expect(wishedPieces([{ sku: 'hat', quantity: 1 }], left)).toBeNull();
  });

  it('never adds up to more than was ordered, however often it is asked for', () => {
    const skus = fc.constantFrom('a', 'b', 'c');
    const piece = fc.record({ sku: skus, quantity: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(fc.array(piece, { maxLength: 3 }), { maxLength: 6 }), (bought, wishes) => {
        const gone: { sku: string; quantity: number }[] = [];
        for (const wish of wishes) gone.push(...(wishedPieces(wish, withdrawable(bought, 'silo', gone)) ?? []));
        const count = (some: readonly { sku: string; quantity: number }[], sku: string) =>
          some.filter((one) => one.sku === sku).reduce((sum, one) => sum + one.quantity, 0);
        for (const sku of ['a', 'b', 'c']) expect(count(gone, sku)).toBeLessThanOrEqual(count(bought, sku));
      }),
    );
  });
});
