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

  it('is signed out when a shopper begins on the same screen, but not by a change of language', async () => {
    shop = await TestStation.start();
    const { intents, screens } = shop.station;
    expect(await intents.kiosk.start({ locale: 'es' })).toEqual({ ok: true, value: undefined });
    await shop.signIn();
    expect((await intents.kiosk.start({ locale: 'en' })).ok).toBe(true);
    expect(screens.staff.current().member).not.toBeNull();
    expect((await intents.kiosk.end({})).ok).toBe(true);
    expect((await intents.kiosk.start({ locale: 'es' })).ok).toBe(true);
    expect(screens.staff.current().member).toBeNull();
  });
});
