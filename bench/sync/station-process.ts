/* Our station: its database with every flush, its catalogue with its own thread, its sync. */
import { join } from 'node:path';
import { z } from 'zod';
import { silentLogger } from '../../src/kernel/logger.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import { systemClock, systemRandom } from '../../src/shells/node-world.ts';
import { openBankKey } from '../../src/station/secrets/bank-key.ts';
import { openDeviceKey } from '../../src/station/secrets/device-key.ts';
import { openCatalogue } from '../../src/station/store/catalogue/open.ts';
import { openStationStore } from '../../src/station/store/open.ts';
import type { Fetch } from '../../src/station/sync/hub-client.ts';
import { readIdentity } from '../../src/station/sync/identity.ts';
import { startSync, type Sync, timingFor } from '../../src/station/sync/sync.ts';
import { seededNumbers } from '../../src/hub/demo/seeded-numbers.ts';
import { order as orderRow } from '../../test/src/station/store/samples.ts';
import { serveOrders } from './child.ts';
import { LOADS, type Load, operationOf } from './operations.ts';

const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), folder: z.string(), hubUrl: z.string(), code: z.string() }),
  z.object({ kind: z.literal('fill'), load: z.enum(LOADS), count: z.number() }),
  z.object({ kind: z.literal('drain') }),
  z.object({ kind: z.literal('pull'), products: z.number(), stock: z.number(), commandsPerSecond: z.number(), way: z.enum(['snapshot', 'pages']) }),
  z.object({ kind: z.literal('idle'), forMs: z.number(), commandsPerSecond: z.number() }),
]);

/** Operations in one commit while the outbox is filled, which is not measured. */
const FILLED_AT_ONCE = 500;

let station: ReturnType<typeof open> | null = null;

serveOrders(order, async (asked) => {
  if (asked.kind === 'open') {
    station = open(asked.folder, asked.hubUrl, asked.code);
    await enrolled(station);
    return {};
  }
  if (station === null) throw new Error('the station is not there yet');
  switch (asked.kind) {
    case 'fill':
      fill(station, asked.load, asked.count);
      return {};
    case 'drain':
      return { ms: await drain(station) };
    case 'pull':
      isOfferedSnapshots = asked.way === 'snapshot';
      return pull(station, asked.products, asked.stock, asked.commandsPerSecond);
    case 'idle':
      return idle(station, asked.forMs, asked.commandsPerSecond);
  }
});

type Station = ReturnType<typeof open>;

function open(folder: string, hubUrl: string, enrolmentCode: string) {
  const logger = silentLogger;
  const [clock, random] = [systemClock, systemRandom];
  const store = expectOk(
    openStationStore({ path: join(folder, 'station.db'), clock, random, logger, stationVersion: 'bench', ballastBytes: 4096 }),
    'station.db',
  );
  const catalogue = openCatalogue({ path: join(folder, 'catalogue.db'), logger, config: () => store.read.config() });
  const deviceKey = expectOk(openDeviceKey(join(folder, 'device-key.pem')), 'the device key');
  const keepBankKey = openBankKey(join(folder, 'bank.key')).keep;
  const timing = timingFor(hubUrl);
  const begin = (): Sync => startSync({ store, catalogue, clock, random, logger, fetch: fetchWay, hubUrl, deviceKey, keepBankKey, enrolmentCode, timing });
  return { store, catalogue, begin };
}

/** By pages: as at a hub from before snapshots, which knows no such route. */
let isOfferedSnapshots = true;
const fetchWay: Fetch = (url, init) => {
  if (isOfferedSnapshots || !url.includes('/v1/snapshot')) return fetch(url, init);
  const body = JSON.stringify({ code: 'not-found', message: 'there is nothing here' });
  return Promise.resolve(new Response(body, { status: 404, headers: { 'content-type': 'application/json' } }));
};

/** The station has its identity and nothing else when this ends: its first pull may have begun and is given up. */
async function enrolled({ begin }: Station): Promise<void> {
  const sync = begin();
  if (sync.identity() === null) await new Promise<void>((resolve) => sync.onEnrolled(() => resolve()));
  await sync.stop();
}

function fill({ store }: Station, load: Load, count: number): void {
  const stationCode = readIdentity(store.read)?.stationCode ?? 'K1';
  for (let at = 0; at < count; at += FILLED_AT_ONCE) {
    const filled = store.commit((tx) => {
      for (let n = at; n < Math.min(count, at + FILLED_AT_ONCE); n++) tx.enqueue(operationOf(load, stationCode, n + 1), systemClock.now());
      return done;
    });
    expectOk(filled, 'the outbox');
  }
}

/** From the start of the sync until the hub has everything durably and the station has forgotten it. */
async function drain({ store, begin }: Station): Promise<number> {
  const begun = performance.now();
  const sync = begin();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (store.waiting(1).length > 0) return;
      stop();
      resolve();
    };
    const stop = store.onDrained(look);
    look();
  });
  const ms = performance.now() - begun;
  await sync.stop();
  return ms;
}

/** From the start of the sync until catalogue and stock are here, with their search; commands go on beside it. */
async function pull(at: Station, products: number, stock: number, perSecond: number): Promise<object> {
  const { catalogue, begin } = at;
  const before = process.cpuUsage();
  const begun = performance.now();
  const commands = perSecond === 0 ? null : startCommands(at, perSecond);
  const sync = begin();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (catalogue.cursor('catalogue') < products || catalogue.cursor('stock') < stock) return;
      stop();
      resolve();
    };
    const stop = catalogue.onChange(look);
    look();
  });
  const ms = performance.now() - begun;
  const latencies = (await commands?.stop()) ?? [];
  await sync.stop();
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000, latencies };
}

/** Commands while the sync runs and has nothing to pull. */
async function idle(at: Station, forMs: number, perSecond: number): Promise<object> {
  const sync = at.begin();
  const commands = startCommands(at, perSecond);
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const latencies = await commands.stop();
  await sync.stop();
  return { ms: forMs, cpuMs: 0, latencies };
}

/**
 * Commands as people give them, at random moments: an order's row and what the hub is to hear, in one durable transaction. A latency begins when the command was due, so that
 * a thread that is busy with something else counts.
 */
function startCommands({ store }: Station, perSecond: number): { stop(): Promise<readonly number[]> } {
  const numbers = seededNumbers(11);
  const latencies: number[] = [];
  let n = 0;
  let due = performance.now();
  let timer: NodeJS.Timeout | null = null;
  const next = (): void => {
    due += (-Math.log(1 - numbers.next()) * 1000) / perSecond;
    timer = setTimeout(command, Math.max(0, due - performance.now()));
  };
  const command = (): void => {
    const began = due;
    n += 1;
    const kept = store.commit((tx) => {
      tx.putOrder(orderRow(n));
      tx.enqueue(operationOf('facts', 'K1', n), systemClock.now());
      return done;
    });
    expectOk(kept, 'a command');
    latencies.push(performance.now() - began);
    next();
  };
  next();
  return {
    stop: async () => {
      if (timer !== null) clearTimeout(timer);
      return latencies;
    },
  };
}
