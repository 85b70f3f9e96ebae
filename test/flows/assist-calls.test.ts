import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../../src/kernel/result.ts';
import { shirt } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
beforeEach(async () => {
  shop = await TestStation.start();
});
afterEach(() => shop.close());

const kiosk = () => shop.station.intents.kiosk;
const view = () => shop.station.screens.kiosk.current();
const record = (kinds: RegExp) => {
  const entries: string[] = [];
  for (let seq = 1; seq <= shop.store.read.auditHead().seq; seq++) {
    const { kind, facts }: { kind: string; facts: object } = JSON.parse(shop.store.tables.audit.entry(seq) ?? '{}');
    if (kinds.test(kind)) entries.push(`${kind} ${JSON.stringify(facts)}`);
  }
  return entries;
};

/** A page of the bucket `calls`, as the hub sends it. */
function hubSays(key: string, value: unknown): void {
  const from = shop.store.cursor('calls');
  const page = { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: shop.clock.now() };
  expect(expectOk(shop.store.applyPage('calls', from, page, shop.clock.now()), 'the page').skipped).toEqual([]);
}

async function shopperWithShirt(): Promise<void> {
  good(await kiosk().start({ locale: 'es' }));
  good(await kiosk().add({ sku: shirt.variants[0]?.sku ?? '' }));
}

async function takeOver(): Promise<void> {
  await shop.signIn();
  good(await shop.station.intents.assist.begin({ locale: 'es' }));
}

describe('standing beside a shopper', () => {
  it('rings there for calls from elsewhere, which are one touch away, and tells the shopper no more than where somebody waits', async () => {
    await shopperWithShirt();
    await takeOver();
    const callId = '018f0000-0000-7000-8000-00000000ca77';
    const waiting = { callId, stationId: 'gran-via-2', stationCode: 'K2', screen: 'kiosk', calledAt: shop.clock.now(), doing: 'member' } as const;
    const open = { answeredAt: null, answeredBy: null, endedAt: null };
    let drawn = 0;
    const stop = shop.station.screens.kiosk.onChange(() => (drawn += 1));
    hubSays(callId, { ...waiting, ...open });
    await shop.advance(5_000);
    stop();
    expect(drawn).toBeGreaterThan(0);
    const shown = { callId, where: 'elsewhere', station: 'K2', screen: 'kiosk', calledAt: waiting.calledAt };
    expect(view().assist?.calls).toEqual([{ ...shown, isMine: false }]);
    await shop.advance(200_000);
    good(await shop.station.intents.help.answer({ callId }));
    expect(view().assist?.calls).toEqual([{ ...shown, isMine: true }]);
    good(await kiosk().touch({}));
    // It was an act of the assistant, who is not locked out for it; the staff's own area stays closed.
    await shop.advance(200_000);
    expect([view().assist?.name, shop.station.screens.staff.current().member]).toEqual(['Ana', null]);
    good(await shop.station.intents.help.end({ callId }));
    expect(view().assist?.calls).toBeUndefined();
    expect(record(/^help/).map((entry) => entry.replaceAll(/"waitedMs":\d+/g, '"waitedMs":0'))).toEqual([
      `help.answered {"call":"${callId}","staff":"staff-1","waitedMs":0}`,
      `help.ended {"call":"${callId}","outcome":"helped","reason":"done","staff":"staff-1"}`,
    ]);
  });

  it('does not show what others answered, nor the call of the shopper who stands right there', async () => {
    await shopperWithShirt();
    await takeOver();
    const callId = '018f0000-0000-7000-8000-00000000ca78';
    const answered = { answeredAt: shop.clock.now(), answeredBy: 'Marcos Ruiz', endedAt: null };
    hubSays(callId, { callId, stationId: 'gran-via-2', screen: 'silo', calledAt: shop.clock.now(), ...answered });
    good(await shop.station.intents.help.call({ screen: 'kiosk', doing: 'bag' }));
    expect([view().assist?.calls, view().help?.state]).toEqual([undefined, 'calling']);
    good(await shop.station.intents.assist.giveBack({}));
    expect(await shop.station.intents.help.answer({ callId })).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
  });
});
