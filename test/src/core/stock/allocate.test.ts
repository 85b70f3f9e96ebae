import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type Available, type Wanted } from '../../../../src/core/stock/allocate.ts';

const wanted: Wanted = { quantity: 2, way: 'silo', here: 'madrid', expected: [] };
const place = (locationId: string, pieces: number, kind: Available['kind'] = 'shop'): Available => ({ locationId, kind, pieces });
const words = (change: Partial<Wanted>, ...places: readonly Available[]) => {
  const { shares, short } = allocate({ ...wanted, ...change }, places);
  return [...shares.map(({ locationId, quantity }) => `${quantity} ${locationId}`), ...(short === 0 ? [] : [`${short} nowhere`])].join(', ');
};

describe('taking pieces from places', () => {
  it('takes what goes to the shop from the shop, else from a warehouse, else from another shop', () => {
    const [here, warehouse, shop] = [place('madrid', 5), place('getafe', 5, 'warehouse'), place('bilbao', 9)];
    expect([words({}, shop, warehouse, here), words({ way: 'desk' }, shop, warehouse), words({}, shop)]).toEqual(['2 madrid', '2 getafe', '2 bilbao']);
  });

  it('sends from a warehouse first, and the last pieces of the shop itself only where nobody else has any', () => {
    const [here, warehouse, shop] = [place('madrid', 5), place('getafe', 5, 'warehouse'), place('bilbao', 9)];
    expect([words({ way: 'ship' }, here, shop, warehouse), words({ way: 'ship' }, here, shop), words({ way: 'ship' }, here)]).toEqual([
      '2 getafe',
      '2 bilbao',
      '2 madrid',
    ]);
  });

  it('takes what is carried out from the shop and from nowhere else', () => {
    expect(words({ way: 'carry-out' }, place('madrid', 1), place('getafe', 9, 'warehouse'))).toBe('1 madrid, 1 nowhere');
  });

  it('keeps to the place that the shopper was told, as long as it has the pieces', () => {
    const [here, warehouse] = [place('madrid', 5), place('getafe', 5, 'warehouse')];
    expect([words({ expected: ['getafe'] }, here, warehouse), words({ expected: ['getafe'] }, here, place('getafe', 1, 'warehouse'))]).toEqual([
      '2 getafe',
      '2 madrid',
    ]);
  });

  it('prefers one place that has all to two, and parts them where no place has', () => {
    expect([words({}, place('madrid', 1), place('bilbao', 2)), words({ quantity: 3 }, place('madrid', 1), place('bilbao', 2))]).toEqual([
      '2 bilbao',
      '1 madrid, 2 bilbao',
    ]);
  });

  it('never takes more than a place has, accounts for every piece, and does not care for the order of the places', () => {
    const places = fc.uniqueArray(
      fc.record({ locationId: fc.constantFrom('a', 'b', 'c', 'madrid'), kind: fc.constantFrom('shop', 'warehouse'), pieces: fc.integer({ min: -3, max: 5 }) }),
      { selector: (one) => one.locationId },
    );
    const wish = fc.record({
      quantity: fc.integer({ min: 0, max: 12 }),
      way: fc.constantFrom('silo', 'ship', 'desk', 'carry-out'),
      here: fc.constant('madrid'),
      expected: fc.subarray(['a', 'b']),
    });
    fc.assert(
      fc.property(wish, places, (one, some) => {
        const taken = allocate(one, some);
        const counted = taken.shares.reduce((count, share) => count + share.quantity, taken.short);
        const within = taken.shares.every(
          (share) => share.quantity > 0 && share.quantity <= (some.find((p) => p.locationId === share.locationId)?.pieces ?? 0),
        );
        const usable = some.filter((p) => one.way !== 'carry-out' || p.locationId === 'madrid').reduce((count, p) => count + Math.max(0, p.pieces), 0);
        expect([counted, within, taken.short, allocate(one, some.toReversed())]).toEqual([one.quantity, true, Math.max(0, one.quantity - usable), taken]);
      }),
      { numRuns: 300 },
    );
  });
});
