import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryWire } from '../../hardware/link/memory.ts';
import { BankSimulator } from '../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../hardware/simulator/boards/cu48-boards.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import type { DiscountLimits } from '../../src/contract/discounts.ts';
import { defaultLimits } from '../../src/hub/api/parts.ts';
import { upsertProducts } from '../../src/hub/catalogue.ts';
import { systemClock, systemRandom } from '../../src/hub/clock.ts';
import { composeHub, type Hub } from '../../src/hub/compose.ts';
import { DEMO, DEMO_STAFF, demoSetup } from '../../src/hub/demo/demo-shop.ts';
import { demoConfig } from '../../src/hub/demo-hub.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { composeStation, type Station } from '../../src/station/compose.ts';
import { parseStationConfig } from '../../src/station/config.ts';
import { demoBankLayout } from '../../src/station/demo-layout.ts';
import type { Published } from '../../src/station/ports/screens.ts';
import { shirt } from './support/shop.ts';
import { good } from './support/test-station.ts';

const [assistant] = DEMO_STAFF;
const warehouse = demoSetup([]).locations.find((location) => location.kind === 'warehouse')?.locationId ?? '';
// A real database, real time and a whole shop: slow on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let root: string;
let hub: Hub;
let station: Station;
let boards: BankSimulator;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'pasillo-hub-flow-'));
  hub = await startHub(0);
  const [stationId] = await hub.stationsToEnrol();
  station = await startStation(hub.url, await hub.enrolmentCode(stationId ?? ''));
});

afterEach(async () => {
  await hub.close();
  await station.close();
  await boards.stop();
  rmSync(root, { recursive: true, force: true });
});

async function startHub(port: number, discounts?: DiscountLimits): Promise<Hub> {
  const demo = await demoConfig(systemClock, 2);
  const started = await composeHub(
    {
      tenants: discounts === undefined ? demo.tenants : demo.tenants.map((one) => ({ ...one, stores: one.stores.map((store) => ({ ...store, discounts })) })),
      payments: [],
      // The demo's shop and people, with one shirt: thousands of products would only take time here.
      seed: async (db) => {
        await upsertProducts(db, DEMO.tenantId, [shirt], [{ sku: 'CAM-M', locationId: warehouse, quantity: 5, asOf: systemClock.now() }]);
      },
      dataDir: join(root, 'hub'),
      postgresUrl: null,
      host: '127.0.0.1',
      port,
      publicUrl: null,
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

/** A station with simulated boards behind a cable in memory, before which somebody closes each door after a second and a half. */
async function startStation(hubUrl: string, enrolmentCode: string | null): Promise<Station> {
  const wire = createMemoryWire({ clock: systemClock, baud: 19_200, latestFrameMs: 500 });
  boards = new BankSimulator({
    side: cu48Boards,
    link: wire.right,
    clock: systemClock,
    random: seededRandom(3),
    boards: demoBankLayout.boards,
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => {},
  });
  await boards.start();
  boards.setAutoClose(1500);
  const config = parseStationConfig({
    stationKind: 'both',
    dataDir: join(root, 'station'),
    hub: { url: hubUrl, ...(enrolmentCode === null ? {} : { enrolmentCode }) },
    bank: {
      buses: [{ name: 'bank', family: 'cu48', link: { kind: 'given', name: 'bank' }, boards: demoBankLayout.boards }],
      doors: demoBankLayout.doors,
    },
    timings: { quarantineMs: 1000 },
  });
  const composed = await composeStation(expectOk(config, 'the configuration'), {
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    links: new Map([['bank', wire.left]]),
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
  while (!(await ask())) await new Promise<void>((resolve) => systemClock.after(200, resolve));
}

async function orderAndPay(): Promise<string> {
  const { catalogue, kiosk, staff } = station.intents;
  const found = await catalogue.search({ text: 'camisa', category: null, offset: 0, limit: 5 });
  const product = await catalogue.product({ productId: found.items[0]?.productId ?? '' });
  const sku = product.ok ? product.value.variants.find((variant) => variant.orderable)?.sku : undefined;
  good(await kiosk.start({ locale: 'en' }));
  good(await kiosk.add({ sku: sku ?? '' }));
  good(await kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
  good(await kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
  good(await kiosk.place({}));
  const placed = station.screens.kiosk.current().session?.placed;
  if (placed == null) throw new Error('nothing was placed');
  good(await staff.signIn({ badge: assistant.badge, pin: assistant.pin }));
  good(await staff.takePayment({ orderId: placed.orderId, tender: 'card', amount: placed.total }));
  return placed.orderId;
}

async function loadParcel(orderId: string): Promise<string> {
  const { staff } = station.intents;
  good(await staff.beginLoad({ orderId, size: 'S' }));
  await seen(station.screens.staff, (view) => view.load?.state.kind === 'ask');
  good(await staff.answerLoad({ answer: 'placed' }));
  const { load } = await seen(station.screens.staff, (view) => view.load?.state.kind === 'loaded');
  const qr = load?.state.kind === 'loaded' ? load.state.slip?.blocks.find((block) => block.kind === 'qr') : undefined;
  return qr?.kind === 'qr' ? qr.data : '';
}

async function collect(code: string): Promise<void> {
  const { silo } = station.intents;
  // Right after the loading the compartment is still guarded: the silo says so, and is ready for the next try by itself.
  await until(async () => (await silo.scan({ code, source: 'wedge' })).ok);
  await seen(station.screens.silo, (view) => view.state.kind === 'open');
  await seen(station.screens.silo, (view) => view.state.kind === 'thanks');
  await seen(station.screens.silo, (view) => view.state.kind === 'ready');
}

const caughtUp = () => seen(station.screens.kiosk, ({ hub: link }) => link.state === 'online' && link.pending === 0);

async function atTheHub(): Promise<readonly string[]> {
  const rows = await hub.db.query('SELECT seq, kind, outcome FROM operations ORDER BY seq');
  return rows.map((row) => `${String(row['seq'])} ${String(row['kind'])} ${String(row['outcome'])}`);
}

const wholePath = ['station.started', 'order.placed', 'payment.taken', 'parcel.loaded', 'parcel.collected'].map(
  (kind, index) => `${index + 1} ${kind} applied`,
);

/** The catalogue and a pool of codes have arrived. */
async function supplied(): Promise<void> {
  await seen(station.screens.kiosk, ({ hub: link, place }) => link.catalogueAsOf !== null && link.pending === 0 && place.storeName !== '');
  const { catalogue, staff } = station.intents;
  await until(async () => (await catalogue.search({ text: 'camisa', category: null, offset: 0, limit: 1 })).total > 0);
  await until(async () => (await staff.signIn({ badge: assistant.badge, pin: assistant.pin })).ok);
  await until(async () => {
    const status = await staff.status({});
    return status.ok && status.value.passes.blank > 0;
  });
}

describe('promise 7: the hub applies each operation exactly once, in the station’s order', () => {
  it('with the hub there', async () => {
    await supplied();
    await collect(await loadParcel(await orderAndPay()));
    await caughtUp();
    expect(await atTheHub()).toEqual(wholePath);
  });

  it('with the hub away from the order to the collection, and back afterwards', async () => {
    await supplied();
    const port = Number(new URL(hub.url).port);
    await hub.close();
    const orderId = await orderAndPay();
    expect(station.screens.kiosk.current().session?.placed?.orderId).toBe(orderId);
    await collect(await loadParcel(orderId));
    await seen(station.screens.kiosk, ({ hub: link }) => link.pending === 4);
    hub = await startHub(port);
    await caughtUp();
    expect(await atTheHub()).toEqual(wholePath);
    const orders = await hub.db.query('SELECT status FROM orders WHERE order_id = $1', [orderId]);
    expect(orders).toEqual([{ status: 'collected' }]);
  });
});

describe('a discount that was given while the hub was away', () => {
  const order = () => station.screens.kiosk.current().session?.placed ?? null;

  /** An assistant takes ten per cent off and orders, by the limits that the station holds. */
  async function orderForLess(): Promise<void> {
    const { catalogue, kiosk, assist, staff } = station.intents;
    const found = await catalogue.search({ text: 'camisa', category: null, offset: 0, limit: 5 });
    const product = await catalogue.product({ productId: found.items[0]?.productId ?? '' });
    const sku = product.ok ? product.value.variants.find((variant) => variant.orderable)?.sku : undefined;
    good(await kiosk.start({ locale: 'es' }));
    good(await kiosk.add({ sku: sku ?? '' }));
    good(await staff.signIn({ badge: assistant.badge, pin: assistant.pin }));
    good(await assist.begin({ locale: 'es' }));
    expect(await assist.customer({ number: 'K1-00001-V' })).toMatchObject({ ok: false });
    good(await assist.discount({ lineId: null, amount: { kind: 'percent', percent: 10 }, reason: 'display' }));
    good(await kiosk.setFulfilment({ fulfilment: { kind: 'desk' } }));
    good(await kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
    good(await kiosk.place({}));
  }

  it('is refused by a hub that lets less be taken off by then: the order stays, no money is taken for it, and its full price can be', async () => {
    await supplied();
    const port = Number(new URL(hub.url).port);
    await hub.close();
    await orderForLess();
    const placed = order();
    if (placed === null) throw new Error('nothing was placed');
    const { assist, staff } = station.intents;
    expect(await assist.customer({ number: placed.number })).toEqual({ ok: false, error: { kind: 'away' } });
    hub = await startHub(port, { assistant: 5, manager: 20 });
    await caughtUp();
    // The till is the staff's own: it opens again with badge and PIN.
    good(await staff.signIn({ badge: assistant.badge, pin: assistant.pin }));
    const found = async () => await staff.findOrder({ code: placed.number });
    await until(async () => {
      const seenOrder = await found();
      return seenOrder.ok && seenOrder.value.discountRefused === true;
    });
    expect(await staff.takePayment({ orderId: placed.orderId, tender: 'card', amount: placed.total })).toEqual({
      ok: false,
      error: { kind: 'discount-refused' },
    });
    const customer = await assist.customer({ number: placed.number });
    expect(customer).toMatchObject({ ok: true, value: { memberId: null, orders: [{ number: placed.number, status: 'placed' }] } });
    good(await assist.undoAtTill({ orderId: placed.orderId }));
    const full = await found();
    if (!full.ok) throw new Error('the order is there');
    expect(full.value.total.minor).toBeGreaterThan(placed.total.minor);
    good(await staff.takePayment({ orderId: placed.orderId, tender: 'card', amount: full.value.total }));
    await caughtUp();
    expect((await atTheHub()).slice(1)).toEqual(['2 order.placed applied', '3 discount.undone applied', '4 payment.taken applied']);
    const orders = await hub.db.query('SELECT status, total_minor FROM orders WHERE order_id = $1', [placed.orderId]);
    expect(orders).toEqual([{ status: 'paid', total_minor: full.value.total.minor }]);
    const settled = await hub.db.query('SELECT why, settled, settled_by FROM staff_discounts');
    expect(settled).toEqual([{ why: 'needs-second', settled: 'undone', settled_by: assistant.staffId }]);
  });
});
