import { afterEach, describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../src/contract/orders.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { closeDoor, codeOfPass, storeParcel } from './support/collecting.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
let revision = 0;
afterEach(() => shop.close());

/** The hub tells of an order's money, as it does after a bank has taken it back or given it again. */
function tell(orderId: OrderId, money: Pick<OrderSummary, 'onHold' | 'paying'>): void {
  const { store } = shop;
  const row = store.read.order(orderId);
  if (row === null) throw new Error('the order is there');
  const { paidHere: _p, onHold: _h, paying: _y, ...known } = row;
  revision = store.cursor('orders') + 1;
  const page = { rows: [{ key: orderId, revision, value: { ...known, ...money } }], next: revision, more: false, serverTime: shop.clock.now() };
  expect(expectOk(store.applyPage('orders', revision - 1, page, shop.clock.now()), 'the page').skipped).toEqual([]);
}

describe('a parcel whose order’s money was taken back', () => {
  it('opens for nobody, says why to the holder of its code alone, calls staff, and opens once it is cleared', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    tell(parcel.orderId, { onHold: true });
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'shut', doors: [{ number: 2 }], why: 'hold', called: true });
    expect([shop.audit(before), shop.pulses]).toEqual([['help.called', 'pass.refused R_SHUT'], []]);
    good(await shop.station.intents.silo.dismiss({ seen: shop.silo.kind }));
    tell(parcel.orderId, {});
    await shop.advance(1000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
  });

  it('stays behind its door while the holder’s other parcels are collected, also when the word came between two doors', async () => {
    shop = await TestStation.start();
    const first = storeParcel(shop, { n: 1, door: 1, pass: 1 });
    const second = storeParcel(shop, { n: 2, door: 2, pass: 1 });
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    tell(second.orderId, { onHold: true });
    await closeDoor(shop, first);
    expect(await shop.station.intents.silo.openNext({})).toMatchObject({ ok: false });
    await shop.advance(1000);
    expect(shop.pulses.length).toBe(1);
  });
});

describe('an order that is on hold', () => {
  it('is not in the list to prepare, and is not loaded', async () => {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(3);
    await shop.signIn();
    const listed = async () => expectOk(await shop.station.intents.staff.ordersToPrepare({}), 'the list').length;
    const load = () => shop.station.intents.staff.beginLoad({ orderId, size: 'S' });
    expect(await listed()).toBe(1);
    tell(orderId, { onHold: true });
    expect([await listed(), await load()]).toEqual([0, { ok: false, error: { kind: 'on-hold' } }]);
    tell(orderId, {});
    expect([await listed(), (await load()).ok]).toEqual([1, true]);
  });
});
