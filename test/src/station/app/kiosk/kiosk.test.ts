import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../../../src/contract/events/operations.ts';
import { kioskView } from '../../../../../src/contract/station/views.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { StationStore } from '../../../../../src/station/ports/store.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { openTestCatalogue } from '../../../../support/catalogue.ts';
import { failingStore, type KioskWorld, kioskWorld, shirt } from '../../../../support/kiosk-world.ts';
import { openMemoryStore, openTestStore, temporaryDirectory } from '../../../../support/store.ts';
import { order as sampleOrder } from '../../store/samples.ts';

const email = { kind: 'email', email: 'ana@example.org' } as const;

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  kiosk = createKiosk(world.parts(store));
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

const session = () => kiosk.view.current().session;
const kinds = (results: readonly { readonly ok: boolean; readonly error?: { readonly kind: string } }[]) => results.map((result) => result.error?.kind ?? 'ok');
const outboxBodies = () => store.tables.outbox.first(500).map((row) => operation.parse(JSON.parse(row.body)));

function fillBag(): void {
  expect(
    kinds([
      kiosk.start({ locale: 'es' }),
      kiosk.add({ sku: 'CAM-M' }),
      kiosk.add({ sku: 'CAM-S' }),
      kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }),
      kiosk.setContact({ contact: email }),
    ]),
  ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
}

describe('a shopper at the kiosk', () => {
  it('orders what the shop does not have, with the price and the stock that were on the screen', () => {
    fillBag();
    expect(session()?.bag.map(({ sku, quantity, hereQuantity, picture }) => [sku, quantity, hereQuantity, picture.colour])).toEqual([
      ['CAM-M', 1, 0, '#9dbfe0'],
      ['CAM-S', 1, 2, '#9dbfe0'],
    ]);
    expect(session()?.total).toEqual({ minor: 5990, currency: 'EUR' });
    expect(kiosk.place()).toEqual({ ok: true, value: undefined });
    expect(session()?.placed).toMatchObject({ number: 'K1-00001-P', status: 'placed', total: { minor: 5990 }, placedOffline: false });
    expect(session()?.placed?.tillCode).toMatch(/^PT1:K1-00001-P:5990:EUR:\d\d$/);
  });

  it('is refused by name, and nothing changes', () => {
    const noSession = [
      kiosk.touch(),
      kiosk.extend(),
      kiosk.add({ sku: 'CAM-M' }),
      kiosk.setQuantity({ lineId: 'line-1', quantity: 1 }),
      kiosk.setContact({ contact: email }),
      kiosk.place(),
    ];
    expect(kinds(noSession)).toEqual(noSession.map(() => 'no-session'));
    kiosk.start({ locale: 'en' });
    const refused = [
      kiosk.add({ sku: 'NOPE' }),
      kiosk.add({ sku: 'CAM-L' }),
      kiosk.add({ sku: 'CAM-USD' }),
      kiosk.add({ sku: 'RET-S' }),
      kiosk.setQuantity({ lineId: 'line-9', quantity: 1 }),
      kiosk.place(),
    ];
    expect(kinds(refused)).toEqual(['unknown-sku', 'nowhere-in-stock', 'unknown-sku', 'unknown-sku', 'unknown-line', 'empty-bag']);
    expect(session()?.bag).toEqual([]);
  });

  it('is sold nothing at a price that cannot be, and nothing that the bag cannot be added up with', async () => {
    const priced = (sku: string, minor: number) => ({
      ...shirt,
      productId: sku,
      variants: shirt.variants.slice(0, 1).map((variant) => ({ ...variant, sku, price: { minor, currency: 'EUR' } })),
    });
    const goods = [priced('NEG', -1), priced('DEAR', 100_000_001), priced('FREE', 0), priced('MOST', 100_000_000)];
    const catalogue = openTestCatalogue(
      goods,
      goods.map(({ productId }) => ({ sku: productId, locationId: 'madrid', quantity: 9, asOf: 1 })),
    );
    let currency = 'EUR';
    kiosk.close();
    kiosk = createKiosk(world.parts(store, { catalogue, place: () => ({ storeName: '', currency, stationKind: 'both' }) }));
    kiosk.start({ locale: 'es' });
    expect(kinds(['NEG', 'DEAR', 'FREE', 'MOST'].map((sku) => kiosk.add({ sku })))).toEqual(['unknown-sku', 'unknown-sku', 'ok', 'ok']);
    kiosk.close();
    kiosk = createKiosk(world.parts(store, { place: () => ({ storeName: '', currency, stationKind: 'both' }) }));
    currency = 'USD';
    expect(kinds([kiosk.add({ sku: 'CAM-USD' })])).toEqual(['unknown-sku']);
    expect(kioskView.safeParse(kiosk.view.current()).error).toBeUndefined();
    await catalogue.close();
  });

  it('cannot have more than there is anywhere, and can always take back', () => {
    fillBag();
    const line = session()?.bag[1]?.lineId ?? '';
    expect(kinds([3, 4, 2, 0].map((quantity) => kiosk.setQuantity({ lineId: line, quantity })))).toEqual(['ok', 'not-enough', 'ok', 'ok']);
    expect(session()?.bag.map((entry) => entry.sku)).toEqual(['CAM-M']);
  });

  it('is not offered a silo where there is none', () => {
    kiosk.close();
    kiosk = createKiosk(world.parts(store, { hasSilo: () => false }));
    kiosk.start({ locale: 'es' });
    expect(kiosk.setFulfilment({ fulfilment: { kind: 'silo' } })).toEqual({ ok: false, error: { kind: 'no-silo' } });
  });

  it('is shown views that the contract lets through, at every step', () => {
    const steps = [
      () => kiosk.start({ locale: 'es' }),
      () => kiosk.add({ sku: 'CAM-M' }),
      () =>
        kiosk.setFulfilment({ fulfilment: { kind: 'ship', address: { name: 'Ana', street: 'Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' } } }),
      () => kiosk.setContact({ contact: email }),
      () => kiosk.place(),
      () => kiosk.end(),
    ];
    for (const step of steps) {
      expect(step().ok).toBe(true);
      expect(kioskView.safeParse(kiosk.view.current()).error).toBeUndefined();
    }
  });
});

describe('placing an order', () => {
  it('writes order, operation and audit together, and says honestly that the hub was away', () => {
    world.hub.set('offline');
    fillBag();
    const audited = store.read.auditHead().seq;
    kiosk.place();
    const order = store.read.orderByNumber('K1-00001-P');
    expect(order).toMatchObject({ status: 'placed', total: { minor: 5990 }, fulfilmentKind: 'silo', locale: 'es', paidHere: false });
    expect(outboxBodies()).toEqual([
      {
        kind: 'order.placed',
        orderId: order?.orderId,
        number: 'K1-00001-P',
        placedAt: world.time.now(),
        lines: order?.lines,
        total: { minor: 5990, currency: 'EUR' },
        fulfilment: { kind: 'silo' },
        contact: email,
        locale: 'es',
        placedOffline: true,
        delivery: [{ way: 'silo', cost: { minor: 0, currency: 'EUR' }, from: expect.any(String), until: expect.any(String) }],
        holds: [
          { sku: 'CAM-M', locationId: 'almacen', quantity: 1, leased: false },
          { sku: 'CAM-S', locationId: 'madrid', quantity: 1, leased: false },
        ],
      },
    ]);
    expect(store.read.auditHead().seq).toBe(audited + 1);
    expect(session()?.placed?.placedOffline).toBe(true);
  });

  it('asked again, and again after a restart, answers with the same order', () => {
    fillBag();
    expect(kinds([kiosk.place(), kiosk.place(), kiosk.place()])).toEqual(['ok', 'ok', 'ok']);
    const before = session()?.placed;
    kiosk.close();
    kiosk = createKiosk(world.parts(store));
    expect(kiosk.place().ok).toBe(true);
    expect(session()?.placed).toEqual(before);
    expect(store.read.outboxSize().pending).toBe(1);
  });

  it('gives each session its own number', () => {
    for (const expected of ['K1-00001-P', 'K1-00002-G']) {
      fillBag();
      kiosk.place();
      expect(session()?.placed?.number).toBe(expected);
      kiosk.end();
    }
  });

  it('that the disk refuses leaves the bag as it was, and no order', () => {
    fillBag();
    kiosk.close();
    kiosk = createKiosk(world.parts(failingStore(store)));
    const before = session()?.bag;
    expect(kiosk.place()).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(session()).toMatchObject({ placed: null, bag: before, idle: { extensionsLeft: 10 } });
    expect([store.read.outboxSize().pending, store.read.meta('orderCounter')]).toEqual([0, null]);
  });

  it('goes on after the orders that a station made before its database was made anew', () => {
    for (const number of ['K1-00001-P', 'K1-00002-G']) store.tables.orders.put({ ...sampleOrder(number === 'K1-00001-P' ? 1 : 2), number });
    fillBag();
    expect(kiosk.place().ok).toBe(true);
    expect(session()?.placed?.number.slice(0, 8)).toBe('K1-00003');
  });

  it('that ends in a bug opens the bag again, with its countdown', () => {
    const broken: StationStore = {
      ...failingStore(store),
      health: 'ok',
      commit: () => {
        throw new Error('a bug');
      },
    };
    fillBag();
    kiosk.close();
    kiosk = createKiosk(world.parts(broken));
    const before = session();
    expect(() => kiosk.place()).toThrow('a bug');
    expect(session()).toMatchObject({ bag: before?.bag, placed: null });
    expect(session()?.idle).not.toBeNull();
  });

  it('closes the bag', () => {
    fillBag();
    kiosk.place();
    expect(kinds([kiosk.add({ sku: 'CAM-M' }), kiosk.setContact({ contact: email }), kiosk.setQuantity({ lineId: 'line-1', quantity: 2 })])).toEqual([
      'no-session',
      'no-session',
      'no-session',
    ]);
    expect(store.read.orderByNumber('K1-00001-P')?.lines).toHaveLength(2);
  });

  it('shows the payment once it was taken at this station', () => {
    fillBag();
    kiosk.place();
    const order = store.read.orderByNumber('K1-00001-P');
    if (order === null) throw new Error('the order is there');
    let told = 0;
    kiosk.view.onChange(() => told++);
    store.commit((tx) => {
      tx.putOrder({ ...order, status: 'paid' });
      tx.enqueue({ kind: 'payment.taken', paymentId: order.orderId, orderId: order.orderId, tender: 'cash', amount: order.total, staffId: 'x', takenAt: 1 }, 1);
      return { ok: true, value: undefined };
    });
    expect([told, session()?.placed?.status]).toEqual([1, 'paid']);
  });
});

describe('the end of a session', () => {
  it('wipes everything of it, from the screen and from the store', () => {
    fillBag();
    expect(store.read.kioskSession()).toContain('ana@example.org');
    expect(kiosk.end().ok).toBe(true);
    expect([session(), store.read.kioskSession()]).toEqual([null, null]);
    kiosk.start({ locale: 'es' });
    expect(session()).toMatchObject({ bag: [], contact: null, fulfilment: null, placed: null });
  });

  it('wipes the screen even when the disk fails', () => {
    fillBag();
    kiosk.close();
    kiosk = createKiosk(world.parts(failingStore(store)));
    expect(kiosk.end()).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(session()).toBeNull();
  });

  it('comes by itself when the shopper walks away, after a warning', () => {
    fillBag();
    const seen: string[] = [];
    kiosk.view.onChange(() => seen.push(`${world.time.now() - 1_790_000_000_000} ${session() === null ? 'ended' : 'there'}`));
    world.time.advance(300_000);
    expect(seen).toEqual(['70000 there', '90000 ended']);
    expect(store.read.kioskSession()).toBeNull();
  });

  it('is put off by a touch, and by ten answers to the warning', () => {
    kiosk.start({ locale: 'es' });
    world.time.advance(80_000);
    expect(kiosk.touch().ok).toBe(true);
    for (let i = 0; i < 10; i++) {
      world.time.advance(80_000);
      expect(kiosk.extend()).toEqual({ ok: true, value: undefined });
    }
    world.time.advance(80_000);
    expect(kiosk.extend()).toEqual({ ok: false, error: { kind: 'no-extensions-left' } });
    world.time.advance(10_000);
    expect(session()).toBeNull();
  });

  it('asks with a line 40 s before it, and with the warning 20 s before it', () => {
    kiosk.start({ locale: 'es' });
    const { noticeAt = 0, warnAt, endsAt } = session()?.idle ?? { warnAt: 0, endsAt: 0 };
    expect([endsAt - noticeAt, endsAt - warnAt, endsAt - world.time.now()]).toEqual([40_000, 20_000, 90_000]);
  });

  it('does not come without a limit: the screen is covered after three minutes, and a touch brings back all of it', () => {
    fillBag();
    expect(kiosk.setLimit({ limit: 'off' })).toEqual({ ok: true, value: undefined });
    const covered = () => (session()?.unlimited?.coversAt ?? Number.POSITIVE_INFINITY) - world.time.now();
    expect([session()?.idle, covered()]).toEqual([null, 180_000]);
    world.time.advance(8 * 3_600_000);
    expect([session()?.bag.length, session()?.contact, covered() < 0]).toEqual([2, email, true]);
    kiosk.touch();
    expect(covered()).toBe(180_000);
    kioskView.parse(kiosk.view.current());
    kiosk.setLimit({ limit: 'usual' });
    expect([session()?.unlimited, (session()?.idle?.endsAt ?? 0) - world.time.now()]).toEqual([undefined, 90_000]);
  });

  it('comes without a limit when somebody begins afresh, and all of it is wiped; or after 20 hours', () => {
    fillBag();
    kiosk.setLimit({ limit: 'off' });
    kiosk.end();
    expect([session(), store.read.kioskSession()]).toEqual([null, null]);
    kiosk.start({ locale: 'es' });
    expect(session()).not.toHaveProperty('unlimited');
    kiosk.setLimit({ limit: 'off' });
    world.time.advance(20 * 3_600_000);
    expect([session(), store.read.kioskSession()]).toEqual([null, null]);
    expect(kiosk.setLimit({ limit: 'off' })).toEqual({ ok: false, error: { kind: 'no-session' } });
  });

  it('waits 120 s while the order and its code are shown', () => {
    fillBag();
    kiosk.place();
    world.time.advance(119_999);
    expect(session()).not.toBeNull();
    world.time.advance(1);
    expect(session()).toBeNull();
  });
});

describe('after kill -9', () => {
  it('at any moment, a session and its order are as the shopper last saw them', () => {
    const directory = temporaryDirectory();
    const path = join(directory.path, 'station.db');
    const live = openTestStore(path, { clock: world.time });
    const running = createKiosk(world.parts(live));
    const steps = [
      () => running.start({ locale: 'en' }),
      () => running.add({ sku: 'CAM-M' }),
      () => running.setFulfilment({ fulfilment: { kind: 'silo' } }),
      () => running.setContact({ contact: email }),
      () => running.place(),
      () => running.end(),
    ];
    for (const [i, step] of steps.entries()) {
      expect(step().ok).toBe(true);
      const copy = join(directory.path, `killed-${i}.db`);
      for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
      const survivor = openTestStore(copy, { clock: world.time });
      const again = createKiosk(world.parts(survivor));
      expect(again.view.current().session).toEqual(running.view.current().session);
      expect(survivor.read.outboxSize().pending).toBe(live.read.outboxSize().pending);
      again.close();
      survivor.close();
    }
    running.close();
    live.close();
    directory.remove();
  });

  it('somebody who was touching the screen still has their session, and one who left has not', () => {
    fillBag();
    for (let i = 0; i < 30; i++) {
      world.time.advance(10_000);
      kiosk.touch();
    }
    kiosk.close();
    kiosk = createKiosk(world.parts(store));
    expect(session()?.bag).toHaveLength(2);
    kiosk.close();
    world.time.advance(90_000);
    kiosk = createKiosk(world.parts(store));
    expect([session(), store.read.kioskSession()]).toEqual([null, null]);
  });
});
