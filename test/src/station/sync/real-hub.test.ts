import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { defaultLimits } from '../../../../src/hub/api/parts.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { composeHub, type Hub, type HubConfig } from '../../../../src/hub/compose.ts';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { uuidV7 } from '../../../../src/kernel/ids.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import type { Fetch } from '../../../../src/station/sync/hub-client.ts';
import { startSync, type Sync, type SyncTiming } from '../../../../src/station/sync/sync.ts';
import { temporaryDirectory, writeTables } from '../../../support/store.ts';
import { product, stock } from '../store/catalogue/products.ts';
import { order, orderIdOf, payment } from '../store/samples.ts';
import { openBench, type SyncBench } from './station.ts';

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const random = (size: number): Uint8Array => Uint8Array.from(randomBytes(size));
const timing: SyncTiming = { firstMs: 5, capMs: 50, pollMs: 500, answerMs: 10_000, waitMs: 40_000 };
const TENANT = '00000000-0000-7000-8000-00000000aaaa';

let place: ReturnType<typeof temporaryDirectory>;
let hub: Hub;
let port = 0;
let stations = 0;
let bench: SyncBench;
let sync: Sync;

function config(): HubConfig {
  const staff = { staffId: 'ana', name: 'Ana', number: '1234', badgeHash: 'a'.repeat(64), pin: 'scrypt$1024$8$1$00$00', roles: ['assistant' as const] };
  const station = (n: number) => ({ stationId: `st-${n}`, stationCode: `K${n}`, bank: n, passPool: 2 });
  const madrid = {
    storeId: 'madrid',
    name: 'Pasillo Madrid',
    currency: 'EUR',
    locationId: 'madrid',
    staff: [staff],
    stations: [1, 2, 3, 4, 5, 6].map(station),
  };
  return {
    dataDir: place.path,
    postgresUrl: null,
    host: '127.0.0.1',
    port,
    publicUrl: null,
    smtpUrl: null,
    mailFrom: 'tienda@example.com',
    rendererDir: place.path,
    payments: [],
    tenants: [{ tenantId: TENANT, name: 'Pasillo', locations: [{ locationId: 'madrid', name: 'Madrid', kind: 'shop', city: 'Madrid' }], stores: [madrid] }],
    seed: async (db) => {
      await upsertProducts(db, TENANT, [product('shirt', 'Camisa')], [stock('shirt-M', 'madrid', 3)]);
    },
    limits: { ...defaultLimits, station: { burst: 10_000, perSecond: 10_000 }, enrol: { burst: 1000, perSecond: 1000 } },
    snapshotFrom: 2,
    pinCost: 1024,
    version: 'test',
  };
}

async function startHub(): Promise<void> {
  hub = expectOk(await composeHub(config(), { clock, random, logger: silentLogger }), 'the hub');
  port = Number(new URL(hub.url).port);
}

beforeAll(async () => {
  place = temporaryDirectory();
  await startHub();
}, 60_000);
afterAll(async () => {
  await hub.close();
  place.remove();
}, 60_000);
beforeEach(() => {
  bench = openBench(random);
  stations += 1;
});
afterEach(async () => {
  await sync.stop();
  await bench.close();
});

/** Connections end with their answer, so that closing the hub does not wait for idle ones. */
const ask: Fetch = (url, init) => fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), connection: 'close' } });

async function begin(lose: Fetch = ask): Promise<Sync> {
  const { store, catalogue, deviceKey, keepBankKey } = bench;
  const enrolmentCode = await hub.enrolmentCode(`st-${stations}`);
  sync = startSync({ store, catalogue, clock, random, logger: silentLogger, fetch: lose, hubUrl: hub.url, deviceKey, keepBankKey, enrolmentCode, timing });
  return sync;
}

/** Resolves when `holds` does; looked at after each change of the line's state. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = sync.status.onChange(look);
    look();
  });
}

/** A shopper orders, and staff take the money: two commits. */
function sell(n: number): void {
  const { paidHere: _p, status: _s, fulfilmentKind: _f, holder: _h, ...rest } = order(n, { number: `K1-${String(n).padStart(5, '0')}-7` });
  const placed: OrderPlaced = {
    ...rest,
    lines: [...rest.lines],
    kind: 'order.placed',
    fulfilment: { kind: 'silo' },
    contact: { kind: 'email', email: 'ana@example.com' },
    placedOffline: false,
  };
  const paid = { ...payment(n), paymentId: uuidV7<'payment'>(Date.now(), random) };
  for (const operation of [placed, paid]) {
    expectOk(
      bench.store.commit((tx) => {
        tx.putOrder(order(n, { status: operation === placed ? 'placed' : 'paid', paidHere: operation !== placed }));
        tx.enqueue(operation, Date.now());
        return done;
      }),
      'sold',
    );
  }
}

async function atHub(): Promise<unknown[]> {
  const rows = await hub.db.query('SELECT seq, kind, outcome FROM operations WHERE station_id = $1 ORDER BY received_at, seq', [`st-${stations}`]);
  return rows.map((row) => [Number(row['seq']), row['kind'], row['outcome']]);
}

const sale = (first: number) => [
  [first, 'order.placed', 'applied'],
  [first + 1, 'payment.taken', 'applied'],
];

describe('a station and its hub', () => {
  it('enrol, and the station learns all that it needs to go on alone', async () => {
    await begin();
    const enrolled = new Promise((resolve) => sync.onEnrolled(resolve));
    expect(await enrolled).toMatchObject({ stationId: `st-${stations}`, storeId: 'madrid', bank: stations });
    const { read } = bench.store;
    await until(() => bench.catalogue.asOf() !== null && read.blankPasses(0, 500).length === 2);
    expect([
      read.config()?.storeName,
      read.keyBundle()?.keys.length,
      read.staffByNumber('1234')?.name,
      bench.catalogue.variant('shirt-M')?.here,
      sync.status.current(),
    ]).toMatchObject(['Pasillo Madrid', 2, 'Ana', 3, { state: 'online', pending: 0 }]);
    expect(Number(read.meta('clockHighWater'))).toBeGreaterThan(0);
    expect(Number(read.meta('lastHubContact'))).toBeGreaterThan(0);
  });

  it('begin with the whole catalogue as a file where the hub has one', async () => {
    await hub.snapshotsMade();
    const asked: string[] = [];
    await begin((url, init) => {
      asked.push(url.replace(/^.*(\/v1\/\w+).*?(bucket=\w+&cursor=\d+|part=\d+|$).*$/, '$1 $2'));
      return ask(url, init);
    });
    sell(701);
    const taken = () => asked.filter((one) => /snapshot|catalogue/.test(one));
    await until(() => sync.status.current().pending === 0 && taken().length > 2);
    expect(taken().slice(0, 3)).toEqual(['/v1/snapshot ', '/v1/snapshot part=0', expect.stringMatching(/^\/v1\/pull bucket=catalogue&cursor=[1-9]/)]);
    expect(bench.catalogue.variant('shirt-M')).not.toBeNull();
    expect(await atHub()).toEqual([sale(1)].flat());
  });

  it('lose half of all answers and bring each operation over exactly once, in order', async () => {
    let asked = 0;
    await begin(async (url, init) => {
      const answer = await ask(url, init);
      asked += 1;
      if (asked % 2 === 1) {
        await answer.arrayBuffer();
        throw new TypeError('fetch failed');
      }
      return answer;
    });
    for (let n = 201; n <= 206; n++) sell(n);
    await until(() => sync.identity() !== null && sync.status.current().pending === 0);
    for (let n = 207; n <= 209; n++) sell(n);
    await until(() => sync.status.current().pending === 0);
    expect(await atHub()).toEqual(Array.from({ length: 9 }, (_, i) => sale(2 * i + 1)).flat());
    expect(bench.store.read.outboxSize().rejected).toBe(0);
  });

  it('go apart and find each other again: what happened meanwhile arrives once, and the news too', async () => {
    await begin();
    await until(() => sync.status.current().state === 'online' && bench.catalogue.asOf() !== null);
    await hub.close();
    await until(() => sync.status.current().state === 'offline');
    for (let n = 301; n <= 304; n++) sell(n);
    expect(sync.status.current()).toMatchObject({ state: 'offline', pending: 8 });
    await startHub();
    await until(() => sync.status.current().pending === 0 && sync.status.current().state === 'online');
    expect(await atHub()).toEqual(Array.from({ length: 4 }, (_, i) => sale(2 * i + 1)).flat());
    await upsertProducts(hub.db, TENANT, [], [stock('shirt-M', 'madrid', 1)]);
    hub.notifyChanged();
    await until(() => bench.catalogue.variant('shirt-M')?.here === 1);
  }, 60_000);

  it('agree on what a rejection is: it is told once and does not hold up the rest', async () => {
    await begin();
    sell(401);
    expectOk(
      bench.store.commit((tx) => {
        tx.enqueue({ ...payment(401), paymentId: uuidV7<'payment'>(Date.now(), random) } as never, Date.now());
        return done;
      }),
      'paid twice',
    );
    sell(402);
    await until(() => sync.status.current().pending === 0);
    expect((await atHub()).map((row) => (row as unknown[])[2])).toEqual(['applied', 'applied', 'rejected', 'applied', 'applied']);
    expect(bench.store.rejected(9).map((row) => row.seq)).toEqual([3]);
  });

  it('find out that the station was restored from a copy, and lose nothing of what it did since', async () => {
    await begin();
    for (const n of [501, 502]) sell(n);
    await until(() => sync.status.current().pending === 0);
    await sync.stop();
    const before = bench.store.epoch;
    // What this very hub signed, with the key that it enrolled the station with.
    expect(bench.store.witness()).toMatchObject({ epoch: before, publicKey: sync.identity()?.auditKey });
    writeTables(bench.store, ({ outbox }) => {
      outbox.renumber();
    });
    for (const n of [503, 504, 505]) sell(n);
    await begin();
    await until(() => sync.identity() !== null && sync.status.current().pending === 0);
    const [row] = await hub.db.query(
      "SELECT count(*) AS n, count(DISTINCT operation_id) AS ids, count(*) FILTER (WHERE outcome = 'applied') AS applied FROM operations WHERE station_id = $1",
      [`st-${stations}`],
    );
    // Five sales of two operations each, and the word of the restore.
    expect([Number(row?.['n']), Number(row?.['ids']), Number(row?.['applied']), bench.store.read.outboxSize().rejected]).toEqual([11, 11, 11, 0]);
    expect(bench.store.epoch).not.toBe(before);
    expect(bench.store.read.order(orderIdOf(505))?.status).toBe('paid');
  });
});
