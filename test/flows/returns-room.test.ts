import { afterEach, describe, expect, it } from 'vitest';
import { done, expectOk } from '../../src/kernel/result.ts';
import { returnCode, ReturnShop } from './support/return-shop.ts';
import { closeDoor, codeOfPass, storeParcel } from './support/collecting.ts';
import { good } from './support/test-station.ts';

const MIB = 1_048_576;

let brings: ReturnShop;
afterEach(() => brings.shop.close());

describe('on a disk without room', () => {
  it('a return is refused before anything was shown, also by its code alone, and nothing is taken in', async () => {
    brings = await ReturnShop.start();
    const { shop } = brings;
    shop.store.noteFreeSpace(50 * MIB);
    expect(shop.silo).toEqual({ kind: 'ready', collectOnly: true });
    const before = shop.store.read.auditHead().seq;
    expect(await brings.ask.begin({})).toEqual({ ok: false, error: { kind: 'unavailable' } });
    expect(brings.state('return-refused')).toMatchObject({ reason: 'not-taking', until: null, days: null });
    expect(await shop.scan(returnCode(1))).toBe('refused');
    good(await brings.ask.end({}));
    await shop.advance(1000);
    expect(await shop.scan(returnCode(1))).toBe('refused');
    expect(brings.state('return-refused').reason).toBe('not-taking');
    expect(await brings.ask.enterPin({ number: 'K1-00001-1', pin: '123456' })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect(new Set(shop.audit(before))).toEqual(new Set(['return.refused R_STORAGE']));
    expect([brings.parcels, shop.pulses]).toEqual([[], []]);
  });

  it('one that was begun before opens no door any more', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    brings.shop.store.noteFreeSpace(400 * MIB);
    expect(await brings.ask.open({ locale: 'es' })).toEqual({ ok: false, error: { kind: 'storage' } });
    expect([brings.parcels, brings.shop.pulses]).toEqual([[], []]);
  });

  it('parcels are collected as ever, and with room again returns begin', async () => {
    brings = await ReturnShop.start();
    const { shop } = brings;
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    shop.store.noteFreeSpace(50 * MIB);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    await closeDoor(shop, parcel);
    await shop.advance(20_000);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
    expect(shop.silo).toEqual({ kind: 'ready', collectOnly: true });
    shop.store.noteFreeSpace(5000 * MIB);
    expect(shop.silo).toEqual({ kind: 'ready' });
    good(await brings.ask.begin({}));
  });

  it('the waiting screen hears of it at once', async () => {
    brings = await ReturnShop.start();
    let drawn = 0;
    brings.shop.station.screens.silo.onChange(() => {
      drawn += 1;
    });
    brings.shop.store.noteFreeSpace(50 * MIB);
    brings.shop.store.noteFreeSpace(40 * MIB);
    expect(drawn).toBe(1);
  });
});

describe('where nothing can be given', () => {
  it('it says that staff have to look first while they could free one, and goes on once they have', async () => {
    brings = await ReturnShop.start();
    brings.putAll('free-unverified');
    await brings.choose(returnCode(1));
    expect(brings.state('return-size')).toMatchObject({ gives: null, free: [], unlooked: true });
    const row = brings.rowOf(2);
    expectOk(
      brings.shop.store.commit((tx) => {
        tx.putCompartment({ ...row, state: 'free-verified', needsCheck: false });
        return done;
      }),
      'the look',
    );
    expect(brings.state('return-size')).toMatchObject({ unlooked: true, free: [row.size] });
  });

  it('it says that it is full where looking would free none', async () => {
    brings = await ReturnShop.start();
    brings.putAll('out-of-service');
    await brings.choose(returnCode(1));
    expect(brings.state('return-size')).toMatchObject({ gives: null, free: [], unlooked: false });
  });
});

describe('a door that did not open', () => {
  it('is warned of before its screen ends, and more time may be had ten times', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    for (const { board, lock } of brings.shop.store.read.compartments()) brings.shop.boards.setDoor({ board, lock }, { isJammed: true });
    good(await brings.ask.open({ locale: 'es' }));
    await brings.shop.advance(20_000);
    for (let left = 10; left > 0; left -= 1) {
      const { idle } = brings.state('return-stuck');
      expect(idle).toMatchObject({ extensionsLeft: left });
      expect((idle?.endsAt ?? 0) - (idle?.warnAt ?? 0)).toBe(20_000);
      good(await brings.ask.extend({}));
    }
    expect(await brings.ask.extend({})).toEqual({ ok: false, error: { kind: 'no-extensions-left' } });
    await brings.shop.advance(200_000);
    expect(brings.kind).toBe('ready');
  });
});
