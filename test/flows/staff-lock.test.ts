import { afterEach, describe, expect, it } from 'vitest';
import type { OrderId } from '../../src/kernel/ids.ts';
import { err, expectOk, ok, type Result } from '../../src/kernel/result.ts';
import { LoadShop } from './support/load-shop.ts';
import { good, TestStation } from './support/test-station.ts';

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

describe('a screen that locks with a door in hand', () => {
  const left = () => shop.station.screens.staff.current().leftDoors;
  const locked = async () => {
    await shop.advance(310_000);
    expect(shop.station.screens.staff.current().member).toBeNull();
  };

  it('names the door that was left open while loading, then the question about it, and nothing of the parcel', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    const orderId = shop.paidOrder(1);
    good(await shop.station.intents.staff.beginLoad({ orderId, size: 'M' }));
    await shop.advance(1_500);
    expect(left()).toBeUndefined();
    await locked();
    const { number } = expectOk(doorOf(orderId), 'the door');
    expect(left()).toEqual([{ number, task: 'load', state: 'open' }]);
    const order = shop.store.read.order(orderId);
    const { bank: _, ...shown } = shop.station.screens.staff.current();
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${orderId}|${order?.number ?? 'no number'}|@`));
    let drawn = 0;
    const stop = shop.station.screens.staff.onChange(() => (drawn += 1));
    shop.boards.closeDoor(shop.addressOf(orderId));
    await shop.advance(1_500);
    stop();
    expect([left(), drawn > 0]).toEqual([[{ number, task: 'load', state: 'asks' }], true]);
    await shop.signIn();
    expect(left()).toBeUndefined();
    good(await shop.station.intents.staff.answerLoad({ answer: 'placed' }));
    good(await shop.station.intents.staff.closeLoad({}));
    good(await shop.station.intents.staff.signOut({}));
    expect(left()).toBeUndefined();
  });

  it('names it also after a power cut, until somebody has closed it', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    const orderId = shop.paidOrder(1);
    good(await shop.station.intents.staff.beginLoad({ orderId, size: 'M' }));
    await shop.advance(1_500);
    const from = shop.snapshot();
    const { number } = expectOk(doorOf(orderId), 'the door');
    const address = shop.addressOf(orderId);
    await shop.close();
    shop = await TestStation.start({ from, open: [address] });
    await shop.advance(3_000);
    expect(left()).toEqual([{ number, task: 'load', state: 'open' }]);
    shop.boards.closeDoor(address);
    await shop.advance(1_500);
    expect(left()).toBeUndefined();
  });

  it('names a compartment that somebody only looked into', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    const compartmentId = '0-00';
    good(await shop.station.intents.staff.beginCheck({ compartmentId }));
    await shop.advance(1_500);
    await locked();
    expect(left()).toMatchObject([{ task: 'check', state: 'open' }]);
  });

  it('names the door of a parcel that was taken out', async () => {
    shop = await TestStation.start();
    const floor = new LoadShop(shop);
    await shop.signIn();
    floor.order(1);
    const parcel = await floor.load(1);
    floor.change((tx) => {
      const now = tx.parcel(parcel.parcelId);
      if (now !== null) tx.putParcel({ ...now, recall: 'damaged' });
    });
    good(await floor.staff.endLoadRound({}));
    good(await floor.staff.startRecall({ parcelIds: [parcel.parcelId] }));
    await shop.advance(1_500);
    await locked();
    expect(left()).toEqual([{ number: parcel.doorNumber, task: 'recall', state: 'open' }]);
  });
});

/** The door that was opened for an order. */
function doorOf(orderId: OrderId): Result<{ readonly number: number }, 'none'> {
  const compartmentId = shop.store.read.liveIntents().find((intent) => intent.orderId === orderId)?.compartmentId;
  const door = compartmentId === undefined ? null : shop.store.read.compartment(compartmentId);
  return door === null ? err('none') : ok(door);
}
