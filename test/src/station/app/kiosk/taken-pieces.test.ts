import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Allotment } from '../../../../../src/contract/stock.ts';
import { expectOk } from '../../../../../src/kernel/result.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { openTestCatalogue } from '../../../../support/catalogue.ts';
import { kioskWorld, type KioskWorld, shirt } from '../../../../support/kiosk-world.ts';
import { openTestStore } from '../../../../support/store.ts';
import type { CatalogueStore } from '../../../../../src/station/store/catalogue/open.ts';

const AS_OF = 1_780_000_000_000;
let world: KioskWorld;
let store: StationDatabase;
let catalogue: CatalogueStore;
let kiosk: Kiosk;

beforeEach(() => {
  world = kioskWorld();
  store = openTestStore(':memory:');
  const figures = [
    { sku: 'CAM-S', locationId: 'madrid', quantity: 1, asOf: AS_OF },
    { sku: 'CAM-S', locationId: 'almacen', quantity: 1, asOf: AS_OF },
  ];
  catalogue = openTestCatalogue([shirt], figures, undefined, (skus) => store.read.ownStock(skus, world.time.now()));
  kiosk = createKiosk(world.parts(store, { catalogue }));
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await catalogue.close();
  await world.close();
});

const order = (): string => {
  expectOk(kiosk.start({ locale: 'es' }), 'a session');
  const added = kiosk.add({ sku: 'CAM-S' });
  kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
  kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } });
  return added.ok ? (kiosk.place().ok ? 'ordered' : 'refused') : added.error.kind;
};
const next = (): void => expectOk(kiosk.end(), 'the end');
const left = () => [catalogue.variant('CAM-S')?.here, catalogue.variant('CAM-S')?.anywhere];
const taken = () => {
  const placed = kiosk.view.current().session?.placed;
  const row = store.read.orderByNumber(placed?.number ?? '');
  return row === null
    ? []
    : store.read
        .softHolds(row.orderId as Parameters<typeof store.read.softHolds>[0])
        .map((hold) => `${hold.quantity} ${hold.locationId}${hold.leased ? ' own' : ''}`);
};
const lease = (value: Allotment | null, from: number) =>
  expectOk(
    store.applyPage('allotments', from, { rows: [{ key: 'almacen/CAM-S', revision: from + 1, value }], next: from + 1, more: false, serverTime: AS_OF }, AS_OF),
    'the lease',
  );

describe('the pieces of an order', () => {
  it('are not shown to the next shopper, also while the hub is away', () => {
    world.hub.set('offline');
    const steps = [[order(), left(), taken(), kiosk.view.current().session?.placed?.stock?.state]];
    next();
    steps.push([order(), left(), taken(), kiosk.view.current().session?.placed?.stock?.state]);
    next();
    expectOk(kiosk.start({ locale: 'es' }), 'a session');
    expect([...steps, kiosk.add({ sku: 'CAM-S' })]).toEqual([
      ['ordered', [0, 1], ['1 madrid'], 'asked'],
      ['ordered', [0, 0], ['1 almacen'], 'asked'],
      { ok: false, error: { kind: 'nowhere-in-stock' } },
    ]);
  });

  it("come out of the station's own first while the hub is away, and are certain then", () => {
    lease({ sku: 'CAM-S', locationId: 'almacen', quantity: 1, until: world.time.now() + 1000 }, 0);
    const before = left();
    world.hub.set('offline');
    expect([before, order(), taken(), kiosk.view.current().session?.placed?.stock?.state, left()]).toEqual([
      [1, 3],
      'ordered',
      ['1 almacen own'],
      'sure',
      [1, 2],
    ]);
  });

  it('are told by the hub from when it has settled them', () => {
    order();
    const placed = kiosk.view.current().session?.placed;
    const row = store.read.orderByNumber(placed?.number ?? '');
    if (row === null) throw new Error('no order');
    const { paidHere: _paidHere, ...summary } = row;
    const stock = {
      settledAt: AS_OF,
      lines: [{ sku: 'CAM-S', held: 0, short: 1, from: [], moved: false, waits: false }],
      answerBy: AS_OF + 5,
      changed: false,
    };
    expectOk(store.settle(1, [], AS_OF), 'the hub has it');
    const page = { rows: [{ key: row.orderId, revision: 1, value: { ...summary, stock } }], next: 1, more: false, serverTime: AS_OF };
    expectOk(store.applyPage('orders', 0, page, AS_OF), 'the order');
    expect([kiosk.view.current().session?.placed?.stock, left()]).toEqual([
      { state: 'short', missing: [{ sku: 'CAM-S', title: 'Camisa Oxford', size: 'S', colour: 'Celeste', pieces: 1 }], moved: [], answerBy: AS_OF + 5 },
      [1, 2],
    ]);
  });
});
