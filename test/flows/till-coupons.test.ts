import { afterEach, expect, it } from 'vitest';
import type { LoyaltyRules } from '../../src/contract/loyalty/loyalty.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const rules: LoyaltyRules = {
  ...{ memberKeys: [], earnMinor: 100, pointMinor: 5, currency: 'EUR', leastPoints: 100, offlinePoints: 200 },
  ...{ newsletter: false, membership: false, boxes: [] },
};

function tell(value: LoyaltyRules | null): void {
  const from = shop.store.cursor('loyalty');
  const page = { rows: [{ key: 'rules', revision: from + 1, value }], next: from + 1, more: false, serverTime: shop.clock.now() };
  expect(expectOk(shop.store.applyPage('loyalty', from, page, shop.clock.now()), 'the page').skipped).toEqual([]);
}

it('the till has a place for coupons only while the shop takes any, and hears of that at once', async () => {
  shop = await TestStation.start();
  const { staff } = shop.station.screens;
  const seen: (boolean | undefined)[] = [staff.current().benefits];
  const stop = staff.onChange(() => {
    const { benefits } = staff.current();
    if (seen.at(-1) !== benefits) seen.push(benefits);
  });
  tell(rules);
  tell(null);
  stop();
  expect(seen).toEqual([undefined, true, undefined]);
});
