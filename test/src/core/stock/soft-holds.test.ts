import { describe, expect, it } from 'vitest';
import type { SoftHold } from '../../../../src/contract/stock.ts';
import { softHolds, type TakenPlace } from '../../../../src/core/stock/soft-holds.ts';

const place = (locationId: string, pieces: number, leased = 0): TakenPlace => ({
  locationId,
  kind: locationId === 'getafe' ? 'warehouse' : 'shop',
  pieces,
  leased,
});
const line = (quantity: number, ...places: readonly TakenPlace[]) => ({ sku: 'A', quantity, way: 'silo' as const, places });
const words = (holds: readonly SoftHold[]) => holds.map(({ sku, quantity, locationId, leased }) => `${quantity} ${sku} ${locationId}${leased ? ' own' : ''}`);

describe('what an order takes off what its station shows', () => {
  it('takes from where the hub would, and leaves its own pieces alone while the hub is there', () => {
    expect(words(softHolds([line(2, place('madrid', 3, 1), place('getafe', 9, 2))], 'madrid', false))).toEqual(['2 A madrid']);
  });

  it('takes its own pieces first while the hub is away, and others for the rest', () => {
    expect(words(softHolds([line(3, place('madrid', 3), place('getafe', 9, 2))], 'madrid', true))).toEqual(['2 A getafe own', '1 A getafe']);
  });

  it('never takes a piece twice for two lines of one article', () => {
    const places = [place('madrid', 1, 1), place('getafe', 2)];
    expect(words(softHolds([line(1, ...places), line(2, ...places)], 'madrid', true))).toEqual(['1 A madrid own', '2 A getafe']);
  });

  it('takes nothing where nothing is', () => {
    expect(softHolds([line(1, place('madrid', 0))], 'madrid', true)).toEqual([]);
  });
});
