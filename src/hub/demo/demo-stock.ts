import type { Stock } from '../../contract/catalogue.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { DEMO_LOCATIONS } from './demo-shop.ts';
import type { SeededNumbers } from './seeded-numbers.ts';

/**
 * Figures of five locations for each SKU: about half of the sizes are missing here, most of those are somewhere else, and a few
 * are nowhere at all. `wish` is missing here for certain and plentiful in a warehouse.
 */
export function demoStock(skus: readonly string[], numbers: SeededNumbers, now: UnixMs, wish: string): Stock[] {
  return skus.flatMap((sku) => {
    const soldOut = numbers.next() < 0.04;
    return PLACES.map(({ locationId, chance, most, ageMs }, place): Stock => {
      const drawn = numbers.next() < chance ? numbers.whole(1, most) : 0;
      const quantity = sku === wish ? (place === 0 ? 0 : 12) : soldOut ? 0 : drawn;
      return { sku, locationId, quantity, asOf: now - ageMs };
    });
  });
}

/** How likely a place has a SKU, how many at most, and how old its figure is (shops count less often than the till here). */
const PLACES = DEMO_LOCATIONS.map(({ locationId, kind }, place) =>
  kind === 'warehouse'
    ? { locationId, chance: 0.75, most: 40, ageMs: 35 * 60_000 }
    : { locationId, chance: 0.5, most: place === 0 ? 5 : 4, ageMs: place === 0 ? 2 * 60_000 : 14 * 60_000 },
);
