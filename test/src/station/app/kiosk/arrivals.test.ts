import { expect, it } from 'vitest';
import { deliveryRules } from '../../../../../src/contract/hub/delivery.ts';
import type { ProductDetail, VariantDetail } from '../../../../../src/contract/station/views.ts';
import { shopTime } from '../../../../../src/core/promises/work-days.ts';
import { withArrivals } from '../../../../../src/station/app/kiosk/arrivals.ts';

const everyDay = { weekdays: [0, 1, 2, 3, 4, 5, 6] };
const leg = (least: number, most: number) => ({ cutOff: '14:00', handling: 0, least, most });
const rules = deliveryRules.parse({
  shop: everyDay,
  warehouse: everyDay,
  carryOut: true,
  desk: { here: leg(0, 0), shop: leg(1, 1), warehouse: leg(2, 4) },
  silo: { here: leg(0, 0), shop: leg(2, 2), warehouse: leg(2, 4), cost: 100 },
  ship: [{ name: 'España', countries: ['ES'], cost: 395, freeFrom: 10_000, carrier: everyDay, here: leg(1, 1), shop: leg(4, 5), warehouse: leg(1, 2) }],
});
// A Monday morning in Madrid.
const basis = { rules, now: shopTime(Date.UTC(2026, 10, 23, 9, 0), 'Europe/Madrid'), destination: null, home: 'ES', hasSilo: true };

function product(...stocks: Partial<Record<'here' | 'shop' | 'warehouse', number>>[]): ProductDetail {
  const variants = stocks.map((stock, i): VariantDetail => {
    const places = Object.entries(stock).map(([kind, quantity]) => ({ locationId: kind, name: kind, kind: kind as 'here', quantity, asOf: 0 }));
    const price = { minor: 100, currency: 'EUR' };
    return {
      sku: `S${i}`,
      size: null,
      colour: null,
      colourHex: null,
      price,
      compareAt: null,
      stock: places,
      orderable: places.some(({ quantity }) => quantity > 0),
    };
  });
  const picture = { kind: 'drawing', garment: 'shirt', colour: '#123456', pattern: 'plain' } as const;
  return { productId: 'p', title: 'P', brand: '', category: '', description: '', picture, variants };
}

it('each size that is elsewhere says between which days it would be had, by whatever way is soonest', () => {
  const { today, variants } = withArrivals(product({ here: 2 }, { shop: 1, warehouse: 0 }, { warehouse: 5 }, { shop: 0 }, {}), basis);
  expect([today, variants.map(({ arrives }) => arrives)]).toEqual([
    '2026-11-23',
    [undefined, { from: '2026-11-24', until: '2026-11-24' }, { from: '2026-11-24', until: '2026-11-25' }, undefined, undefined],
  ]);
});

it('a shop that has no way for it says nothing', () => {
  const none = deliveryRules.parse({ ...rules, desk: null, silo: null, ship: [] });
  expect(withArrivals(product({ warehouse: 5 }), { ...basis, rules: none }).variants[0]?.arrives).toBe(undefined);
});
