import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { createPusher } from '../../../src/station/sync/push.ts';
import { countingRandom, standingClock, writeTables } from '../../support/store.ts';
import { manualTime } from '../../support/manual-time.ts';
import { ContractHub, IDENTITY } from '../../src/station/sync/contract-hub.ts';
import { openBench, type SyncBench } from '../../src/station/sync/station.ts';
import { started } from '../../src/station/store/samples.ts';
import { attackSync } from './attack-sync.ts';
import { startHostileHub } from './hostile-hub.ts';

describe('answers that no hub gives', () => {
  it('Y-01, Y-02, Y-08: are failures with a name, change nothing that was known, and are over when the hub is back', async () => {
    const report = await attackSync(80, 1);
    expect([report.violations, Object.keys(report.kinds).length > 8]).toEqual([[], true]);
  }, 60_000);

  it('Y-08: that drip and never end are given up when their time is over', async () => {
    const bench = openBench();
    const hub = await startHostileHub();
    const clock = manualTime();
    const arrived = new Promise<void>((resolve) => {
      hub.answer = () => {
        resolve();
        return 'drip';
      };
    });
    const asked = bench.client(hub.fetch, clock).ask({ method: 'GET', path: '/v1/wait?since=0', stationId: 'k1', timeoutMs: 30_000, maxBytes: 1024 * 1024 });
    await arrived;
    clock.advance(30_000);
    expect(await asked).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    await hub.close();
    await bench.close();
  });
});

describe('Y-07: thirty days away', () => {
  let bench: SyncBench;
  beforeEach(() => {
    bench = openBench();
  });
  afterEach(() => bench.close());

  it('hands over fifty thousand operations in order, once, a megabyte at most at a time, over a line that breaks', async () => {
    const COUNT = 50_000;
    const ids = countingRandom();
    writeTables(bench.store, ({ outbox }) => {
      for (let n = 1; n <= COUNT; n++) outbox.append(idOf(ids(16)), started(n), n);
    });
    const hub = new ContractHub();
    hub.trust(bench.deviceKey.publicKey);
    hub.fate = (n) => (n % 7 === 3 ? 'answer-lost' : n % 11 === 5 ? 'never-arrived' : 'answered');
    let longest = 0;
    const fetch: typeof hub.fetch = (url, init) => {
      longest = Math.max(longest, String(init.body ?? '').length);
      return hub.fetch(url, init);
    };
    const parts = { store: bench.store, clock: standingClock, random: countingRandom(), logger: silentLogger, timeoutMs: 1000, onHubTime: () => {} };
    const push = createPusher({ ...parts, client: bench.client(fetch) });
    let steps = 0;
    for (let isIdle = false; !isIdle && steps < 2000; steps++) {
      const step = await push.step(IDENTITY.stationId);
      isIdle = step.ok && step.value === 'idle';
    }
    const isInOrder = hub.applied.every((operation, at) => operation.seq === at + 1);
    expect([hub.applied.length, isInOrder, bench.store.read.outboxSize().pending, longest <= 1_048_576]).toEqual([COUNT, true, 0, true]);
  }, 120_000);
});

/** A UUID of these bytes. */
function idOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-0000-7000-8000-${hex.slice(20)}`;
}
