import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { type LogFields, type Logger, silentLogger } from '../../../../src/kernel/logger.ts';
import { startSync, type Sync, type SyncTiming } from '../../../../src/station/sync/sync.ts';
import { testConfig } from '../../../support/catalogue.ts';
import { writeTables } from '../../../support/store.ts';
import { CODE, ContractHub, HUB_TIME, IDENTITY } from './contract-hub.ts';
import { openBench, type SyncBench } from './station.ts';

let bench: SyncBench;
let hub: ContractHub;
let sync: Sync;
let errors: LogFields[];
let warnings: LogFields[];
/** Told of each wait that the sync asks for, in milliseconds; in these tests all are over at once. */
let onWait: (ms: number) => void;

/** The wall clock, in which every timer of the sync strikes at the next turn; time limits never strike. */
const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    if (ms >= timing.answerMs) return () => {};
    onWait(ms);
    const timer = setImmediate(run);
    return () => clearImmediate(timer);
  },
};
const timing: SyncTiming = { firstMs: 5, capMs: 20, pollMs: 20, answerMs: 1_000_000, waitMs: 1_000_000 };
const random = (size: number): Uint8Array => Uint8Array.from(randomBytes(size));

beforeEach(() => {
  bench = openBench(random);
  hub = new ContractHub();
  errors = [];
  warnings = [];
  onWait = () => {};
});
afterEach(async () => {
  await sync.stop();
  await bench.close();
});

function start(enrolmentCode: string | null = CODE, hubUrl: string | null = 'http://hub.test'): Sync {
  const { store, catalogue, deviceKey, keepBankKey } = bench;
  const logger: Logger = { ...silentLogger, error: (_message, fields = {}) => errors.push(fields), warn: (_message, fields = {}) => warnings.push(fields) };
  sync = startSync({ store, catalogue, clock, random, logger, fetch: hub.fetch, hubUrl, deviceKey, keepBankKey, enrolmentCode, timing });
  return sync;
}

function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = sync.status.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
    if (holds()) {
      stop();
      resolve();
    }
  });
}

const state = () => sync.status.current().state;

describe('the identity of a station', () => {
  it('is got once, also when the answer was lost, and the code is not tried again', async () => {
    hub.fate = (n) => (n < 2 ? 'answer-lost' : 'answered');
    start();
    await until(() => state() === 'online');
    expect(sync.identity()).toMatchObject(IDENTITY);
    await sync.stop();
    hub.asked.length = 0;
    start();
    await until(() => state() === 'online');
    expect(hub.asked.filter((path) => path.includes('enrol'))).toEqual([]);
  });

  it('is kept when a new code is not taken', async () => {
    start();
    await until(() => state() === 'online');
    await sync.stop();
    start('another-code-altogether');
    await until(() => state() === 'online');
    expect(sync.identity()).toMatchObject(IDENTITY);
  });

  it('is null until then, and the station works on', async () => {
    hub.fate = () => 'never-arrived';
    start();
    bench.work(2);
    expect([sync.identity(), sync.status.current()]).toEqual([null, { state: 'offline', lastContactAt: null, catalogueAsOf: null, pending: 2 }]);
    hub.fate = () => 'answered';
    await until(() => sync.status.current().pending === 0);
    expect(hub.applied).toHaveLength(2);
  });
});

describe('the line', () => {
  it('is offline behind a captive portal and online again after it, and says so each time', async () => {
    start();
    await until(() => state() === 'online');
    hub.fate = () => new Response('<html>sign in</html>', { headers: { 'content-type': 'text/html' } });
    await until(() => state() === 'offline');
    bench.work(1);
    hub.fate = () => 'answered';
    await until(() => state() === 'online' && sync.status.current().pending === 0);
    expect(hub.applied).toHaveLength(1);
  });

  it('remembers over a restart when the hub last answered, and the time that it told', async () => {
    start();
    await until(() => state() === 'online' && bench.store.read.meta('clockHighWater') !== null);
    await sync.stop();
    hub.fate = () => 'never-arrived';
    start();
    expect(sync.status.current()).toMatchObject({ state: 'offline', lastContactAt: expect.any(Number) });
    expect(Number(bench.store.read.meta('clockHighWater'))).toBe(HUB_TIME);
  });

  it('leaves the hub alone for as long as it asks', async () => {
    start();
    await until(() => state() === 'online');
    hub.retryAfter = '7';
    const waited = new Promise<number>((resolve) => {
      onWait = (ms) => {
        if (ms >= 7000) resolve(ms);
      };
    });
    bench.work(1);
    expect(await waited).toBeLessThanOrEqual(7000 + timing.capMs);
    expect(state()).toBe('online');
    hub.retryAfter = null;
    await until(() => sync.status.current().pending === 0);
  });

  it('is offline for a station without a hub', () => {
    start(CODE, null);
    expect([state(), sync.identity(), hub.asked]).toEqual(['offline', null, []]);
  });
});

it('a bug in a step is told and does not end the sync', async () => {
  let thrown = 0;
  const sound = bench.catalogue.applyPage.bind(bench.catalogue);
  bench.catalogue.applyPage = (...page) => {
    thrown += 1;
    if (thrown <= 2) throw new Error('a bug');
    return sound(...page);
  };
  hub.put('config', { key: 'station', value: testConfig });
  start();
  bench.work(1);
  await until(() => sync.status.current().catalogueAsOf !== null && sync.status.current().pending === 0);
  expect(errors).toHaveLength(2);
});

it('what the hub does not know is an answer to whoever asked, and no trouble of the sync', async () => {
  start();
  await until(() => sync.status.current().catalogueAsOf !== null);
  const before = warnings.length;
  const asked = await sync.ask({ method: 'GET', path: '/v1/orders/018f0000-0000-7000-8000-0000000000a1/payment', timeoutMs: 1_000_000, maxBytes: 1000 });
  expect(asked).toMatchObject({ ok: false, error: { kind: 'refused', code: 'not-found' } });
  expect(warnings).toHaveLength(before);
  expect(sync.status.current().state).toBe('online');
});

it('a change at the hub comes without waiting for the poll, and a cursor that fell back is pulled again', async () => {
  start();
  await until(() => sync.status.current().catalogueAsOf !== null);
  hub.put('config', { key: 'station', value: testConfig });
  await until(() => bench.store.read.config() !== null);
  hub.rows.clear();
  writeTables(bench.store, ({ small }) => small.putMeta('unrelated', '1'));
  hub.put('staff', {
    key: 'ana',
    value: { staffId: 'ana', name: 'Ana', number: '1234', badgeHash: 'a'.repeat(64), pin: 'scrypt$1024$8$1$00$00', roles: ['manager'] },
  });
  await until(() => bench.store.read.staffByNumber('1234') !== null);
});
