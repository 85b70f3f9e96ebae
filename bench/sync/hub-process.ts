/* Our hub, whole, on a PostgreSQL server: its API with every check, its use-cases, its chores. */
import { z } from 'zod';
import { defaultLimits } from '../../src/hub/api/parts.ts';
import { upsertProducts } from '../../src/hub/catalogue.ts';
import { composeHub, type Hub } from '../../src/hub/compose.ts';
import type { StationIdentity } from '../../src/hub/domain/context.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { systemClock, systemRandom } from '../../src/shells/node-world.ts';
import { docsOf, productOf } from '../search/goods.ts';
import { serveOrders } from './child.ts';
import { HUB_WORK, hubLoad } from './hub-load.ts';
import { GOODS } from './operations.ts';

const TENANT = '00000000-0000-7000-8000-00000000bbbb';
const LOCATION = 'bench';

const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), folder: z.string(), postgresUrl: z.string(), stations: z.number() }),
  z.object({ kind: z.literal('code'), stationId: z.string() }),
  z.object({ kind: z.literal('goods'), count: z.number() }),
  z.object({ kind: z.literal('settled') }),
  z.object({ kind: z.literal('load'), work: z.enum(HUB_WORK), stations: z.number(), batches: z.number() }),
  z.object({ kind: z.literal('stored'), stationId: z.string() }),
]);

let hub: Hub | null = null;
let made = 0;

serveOrders(order, async (asked) => {
  if (asked.kind === 'start') {
    hub = await start(asked);
    return { url: hub.url };
  }
  if (hub === null) throw new Error('the hub is not there yet');
  switch (asked.kind) {
    case 'code':
      return { code: await hub.enrolmentCode(asked.stationId) };
    case 'goods':
      await fill(hub, asked.count);
      await hub.snapshotsMade();
      return {};
    case 'settled':
      await hub.settled();
      return {};
    case 'load':
      return { ms: await hubLoad(hub.db, lastStations(asked.stations), asked.batches, asked.work) };
    case 'stored':
      return stored(hub, asked.stationId);
  }
});

async function start({ folder, postgresUrl, stations }: { folder: string; postgresUrl: string; stations: number }): Promise<Hub> {
  made = stations;
  const station = (_: unknown, n: number) => ({ stationId: `st-${n + 1}`, stationCode: codeOf(n), bank: n, passPool: 0 });
  const store = { storeId: 'bench', name: 'Bench', currency: 'EUR', locationId: LOCATION, staff: [], stations: Array.from({ length: stations }, station) };
  const locations = [{ locationId: LOCATION, name: 'Bench', kind: 'shop' as const, city: 'Madrid' }];
  const config = {
    dataDir: folder,
    postgresUrl,
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    smtpUrl: null,
    mailFrom: 'bench@example.com',
    rendererDir: folder,
    payments: [],
    tenants: [{ tenantId: TENANT, name: 'Bench', locations, stores: [store] }],
    seed: null,
    snapshotFrom: 2 * GOODS + 1,
    limits: { ...defaultLimits, enrol: { burst: 1000, perSecond: 1000 } },
    pinCost: 1024,
    version: 'bench',
  };
  const started = expectOk(await composeHub(config, { clock: systemClock, random: systemRandom, logger: silentLogger }), 'the hub');
  await fill(started, GOODS);
  return started;
}

/** Stations that no other part of the bench uses: it takes them from the first on. */
function lastStations(count: number): readonly StationIdentity[] {
  return Array.from({ length: count }, (_, i) => ({ tenantId: TENANT, stationId: `st-${made - i}`, storeId: 'bench', bank: made - i - 1 }));
}

/** Two characters of the alphabet of order numbers. */
function codeOf(n: number): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return `${alphabet[Math.floor(n / 32) % 32] ?? ''}${alphabet[n % 32] ?? ''}`;
}

/** So many products with one variant and its stock each. */
async function fill({ db, notifyChanged }: Hub, count: number): Promise<void> {
  const docs = docsOf(count);
  const asOf = systemClock.now();
  for (let from = 0; from < docs.length; from += 2000) {
    const part = docs.slice(from, from + 2000);
    const stock = part.map(({ id }) => ({ sku: `P${id}`, locationId: LOCATION, quantity: 100_000, asOf }));
    await upsertProducts(db, TENANT, part.map(productOf), stock);
  }
  notifyChanged();
}

/** How many operations of a station the hub has, and how many of them it did not apply. */
async function stored({ db }: Hub, stationId: string): Promise<object> {
  const [row] = await db.query("SELECT count(*) AS all, count(*) FILTER (WHERE outcome <> 'applied') AS others FROM operations WHERE station_id = $1", [
    stationId,
  ]);
  const [head] = await db.query("SELECT max(revision) AS products FROM bucket_counters WHERE bucket = 'catalogue'");
  const [stock] = await db.query("SELECT max(revision) AS stock FROM bucket_counters WHERE bucket = 'stock'");
  return { operations: Number(row?.['all']), others: Number(row?.['others']), products: Number(head?.['products']), stock: Number(stock?.['stock']) };
}
