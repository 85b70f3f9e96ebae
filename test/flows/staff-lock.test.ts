import { afterEach, describe, expect, it } from 'vitest';
import { TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

describe('a signed-in member who walks away', () => {
  it.each(['status', 'ordersToPrepare'] as const)('is locked out although the page goes on asking for %s by itself', async (asked) => {
    shop = await TestStation.start();
    await shop.signIn();
    const { staff } = shop.station.intents;
    for (let minute = 0; minute < 5; minute++) {
      expect((await staff[asked]({})).ok).toBe(true);
      await shop.advance(60_000);
    }
    expect(await staff[asked]({})).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    expect(shop.station.screens.staff.current().member).toBeNull();
  });
});
