import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { phoneOrder } from '../../src/contract/hub/phone.ts';
import { defaultLimits } from '../../src/hub/api/parts.ts';
import { upsertProducts } from '../../src/hub/catalogue.ts';
import { systemClock, systemRandom } from '../../src/hub/clock.ts';
import { composeHub, type Hub } from '../../src/hub/compose.ts';
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

const TENANT = '00000000-0000-7000-8000-00000000eeee';
let root: string;
let hub: Hub;
let line: CutLine;
let stations: readonly [Station, Station];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'pasillo-stock-flow-'));
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
  const station = (n: number) => ({ stationId: `k-${n}`, stationCode: `K${n}`, bank: n, passPool: 0 });
  const store = { storeId: 'madrid', name: 'Pasillo Madrid', currency: 'EUR', locationId: 'madrid', staff: [], stations: [station(1), station(2)] };
  const locations = [
    { locationId: 'madrid', name: 'Madrid', kind: 'shop' as const, city: 'Madrid' },
    { locationId: 'almacen', name: 'Almacén', kind: 'warehouse' as const, city: 'Getafe' },
  ];
  const started = await composeHub(
    {
      tenants: [{ tenantId: TENANT, name: 'Pasillo', locations, stores: [store] }],
      payments: [],
      seed: async (db) => void (await upsertProducts(db, TENANT, [shirt], [{ sku: 'CAM-M', locationId: 'almacen', quantity: 1, asOf: 1_760_000_000_000 }])),
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
  const composed = await composeStation(expectOk(config, 'the configuration'), {
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    links: new Map(),
  });
  return expectOk(composed, 'the station');
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
const note = (station: Station) => kiosk(station).current().session?.placed?.stock ?? null;

/** How many pieces of the shirt a station shows, wherever they are. */
async function shown(station: Station): Promise<number> {
  const found = await station.intents.catalogue.product({ productId: shirt.productId });
  const stock = found.ok ? (found.value.variants.find((variant) => variant.sku === 'CAM-M')?.stock ?? []) : [];
  return stock.reduce((sum, place) => sum + place.quantity, 0);
}

async function order(station: Station): Promise<string> {
  const intents = station.intents.kiosk;
  good(await intents.start({ locale: 'es' }));
  const added = await intents.add({ sku: 'CAM-M' });
  if (!added.ok) return added.error.kind;
  const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
  good(await intents.setFulfilment({ fulfilment: { kind: 'ship', address } }));
  good(await intents.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
  good(await intents.place({}));
  return 'ordered';
}

async function phonePage(orderId: string) {
  const [row] = await hub.db.query('SELECT phone_token FROM orders WHERE order_id = $1', [orderId]);
  const url = `${hub.url}/v1/phone/${String(row?.['phone_token'])}`;
  return {
    read: async () => phoneOrder.parse(await (await fetch(url)).json()),
    giveUp: async () => {
      const body = JSON.stringify({ choice: 'give-up', sku: 'CAM-M', short: 1 });
      return phoneOrder.parse(await (await fetch(`${url}/stock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json());
    },
  };
}

it('two stations that sell the last piece while the hub is away: one keeps it, the other customer is asked, and everybody hears of it', async () => {
  for (const station of stations) await until(async () => (await shown(station)) === 1);
  await line.cut();
  for (const station of stations) await seen(kiosk(station), (view) => view.hub.state === 'offline');

  // Each sells it, and neither sells it twice.
  expect(await Promise.all(stations.map(order))).toEqual(['ordered', 'ordered']);
  expect(await Promise.all(stations.map(async (station) => [note(station)?.state, await shown(station)]))).toEqual([
    ['asked', 0],
    ['asked', 0],
  ]);

  await line.mend();
  for (const station of stations) await seen(kiosk(station), ({ session }) => session?.placed?.stock?.state !== 'asked');
  const states = stations.map((station) => note(station)?.state);
  expect(states.toSorted()).toEqual(['kept', 'short']);

  // Whoever has none is asked on their phone, by mail, and at the kiosk if they still stand there.
  const loser = stations[states.indexOf('short')] ?? stations[0];
  const placed = kiosk(loser).current().session?.placed;
  const page = await phonePage(placed?.orderId ?? '');
  expect((await page.read()).stock).toMatchObject({
    missing: [{ sku: 'CAM-M', short: 1, waits: false, giveBack: placed?.total, alternatives: [] }],
    moneyBack: [],
  });
  await until(async () => readdirSync(join(root, 'hub', 'mailbox')).some((name) => name.includes('short')));
  expect((await page.giveUp()).status).toBe('cancelled');
  await seen(kiosk(loser), ({ session }) => session?.placed?.status === 'cancelled');

  // The piece stays the other's, and no station shows it again.
  const holds = await hub.db.query('SELECT location_id, quantity FROM stock_holds');
  expect(holds).toEqual([{ location_id: 'almacen', quantity: 1 }]);
  for (const station of stations) await until(async () => (await shown(station)) === 0);
});
