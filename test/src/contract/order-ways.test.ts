import { describe, expect, test } from 'vitest';
import { partsOf, piecesOf, wayOf } from '../../../src/contract/order-ways.ts';

const euros = (minor: number) => ({ minor, currency: 'EUR' });
const shipped = { way: 'ship', cost: euros(395), from: '2026-11-24', until: '2026-11-26' } as const;

describe('the parts of an order', () => {
  test('an order from before lines had ways is one part', () => {
    const lines: readonly { readonly sku: string; readonly way?: 'ship' }[] = [{ sku: 'a' }, { sku: 'b' }];
    expect(partsOf({ lines, fulfilmentKind: 'silo' })).toEqual([{ way: 'silo', lines, promise: null, handOver: null }]);
  });

  test('are soonest first, each with its promise and what staff did', () => {
    const lines = [{ sku: 'a', way: 'ship' as const }, { sku: 'b' }, { sku: 'c', way: 'carry-out' as const }, { sku: 'd', way: 'ship' as const }];
    const order = { lines, fulfilmentKind: 'silo' as const, delivery: [shipped], handOvers: [{ way: 'carry-out' as const, handedAt: 7 }] };
    expect(partsOf(order).map(({ way, lines: own, promise, handOver }) => [way, own.map(({ sku }) => sku), promise, handOver])).toEqual([
      ['carry-out', ['c'], null, { way: 'carry-out', handedAt: 7 }],
      ['silo', ['b'], null, null],
      ['ship', ['a', 'd'], shipped, null],
    ]);
  });

  test('a line without a way of its own goes the way of its order', () => {
    expect([wayOf({}, 'desk'), wayOf({ way: 'ship' }, 'desk')]).toEqual(['desk', 'ship']);
  });

  test('pieces are counted, not lines', () => {
    expect(piecesOf([{ quantity: 2 }, { quantity: 3 }])).toBe(5);
  });
});
