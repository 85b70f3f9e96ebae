import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../../../src/contract/events/operations.ts';
import { type DeliveryRules, deliveryRules } from '../../../../../src/contract/hub/delivery.ts';
import { kioskView } from '../../../../../src/contract/station/views.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { type KioskWorld, kioskWorld } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

const everyDay = { weekdays: [0, 1, 2, 3, 4, 5, 6] };
const leg = { cutOff: '14:00', handling: 0, least: 1, most: 2 };
const here = { cutOff: '20:00', handling: 0, least: 0, most: 0 };
const rules: DeliveryRules = deliveryRules.parse({
  shop: everyDay,
  warehouse: everyDay,
  carryOut: true,
  desk: { here, shop: leg, warehouse: leg },
  silo: { here, shop: leg, warehouse: leg, cost: 100 },
  ship: [{ name: 'España', countries: ['ES'], cost: 395, freeFrom: 10_000, carrier: everyDay, here: leg, shop: leg, warehouse: leg }],
});
const address = { name: 'Ana', street: 'Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;
let now: DeliveryRules;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  now = rules;
  kiosk = createKiosk(world.parts(store, { delivery: () => ({ rules: now, home: 'ES' }) }));
  kiosk.start({ locale: 'es' });
  // Two pieces of S are here, M only in the warehouse.
  kiosk.add({ sku: 'CAM-S' });
  kiosk.add({ sku: 'CAM-M' });
  kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.org' } });
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

const session = () => kiosk.view.current().session;
const kind = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }) => result.error?.kind ?? 'ok';
const orders = () => store.tables.outbox.first(10).map((row) => operation.parse(JSON.parse(row.body)));
const seen = () => {
  const shown = session();
  return { total: shown?.total ?? { minor: 0, currency: 'EUR' }, delivery: shown?.ways?.delivery ?? [] };
};

describe('a bag of which each line goes its own way', () => {
  it('becomes one order with a promise for each way, and with what that costs in its total', () => {
    expect(kind(kiosk.setWay({ lineId: null, way: 'carry-out' }))).toBe('way-not-possible');
    expect([
      kind(kiosk.setWay({ lineId: 'line-1', way: 'carry-out' })),
      kind(kiosk.setWay({ lineId: 'line-2', way: 'ship' })),
      kind(kiosk.place({})),
      kind(kiosk.setShipTo({ address })),
    ]).toEqual(['ok', 'ok', 'no-address', 'ok']);
    expect(session()).toMatchObject({ goods: { minor: 5990 }, total: { minor: 6385 }, fulfilment: { kind: 'ship' }, shipTo: address });
    expect(session()?.ways?.lines.map(({ chosen }) => chosen)).toEqual(['carry-out', 'ship']);
    expect(kioskView.safeParse(kiosk.view.current()).error).toBeUndefined();
    expect(kind(kiosk.place({ seen: seen() }))).toBe('ok');
    const [order] = orders();
    expect(order).toMatchObject({
      total: { minor: 6385 },
      fulfilment: { kind: 'ship', address },
      lines: [{ sku: 'CAM-S', way: 'carry-out' }, { sku: 'CAM-M' }],
    });
    expect(order).toMatchObject({
      delivery: [
        { way: 'carry-out', cost: { minor: 0 } },
        { way: 'ship', cost: { minor: 395 } },
      ],
    });
    expect(order).not.toHaveProperty('shipTo');
    expect(session()?.placed).toMatchObject({
      total: { minor: 6385 },
      parts: [
        { way: 'carry-out', state: 'waiting-payment' },
        { way: 'ship', state: 'waiting-payment' },
      ],
    });
    expect(session()).not.toHaveProperty('ways');
    expect(kioskView.safeParse(kiosk.view.current()).error).toBeUndefined();
  });

  it('keeps the address beside the silo that leads it', () => {
    kiosk.setWay({ lineId: null, way: 'ship' });
    kiosk.setShipTo({ address });
    kiosk.setWay({ lineId: 'line-2', way: 'silo', needsLowDoor: true });
    expect(kind(kiosk.place({}))).toBe('ok');
    const [order] = orders();
    expect(order).toMatchObject({
      fulfilment: { kind: 'silo', needsLowDoor: true },
      shipTo: address,
      lines: [{ sku: 'CAM-S', way: 'ship' }, { sku: 'CAM-M' }],
    });
    const stored = store.read.orderByNumber('K1-00001-P');
    expect(stored).toMatchObject({ fulfilmentKind: 'silo', needsLowDoor: true, lines: [{ way: 'ship' }, {}] });
    expect(JSON.stringify(stored)).not.toContain('Mayor 1');
  });
});

describe('a promise', () => {
  it('that changed after it was seen is shown again before anything is ordered', () => {
    kiosk.setWay({ lineId: null, way: 'silo' });
    const before = seen();
    now = { ...rules, silo: rules.silo === null ? null : { ...rules.silo, cost: 200 } };
    expect(kind(kiosk.place({ seen: before }))).toBe('promise-changed');
    expect(orders()).toEqual([]);
    expect([session()?.placed, session()?.total.minor]).toEqual([null, 6190]);
    expect(kind(kiosk.place({ seen: seen() }))).toBe('ok');
  });

  it('whose way is gone is not ordered', () => {
    kiosk.setWay({ lineId: null, way: 'silo' });
    now = { ...rules, silo: null };
    expect(session()?.ways?.lines.map(({ chosen }) => chosen)).toEqual([null, null]);
    expect(kind(kiosk.place({}))).toBe('way-not-possible');
    expect(kind(kiosk.setWay({ lineId: null, way: 'desk' }))).toBe('ok');
    expect(kind(kiosk.place({}))).toBe('ok');
  });

  it('is not given for a line that is not there, nor for an address to which nothing is sent', () => {
    expect(kind(kiosk.setWay({ lineId: 'line-9', way: 'desk' }))).toBe('unknown-line');
    expect(kind(kiosk.setShipTo({ address: { ...address, country: 'FR' } }))).toBe('not-sent-there');
    kiosk.end();
    expect([kind(kiosk.setWay({ lineId: null, way: 'desk' })), kind(kiosk.setShipTo({ address }))]).toEqual(['no-session', 'no-session']);
  });

  it('is good with the hub away', () => {
    world.hub.set('offline');
    expect(session()?.ways?.all.map(({ way, kind: is }) => `${way} ${is}`)).toEqual(['desk offered', 'silo offered', 'ship offered', 'carry-out refused']);
    kiosk.setWay({ lineId: null, way: 'desk' });
    expect(kind(kiosk.place({ seen: seen() }))).toBe('ok');
    expect(orders()).toMatchObject([{ placedOffline: true, fulfilment: { kind: 'desk' } }]);
  });
});
