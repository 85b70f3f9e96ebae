import { afterEach, describe, expect, it } from 'vitest';
import { done, expectOk } from '../../src/kernel/result.ts';
import { storeParcel } from './support/collecting.ts';
import { codeOf, passBody, passIdOf, pinOf, shortCodeOf } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const intents = () => shop.station.intents.silo;
const pinCode = (n: number) => codeOf(passBody(n, { flags: { pin: true, totp: false, assistOnly: false } }));

async function confirm(pin: string): Promise<string> {
  await shop.advance(600);
  const outcome = await intents().confirmPin({ pin });
  return outcome.ok ? 'ok' : outcome.error.kind;
}

describe('a code that needs its PIN', () => {
  it('asks for it, says when it was wrong, and opens with the right one', async () => {
    shop = await TestStation.start();
    storeParcel(shop, { n: 1, door: 2, pass: 1 });
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(pinCode(1))).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'pin', wrong: false });
    expect(await confirm('000000')).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'pin', wrong: true });
    expect(await confirm(pinOf(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
    expect(shop.audit(before)).toEqual(['pass.refused R_PIN', 'pass.accepted', 'door.attempt', 'door.opened']);
  });

  it('asks for it whatever lies here, and says the same of every wrong end', async () => {
    shop = await TestStation.start();
    for (const n of [3, 77]) {
      expect(await shop.scan(pinCode(n))).toBe('ok');
      expect(shop.silo).toMatchObject({ kind: 'pin' });
      expect(await confirm('000000')).toBe('refused');
      expect(shop.silo).toMatchObject({ kind: 'pin', wrong: true });
    }
    expect(await shop.scan(pinCode(3))).toBe('ok');
    expect(await confirm(pinOf(3))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
    expect(shop.pulses).toEqual([]);
  });

  it('says at the fifth wrong one that the PIN is locked, at once on the next scan, and after a restart', async () => {
    shop = await TestStation.start();
    storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await shop.scan(pinCode(1));
    for (let i = 0; i < 4; i++) expect(await confirm('000000')).toBe('refused');
    expect(await confirm('000000')).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'locked', codeWorks: false });
    expect(await confirm(pinOf(1))).toBe('not-now');
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk });
    await shop.advance(5000);
    expect(await shop.scan(pinCode(1))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'locked', codeWorks: false });
    expect(shop.pulses).toEqual([]);
  });

  it('forgets who asked when nobody types, and takes a PIN only while it asks', async () => {
    shop = await TestStation.start();
    storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await shop.scan(pinCode(1));
    await shop.advance(60_000);
    good(await intents().extend({}));
    await shop.advance(60_000);
    expect(shop.silo.kind).toBe('pin');
    await shop.advance(31_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(await confirm(pinOf(1))).toBe('not-now');
  });

  it('is not asked for twice on one visit: the next door opens for a press', async () => {
    shop = await TestStation.start();
    const first = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    storeParcel(shop, { n: 2, door: 9, pass: 1 });
    await shop.scan(pinCode(1));
    await confirm(pinOf(1));
    await shop.advance(600);
    shop.boards.closeDoor(first.address);
    await shop.advance(1200);
    good(await intents().openNext({}));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 9 } });
  });

  it('gives way to another person, whose code is served', async () => {
    shop = await TestStation.start();
    storeParcel(shop, { n: 1, door: 2, pass: 1 });
    storeParcel(shop, { n: 2, door: 9, pass: 2 });
    await shop.scan(pinCode(1));
    expect(await shop.scan(codeOf(passBody(2)))).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'opening', door: { number: 9 } });
    expect(await confirm(pinOf(1))).toBe('not-now');
  });
});

describe('short code and PIN, for who has no phone', () => {
  async function enter(n: number, pin: string): Promise<string> {
    await shop.advance(600);
    const outcome = await intents().enterPin({ shortCode: shortCodeOf(n), pin });
    return outcome.ok ? 'ok' : outcome.error.kind;
  }

  it('is told that the PIN is locked and the code still works, for a short code that nobody has as for one that somebody has', async () => {
    for (const n of [1, 999]) {
      shop = await TestStation.start();
      storeParcel(shop, { n: 1, door: 2, pass: 1 });
      for (let i = 0; i < 4; i++) {
        expect(await enter(n, '000000')).toBe('refused');
        expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
      }
      expect(await enter(n, '000000')).toBe('refused');
      expect(shop.silo).toMatchObject({ kind: 'locked', codeWorks: true });
      if (n === 1) await shop.close();
    }
  });

  it('opens nothing for a pass that was taken back', async () => {
    shop = await TestStation.start();
    storeParcel(shop, { n: 1, door: 2, pass: 1 });
    expectOk(
      shop.store.commitTables((tables) => {
        tables.passes.revoke(passIdOf(1), 1);
        return done;
      }),
      'the revocation',
    );
    expect(await enter(1, pinOf(1))).toBe('refused');
    expect(shop.pulses).toEqual([]);
  });
});
