import { afterEach, describe, expect, it } from 'vitest';
import { expectOk } from '../../src/kernel/result.ts';
import { closeDoor, codeOfPass, storeParcel, type StoredParcel } from './support/collecting.ts';
import { passIdOf, pinOf, shortCodeOf } from './support/shop.ts';
import { TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

async function open(options: TestStationOptions = {}): Promise<readonly StoredParcel[]> {
  shop = await TestStation.start(options);
  return [1, 2, 3].map((n) => storeParcel(shop, { n, door: n + 2, pass: n }));
}

/** Types a short code and a PIN; answers with what came of it. */
async function type(n: number, pin: string): Promise<string> {
  await shop.advance(600);
  const outcome = await shop.station.intents.silo.enterPin({ shortCode: shortCodeOf(n), pin });
  return outcome.ok ? 'opens' : outcome.error.kind;
}

async function typeWrong(times: number, n: (at: number) => number): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (let at = 0; at < times; at++) outcomes.push(await type(n(at), '000000'));
  return outcomes;
}

/** How long the silo says that nobody may type, in seconds. */
const pauseSeconds = () => (shop.silo.kind === 'wait' ? Math.round((shop.silo.until - shop.clock.now()) / 1000) : null);

describe('wrong PINs', () => {
  it('lock the PIN of a parcel after five, for good; its code goes on to open', async () => {
    const [parcel] = await open();
    expect(new Set(await typeWrong(5, () => 1))).toEqual(new Set(['refused']));
    await shop.advance(60_000);
    expect([await type(1, pinOf(1)), shop.pulses]).toEqual(['refused', []]);
    expect(shop.silo).toMatchObject({ kind: 'locked', codeWorks: true });
    await shop.advance(30_000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    if (parcel !== undefined) await closeDoor(shop, parcel);
  });

  it('lock a code that nobody has just as a real one, so that "locked" tells nothing', async () => {
    await open();
    const [known, unknown] = [1, 77];
    const shown: (readonly string[])[] = [];
    for (const n of [known, unknown]) {
      const states: string[] = [];
      for (let at = 0; at < 5; at++) {
        await type(n, '000000');
        states.push(shop.silo.kind);
        await shop.advance(15_000);
      }
      shown.push(states);
    }
    expect(shown[0]).toEqual(shown[1]);
  });

  it('are forgotten, and the PIN is another, when the hub resets it', async () => {
    const [parcel] = await open();
    await typeWrong(5, () => 1);
    const pass = shop.store.read.pass(passIdOf(2));
    const value = { parcelId: parcel?.parcelId, deadline: null, recall: null, pin: pass?.pin ?? null };
    const page = { rows: [{ key: value.parcelId ?? '', revision: 1, value }], next: 1, more: false, serverTime: shop.clock.now() };
    expect(expectOk(shop.store.applyPage('parcels', 0, page, shop.clock.now()), 'the page').skipped).toEqual([]);
    await shop.advance(30_000);
    expect([await type(1, pinOf(1)), await type(1, pinOf(2))]).toEqual(['refused', 'opens']);
  });

  it('pause the whole silo after ten in ten minutes: a minute, then twice as long each time', async () => {
    await open();
    expect((await typeWrong(10, (at) => 20 + at)).at(-1)).toBe('refused');
    const pauses: (number | null)[] = [];
    for (let round = 0; round < 3; round++) {
      expect(await type(1, pinOf(1))).toBe('wait');
      const seconds = pauseSeconds();
      pauses.push(seconds);
      await shop.advance((seconds ?? 0) * 1000);
      expect(await type(40 + round, '000000')).toBe('refused');
    }
    expect(pauses.map((seconds) => Math.round((seconds ?? 0) / 60))).toEqual([1, 2, 4]);
    expect(shop.pulses).toEqual([]);
  });

  it('pause nobody who shows a code', async () => {
    await open();
    await typeWrong(11, (at) => 20 + at);
    await shop.advance(3000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
  });
});

describe('a pause', () => {
  it.each([
    ['is set ahead by an hour', 3_600_000],
    ['is set back by an hour', -3_600_000],
    ['is set ahead by ten years', 10 * 365 * 86_400_000],
  ])('is as long as ever when the clock %s', async (_name, offset) => {
    await open();
    await typeWrong(10, (at) => 20 + at);
    shop.clock.wallOffset = offset;
    await shop.advance(40_000);
    expect(await type(1, pinOf(1))).toBe('wait');
    await shop.advance(25_000);
    expect(await type(1, pinOf(1))).toBe('opens');
  });

  it('is not shortened by pulling the plug, whatever the clock says afterwards', async () => {
    await open();
    await typeWrong(10, (at) => 20 + at);
    for (const wallOffset of [0, 3_600_000]) {
      const disk = shop.snapshot();
      await shop.close();
      shop = await TestStation.start({ from: disk, wallOffset, seed: 200 + wallOffset });
      expect(await type(1, pinOf(1))).toBe('wait');
    }
    await shop.advance(61_000);
    expect(await type(1, pinOf(1))).toBe('opens');
  });

  it('counts a try before it looks at it: pulling the plug gives no free one', async () => {
    await open();
    const tries: Promise<unknown>[] = [];
    await shop.advance(600);
    tries.push(shop.station.intents.silo.enterPin({ shortCode: shortCodeOf(1), pin: '000000' }));
    expect(shop.store.read.limiter(`pin:${passIdOf(1)}`)?.failures).toBe(1);
    await Promise.all(tries);
  });
});
