import { afterEach, describe, expect, it } from 'vitest';
import type { HeldReading } from '../../src/station/ports/readings.ts';
import { staff } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function openPage(): string[] {
  const heard: string[] = [];
  shop.station.screens.readings.subscribe((held: HeldReading) => {
    if (held.isCurrent()) heard.push(`${held.reading.kind} ${held.reading.code}`);
  });
  return heard;
}

describe('a scanner on a port of its own', () => {
  it('opens doors by code without any page, and tells the page nothing of it', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const page = openPage();
    shop.scanOnPort(bytes(parcel.code));
    await shop.advance(2000);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: parcel.doorNumber } });
    expect(page).toEqual([]);
    expect(shop.beeps).toEqual(['taken']);
  });

  it('hands badges, till codes and labels to the page, and neither log, audit nor outbox learn of them', async () => {
    shop = await TestStation.start();
    const page = openPage();
    const before = shop.store.read.auditHead().seq;
    for (const code of [staff.badge, 'PT1:K1-00042-7:3995:EUR:12', '8412345678905']) {
      shop.scanOnPort(bytes(code));
      await shop.advance(600);
    }
    expect(page).toEqual([`badge ${staff.badge}`, 'till PT1:K1-00042-7:3995:EUR:12', 'other 8412345678905']);
    expect(shop.audit(before)).toEqual([]);
    expect(shop.silo).toEqual({ kind: 'ready' });
  });

  it('reads bytes that are no text as one character each', async () => {
    shop = await TestStation.start();
    const page = openPage();
    shop.scanOnPort(Uint8Array.of(0xff, 0x41, 0x80));
    expect(page).toEqual(['other \u00ffA\u0080']);
  });

  it('tells nobody what was read for a shopper whose session has ended meanwhile', async () => {
    shop = await TestStation.start();
    good(await shop.station.intents.kiosk.start({ locale: 'es' }));
    const held: HeldReading[] = [];
    shop.station.screens.readings.subscribe((one) => held.push(one));
    shop.scanOnPort(bytes('8412345678905'));
    good(await shop.station.intents.kiosk.end({}));
    good(await shop.station.intents.kiosk.start({ locale: 'en' }));
    expect(held.map((one) => one.isCurrent())).toEqual([false]);
  });

  it('lets the silo refuse what its page hands back, as it refuses what a camera sees', async () => {
    shop = await TestStation.start();
    const before = shop.store.read.auditHead().seq;
    expect(await shop.station.intents.silo.scan({ code: '8412345678905', source: 'port' })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'product-code' });
    expect(shop.audit(before)).toEqual(['pass.refused R_FORMAT']);
  });
});

describe('a beep', () => {
  it('says whether a code was taken or refused, whoever read it, and nothing while the silo is busy', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    expect(shop.beeps).toEqual([]);
    await shop.scan('8412345678905');
    await shop.scan(parcel.code);
    await shop.advance(2000);
    await shop.scan('LK1:nothing');
    expect(await shop.station.intents.silo.scan({ code: 'too soon', source: 'camera' })).toEqual({ ok: false, error: { kind: 'busy' } });
    await shop.advance(1000);
    expect(await shop.station.intents.silo.enterPin({ shortCode: '000000010', pin: '000000' })).toMatchObject({ ok: false });
    expect(shop.beeps.slice(0, 3)).toEqual(['refused', 'taken', 'refused']);
    expect(shop.beeps.length).toBeLessThanOrEqual(4);
  });
});

describe('the light at a door', () => {
  it('flashes when the door was opened for somebody, and again with each reminder', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.asked.length = 0;
    await shop.scan(parcel.code);
    await shop.advance(2000);
    const light = `flash bank/${parcel.address.board}/${parcel.address.lock}`;
    expect(shop.asked).toEqual([light]);
    await shop.advance(65_000);
    expect(shop.asked).toEqual([light, light, light]);
  });
});

describe('a pulse that waits in the queue of its bus', () => {
  it('is withdrawn when the door is seen open before it was begun', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.asked.length = 0;
    shop.isBusStuck = true;
    expect(await shop.scan(parcel.code)).toBe('ok');
    await shop.advance(300);
    expect(shop.asked).toEqual([]);
    shop.boards.forceOpen(parcel.address);
    await shop.advance(500);
    expect(shop.silo.kind).toBe('open');
    const lock = `bank/${parcel.address.board}/${parcel.address.lock}`;
    expect(shop.asked).toEqual([`withdraw ${lock}`, `flash ${lock}`]);
  });

  it('is withdrawn when the station stops', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.isBusStuck = true;
    await shop.scan(parcel.code);
    shop.asked.length = 0;
    shop.station.close();
    expect(shop.asked).toEqual([`withdraw bank/${parcel.address.board}/${parcel.address.lock}`]);
  });
});

describe('the printer', () => {
  it('is known to every screen and to the status page before anything is printed', async () => {
    shop = await TestStation.start();
    const { screens, intents } = shop.station;
    const told: (string | undefined)[] = [];
    screens.kiosk.onChange(() => told.push(screens.kiosk.current().place.printer));
    for (const state of ['paper-near-end', 'paper-out', 'cover-open', 'offline', 'ok'] as const) shop.printer.state = state;
    expect(told).toEqual(['paper-near-end', 'paper-out', 'cover-open', 'offline', 'ok']);
    shop.printer.state = 'cover-open';
    expect(screens.staff.current().place.printer).toBe('cover-open');
    await shop.signIn();
    expect(await intents.staff.status({})).toMatchObject({ ok: true, value: { printer: 'cover-open', scanner: { state: 'ok', detail: '' } } });
  });

  it('that has no paper loses no slip: it is printed when asked again', async () => {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(1);
    const { staff: intents } = shop.station.intents;
    await shop.signIn();
    good(await intents.beginLoad({ orderId, size: 'M' }));
    await shop.advance(1500);
    shop.boards.closeDoor(shop.addressOf(orderId));
    await shop.advance(1500);
    good(await intents.answerLoad({ answer: 'placed' }));
    shop.printer.state = 'paper-out';
    expect(await intents.printSlip({})).toEqual({ ok: false, error: { kind: 'paper-out' } });
    shop.printer.state = 'ok';
    expect(await intents.printSlip({})).toMatchObject({ ok: true });
    expect(shop.printed).toHaveLength(1);
  });
});
