import { describe, expect, it } from 'vitest';
import type { WayOffer } from '../../../../src/contract/delivery.ts';
import { type DeliveryRules, deliveryRules, usualDeliveryRules } from '../../../../src/contract/hub/delivery.ts';
import { bagWays, promisesOf, type WayLine } from '../../../../src/core/promises/bag-ways.ts';
import type { PromiseBasis } from '../../../../src/core/promises/way-days.ts';
import { shopTime } from '../../../../src/core/promises/work-days.ts';

const weekdays = { weekdays: [1, 2, 3, 4, 5], closed: [] };
const warehouse = { cutOff: '14:00', handling: 0, least: 1, most: 2 };
const shop = { cutOff: '12:00', handling: 1, least: 2, most: 4 };
const here = { cutOff: '18:00', handling: 0, least: 0, most: 0 };
const rules: DeliveryRules = deliveryRules.parse({
  shop: { weekdays: [1, 2, 3, 4, 5, 6] },
  warehouse: weekdays,
  carryOut: true,
  desk: { here, shop, warehouse, cost: 0 },
  silo: { here, shop, warehouse, cost: 100, notFor: ['coat'] },
  ship: [
    {
      name: 'Canarias',
      countries: ['ES'],
      postcodes: ['35', '38'],
      cost: 995,
      carrier: weekdays,
      here: null,
      shop: null,
      warehouse: { ...warehouse, least: 4, most: 8 },
    },
    { name: 'Península', countries: ['ES'], cost: 395, freeFrom: 5000, carrier: weekdays, here, shop, warehouse },
  ],
});
/** A Monday, 10:00 in Madrid. */
const now = shopTime(Date.parse('2026-11-23T09:00:00Z'), 'Europe/Madrid');
const basis: PromiseBasis = { rules, now, destination: null, home: 'ES', hasSilo: true };
const line = (lineId: string, change: Partial<WayLine> = {}): WayLine => ({
  lineId,
  garment: 'shirt',
  quantity: 1,
  stock: { here: 0, shop: 0, warehouse: 5 },
  unitPrice: { minor: 3000, currency: 'EUR' },
  way: null,
  ...change,
});
const short = (offer: WayOffer): string =>
  offer.kind === 'refused'
    ? `${offer.way}: ${offer.reason} ${offer.lineIds.join()}`
    : `${offer.way} ${offer.cost.minor} ${offer.from.slice(5)}..${offer.until.slice(5)}`;

describe('the ways of a bag', () => {
  it('come cheapest first, then soonest, and last those that it cannot go', () => {
    const { all, today } = bagWays([line('a')], basis, 'EUR');
    expect(today).toBe('2026-11-23');
    expect(all.map(short)).toEqual(['desk 0 11-24..11-25', 'silo 100 11-24..11-25', 'ship 395 11-24..11-25', 'carry-out: not-here a']);
  });
  it('say which lines do not go', () => {
    const bag = [line('a', { stock: { here: 1, shop: 0, warehouse: 0 } }), line('b'), line('c', { garment: 'coat' })];
    expect(bagWays(bag, basis, 'EUR').all.map(short)).toEqual(['desk 0 11-24..11-25', 'ship 0 11-24..11-25', 'carry-out: not-here b,c', 'silo: too-big c']);
  });
  it('are those that the shop has', () => {
    const ways = (change: Partial<PromiseBasis>) => bagWays([line('a')], { ...basis, ...change }, 'EUR').all.map(({ way }) => way);
    expect(ways({ hasSilo: false })).toEqual(['desk', 'ship', 'carry-out']);
    expect(ways({ rules: { ...rules, desk: null, carryOut: false, ship: [] } })).toEqual(['silo']);
  });
  it('name the countries that the shop sends to, its own first where it sends there at all', () => {
    const countries = (home: string, ...given: readonly (readonly string[])[]) => {
      const ship = rules.ship.flatMap((rule, index) => (given[index] === undefined ? [] : [{ ...rule, countries: [...given[index]] }]));
      return bagWays([line('a')], { ...basis, home, rules: { ...rules, ship } }, 'EUR').countries;
    };
    expect([countries('ES', ['ES'], ['ES']), countries('ES', ['PT', 'AD'], ['ES', 'PT'])]).toEqual([['ES'], ['ES', 'PT', 'AD']]);
    // A shop elsewhere that sends at home only, one whose rule names no country, one that sends across the border only, one that sends nothing.
    expect([countries('CL', ['CL']), countries('AR', []), countries('AD', ['ES']), countries('AR')]).toEqual([['CL'], ['AR'], ['ES'], []]);
  });
  it('tell from which worth on one costs nothing', () => {
    const ship = bagWays([line('a')], basis, 'EUR').all.find(({ way }) => way === 'ship');
    expect(ship).toMatchObject({ freeFrom: { minor: 5000, currency: 'EUR' } });
  });
});

describe('a line', () => {
  it('rides along with others for nothing, and never costs less than nothing', () => {
    const bag = [line('a', { way: 'ship', unitPrice: { minor: 4000, currency: 'EUR' } }), line('b', { unitPrice: { minor: 500, currency: 'EUR' } }), line('c')];
    const [a, b, c] = bagWays(bag, basis, 'EUR').lines;
    expect(a?.chosen).toBe('ship');
    expect(a?.offers.map(short)[2]).toBe('ship 395 11-24..11-25');
    expect(b?.offers.map(short)).toEqual(['desk 0 11-24..11-25', 'ship 0 11-24..11-25', 'silo 100 11-24..11-25', 'carry-out: not-here b']);
    // It makes sending free altogether, which is no gift of this line.
    expect(c?.offers.find(({ way }) => way === 'ship')).toMatchObject({ cost: { minor: 0 } });
  });
  it('takes its pieces from where they are soonest, and waits for the last', () => {
    const of = (stock: WayLine['stock'], quantity: number) => bagWays([line('a', { stock, quantity })], basis, 'EUR').lines[0]?.offers.map(short)[0];
    expect(of({ here: 2, shop: 9, warehouse: 9 }, 2)).toBe('carry-out 0 11-23..11-23');
    expect(of({ here: 1, shop: 9, warehouse: 1 }, 2)).toBe('desk 0 11-24..11-25');
    expect(of({ here: 1, shop: 9, warehouse: 1 }, 3)).toBe('desk 0 11-26..11-30');
    expect(of({ here: 1, shop: 1, warehouse: 1 }, 4)).toBe('carry-out: not-here a');
    expect(of({ here: -3, shop: 0, warehouse: 1 }, 1)).toBe('desk 0 11-24..11-25');
  });
  it('has no chosen way once that way is gone', () => {
    expect(bagWays([line('a', { way: 'carry-out' })], basis, 'EUR').lines[0]?.chosen).toBeNull();
  });
});

describe('sending', () => {
  const to = (country: string, postcode: string) => {
    const offers = bagWays([line('a')], { ...basis, destination: { country, postcode } }, 'EUR').all;
    return offers.filter(({ way }) => way === 'ship').map(short)[0];
  };
  it('is promised by the first rule that fits the address', () => {
    expect(to('ES', '28013')).toBe('ship 395 11-24..11-25');
    expect(to('ES', '35 001')).toBe('ship 995 11-27..12-03');
    expect(to('FR', '75001')).toBe('ship: not-sent-there a');
  });
  it('goes everywhere by a rule that names no country', () => {
    const offers = bagWays([line('a')], { ...basis, rules: usualDeliveryRules, destination: { country: 'CL', postcode: '8320000' } }, 'EUR').all;
    expect(offers.map(short)).toContain('ship 0 11-26..11-30');
  });
});

describe('what an order promises', () => {
  it('is one thing for each way in use, each costing once', () => {
    const bag = [
      line('a', { way: 'ship' }),
      line('b', { way: 'silo' }),
      line('c', { way: 'ship', quantity: 2 }),
      line('d', { way: 'carry-out', stock: { here: 1, shop: 0, warehouse: 0 } }),
    ];
    expect(promisesOf(bag, basis, 'EUR')?.map(({ way, cost, until }) => [way, cost.minor, until])).toEqual([
      ['carry-out', 0, '2026-11-23'],
      ['silo', 100, '2026-11-25'],
      ['ship', 0, '2026-11-25'],
    ]);
  });
  it('is nothing as long as a line has no way, or one that it cannot go', () => {
    expect(promisesOf([line('a', { way: 'ship' }), line('b')], basis, 'EUR')).toBeNull();
    expect(promisesOf([line('a', { way: 'carry-out' })], basis, 'EUR')).toBeNull();
    expect(promisesOf([], basis, 'EUR')).toEqual([]);
  });
});
