import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { phoneOrder } from '../../src/contract/hub/phone.ts';
import { defaultLimits } from '../../src/hub/api/parts.ts';
import { upsertProducts } from '../../src/hub/catalogue.ts';
import { systemClock, systemRandom } from '../../src/hub/clock.ts';
import { composeHub, type Hub } from '../../src/hub/compose.ts';
import { DEMO_DELIVERY } from '../../src/hub/demo/demo-delivery.ts';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import { demoConfig } from '../../src/hub/demo-hub.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { composeStation, type Station } from '../../src/station/compose.ts';
import { parseStationConfig } from '../../src/station/config.ts';
import type { Published } from '../../src/station/ports/screens.ts';
import { type CutLine, layLine } from './support/cut-line.ts';
import { shirt } from './support/shop.ts';
import { good } from './support/test-station.ts';

// A real database, real time and two whole stations: slow on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const TENANT = '00000000-0000-7000-8000-00000000ffff';
const [assistant] = DEMO_STAFF;
const AS_OF = 1_760_000_000_000;
/** The same shirt in a size that is here. */
const [medium] = shirt.variants;
if (medium === undefined) throw new Error('a shirt has sizes');
const goods = { ...shirt, variants: [medium, ...['S', 'L'].map((size) => ({ ...medium, size, sku: `CAM-${size}` }))] };
const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };

let root: string;
let hub: Hub;
let line: CutLine;
let stations: readonly [Station, Station];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'pasillo-ways-flow-'));
  // Requests are signed for the address that they go to, so the hub has to know it as its own.
  line = await layLine(() => Number(new URL(hub.url).port));
  hub = await startHub(line.url);
  stations = [await startStation('k-1'), await startStation('k-2')];
});

afterEach(async () => {
  await Promise.all(stations.map((station) => station.close()));
  await line.cut();
  await hub.close();
  rmSync(root, { recursive: true, force: true });
});

async function startHub(publicUrl: string): Promise<Hub> {
  const demo = await demoConfig(systemClock, 2);
  const staff = demo.tenants[0]?.stores[0]?.staff ?? [];
  const station = (n: number) => ({ stationId: `k-${n}`, stationCode: `K${n}`, bank: n, passPool: 0 });
  const place = { storeId: 'madrid', name: 'Pasillo Madrid', currency: 'EUR', locationId: 'madrid' };
  const store = { ...place, staff, stations: [station(1), station(2)], delivery: DEMO_DELIVERY };
  const locations = [
    { locationId: 'madrid', name: 'Madrid', kind: 'shop' as const, city: 'Madrid' },
    { locationId: 'almacen', name: 'Almacén', kind: 'warehouse' as const, city: 'Getafe' },
  ];
  const figure = (sku: string, locationId: string) => ({ sku, locationId, quantity: 4, asOf: AS_OF });
  const figures = [figure('CAM-S', 'madrid'), figure('CAM-M', 'almacen'), figure('CAM-L', 'almacen')];
  const started = await composeHub(
    {
      tenants: [{ tenantId: TENANT, name: 'Pasillo', locations, stores: [store] }],
      payments: [],
      seed: async (db) => void (await upsertProducts(db, TENANT, [goods], figures)),
      dataDir: join(root, 'hub'),
      postgresUrl: null,
      host: '127.0.0.1',
      port: 0,
      publicUrl,
      smtpUrl: null,
      mailFrom: 'pedidos@tienda.example',
      rendererDir: join(root, 'pages'),
      limits: defaultLimits,
      pinCost: 2,
      version: 'test',
    },
    { clock: systemClock, random: systemRandom, logger: silentLogger },
  );
  return expectOk(started, 'the hub');
}

async function startStation(stationId: string): Promise<Station> {
  const enrolmentCode = await hub.enrolmentCode(stationId);
  const config = parseStationConfig({ stationKind: 'kiosk', dataDir: join(root, stationId), hub: { url: line.url, enrolmentCode } });
  const world = { clock: systemClock, random: systemRandom, logger: silentLogger, links: new Map() };
  return expectOk(await composeStation(expectOk(config, 'the configuration'), world), 'the station');
}

/** Resolves when what is published is as it should be. */
function seen<T>(published: Published<T>, isRight: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    const look = (): void => {
      const value = published.current();
      if (!isRight(value)) return;
      stop();
      resolve(value);
    };
    stop = published.onChange(look);
    look();
  });
}

/** Asks until the answer is yes; the test's own time limit is the limit. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise<void>((resolve) => systemClock.after(100, resolve));
}

const kiosk = (station: Station) => station.screens.kiosk;
const bag = (station: Station) => kiosk(station).current().session;
const parts = (shown: { readonly parts?: readonly { readonly way: string; readonly state: string }[] | undefined } | null | undefined) =>
  shown?.parts?.map(({ way, state }) => `${way} ${state}`) ?? [];

async function phonePage(orderId: string) {
  const [row] = await hub.db.query('SELECT phone_token FROM orders WHERE order_id = $1', [orderId]);
  return phoneOrder.parse(await (await fetch(`${hub.url}/v1/phone/${String(row?.['phone_token'])}`)).json());
}

it('an order of three ways, made and paid with the hub away, is one thing for shopper, both stations, hub and phone', async () => {
  const [first, second] = stations;
  const { kiosk: shopper, catalogue, staff } = first.intents;
  for (const station of stations) await until(async () => (await station.intents.catalogue.product({ productId: goods.productId })).ok);
  for (const station of stations) await seen(kiosk(station), ({ place }) => place.storeName !== '');
  await line.cut();
  await seen(kiosk(first), (view) => view.hub.state === 'offline');

  // What cannot be is said before anything is typed.
  good(await shopper.start({ locale: 'es' }));
  for (const sku of ['CAM-S', 'CAM-M', 'CAM-L']) good(await shopper.add({ sku }));
  expect((await catalogue.product({ productId: goods.productId })).ok).toBe(true);
  expect(bag(first)?.ways?.all.map((offer) => `${offer.way} ${offer.kind}`)).toEqual(['desk offered', 'ship offered', 'carry-out refused']);
  expect(await shopper.setWay({ lineId: null, way: 'carry-out' })).toMatchObject({ ok: false, error: { kind: 'way-not-possible' } });
  good(await shopper.setWay({ lineId: null, way: 'desk' }));
  good(await shopper.setWay({ lineId: 'line-1', way: 'carry-out' }));
  good(await shopper.setWay({ lineId: 'line-3', way: 'ship' }));
  good(await shopper.setShipTo({ address }));
  good(await shopper.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
  const shown = bag(first);
  const delivery = shown?.ways?.delivery ?? [];
  expect([shown?.goods?.minor, shown?.total.minor, delivery.map(({ way, cost }) => `${way} ${cost.minor}`)]).toEqual([
    3 * 3995,
    3 * 3995 + 395,
    ['carry-out 0', 'desk 0', 'ship 395'],
  ]);
  const total = shown?.total ?? { minor: 0, currency: 'EUR' };
  good(await shopper.place({ seen: { total, delivery } }));
  const placed = bag(first)?.placed;
  const orderId = placed?.orderId ?? '';

  // The till takes the money for all of it, and what lies there leaves with it.
  good(await staff.signIn({ badge: assistant.badge, pin: assistant.pin }));
  good(await staff.takePayment({ orderId, tender: 'cash', amount: total }));
  expect(parts(bag(first)?.placed)).toEqual(['carry-out handed-over', 'desk preparing', 'ship preparing']);

  // The other station hears of it from the hub, puts the desk's part ready and hands it over.
  await line.mend();
  const desk = second.intents.staff;
  good(await desk.signIn({ badge: assistant.badge, pin: assistant.pin }));
  const waits = async () => expectOk(await desk.deskOrders({}), 'the desk').map((order) => [order.number, ...parts(order)]);
  await until(async () => (await waits()).length === 1);
  expect(await waits()).toEqual([[placed?.number, 'carry-out handed-over', 'desk preparing', 'ship preparing']]);
  good(await desk.deskReady({ orderId }));
  await until(async () => parts(await phonePage(orderId)).includes('desk ready'));
  good(await desk.handOver({ orderId, way: 'desk' }));
  expect(await desk.handOver({ orderId, way: 'desk' })).toMatchObject({ ok: false, error: { kind: 'already' } });
  expect(await waits()).toEqual([]);

  // Everybody ends at the same, and the address never left the hub again.
  await until(async () => parts(await phonePage(orderId)).includes('desk handed-over'));
  const page = await phonePage(orderId);
  expect([parts(page), page.total, page.delivery]).toEqual([['carry-out handed-over', 'desk handed-over', 'ship preparing'], total, delivery]);
  await until(async () => parts(bag(first)?.placed).includes('desk handed-over'));
  expect(await staff.handOver({ orderId, way: 'desk' })).toMatchObject({ ok: false, error: { kind: 'already' } });
  const told = await hub.db.query("SELECT value::text AS value FROM bucket_rows WHERE bucket = 'orders'");
  expect(JSON.stringify(told)).not.toMatch(/Mayor|ana@example/);
  expect(await hub.db.query('SELECT kind FROM alarms')).toEqual([]);
});
