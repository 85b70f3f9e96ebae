import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { createPusher, type Pusher } from '../../../../src/station/sync/push.ts';
import { countingRandom, standingClock, write, writeTables } from '../../../support/store.ts';
import { compartment } from '../store/samples.ts';
import { ContractHub, IDENTITY, json, problem } from './contract-hub.ts';
import { openBench, type SyncBench } from './station.ts';

let bench: SyncBench;
let hub: ContractHub;
beforeEach(() => {
  bench = openBench();
  hub = new ContractHub();
  hub.trust(bench.deviceKey.publicKey);
});
afterEach(() => bench.close());

/** Other bytes than the store's, for all pushers: an epoch that was there before is no new one. */
const counted = countingRandom();
const drawn = (size: number): Uint8Array<ArrayBuffer> => counted(size).map((byte) => byte ^ 0x55);

function pusher(of = bench, firstBatch = 50): Pusher {
  return createPusher({
    store: of.store,
    client: of.client(hub.fetch),
    clock: standingClock,
    random: drawn,
    logger: silentLogger,
    timeoutMs: 1000,
    firstBatch,
    onHubTime: () => {},
  });
}

/** One step, whatever comes of it. */
async function stepped(push: Pusher): Promise<boolean> {
  return (await push.step(IDENTITY.stationId)).ok;
}

/** Steps until nothing is waiting; failures are tried again, as the sync does. */
async function drain(of = bench, push = pusher(of), patience = 200): Promise<void> {
  for (let i = 0; i < patience; i++) {
    const step = await push.step(IDENTITY.stationId);
    if (step.ok && step.value === 'idle') return;
  }
  throw new Error('the outbox did not drain');
}

const arrived = () => hub.applied.map((operation) => JSON.parse(operation.body).at);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('pushing', () => {
  it('hands over everything, in order, and forgets it', async () => {
    bench.work(120);
    await drain();
    expect([arrived(), bench.store.read.outboxSize().pending]).toEqual([numbers(120), 0]);
  });

  it('sends a batch before the answer to the one before only to a hub that puts them in order, and never at the beginning', async () => {
    bench.work(400);
    await drain();
    const before = hub.ahead;
    hub.putsInOrder = true;
    bench.work(400);
    const push = pusher();
    await drain(bench, push);
    expect([before, arrived(), bench.store.read.outboxSize().pending]).toEqual([0, numbers(800), 0]);
    expect(hub.ahead).toBeGreaterThan(1);
  });

  it('counts for nothing what was sent ahead of a batch that was lost, and sends both again', async () => {
    bench.work(100);
    hub.putsInOrder = true;
    const push = pusher();
    await stepped(push);
    await stepped(push);
    await stepped(push);
    bench.work(300);
    let lost = 0;
    hub.fate = (_, path) => (path === '/v1/push' && lost++ === 0 ? 'never-arrived' : 'answered');
    await drain(bench, push);
    expect([arrived(), hub.ahead, bench.store.read.outboxSize().pending]).toEqual([numbers(400), hub.ahead, 0]);
    expect(hub.ahead).toBeGreaterThan(0);
  });

  it('signs with the time of the hub, although its own clock is a day behind', async () => {
    bench.work(1);
    const push = pusher();
    expect(await push.step(IDENTITY.stationId)).toEqual({ ok: false, error: { kind: 'refused', code: 'unauthorised', retryAfterMs: null } });
    await drain(bench, push);
    expect(arrived()).toEqual([1]);
  });

  it('sends again what was applied but whose answer was lost, and it counts once', async () => {
    bench.work(3);
    hub.fate = (n, path) => (path === '/v1/push' && n % 3 !== 2 ? 'answer-lost' : 'answered');
    await drain();
    expect([arrived(), bench.store.read.outboxSize().pending]).toEqual([[1, 2, 3], 0]);
  });

  it('delivers each operation exactly once and in order, whatever becomes of the questions', async () => {
    const fate = fc.constantFrom('answered' as const, 'answer-lost' as const, 'never-arrived' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(20), { maxLength: 4 }),
        fc.record({ putsInOrder: fc.boolean(), firstBatch: fc.constantFrom(1, 2, 50) }),
        async (fates, bursts, rejected, { putsInOrder, firstBatch }) => {
          const own = openBench();
          hub = new ContractHub();
          hub.trust(own.deviceKey.publicKey);
          hub.putsInOrder = putsInOrder;
          hub.fate = (n) => fates[n] ?? 'answered';
          const push = pusher(own, firstBatch);
          for (const burst of bursts) {
            own.work(burst);
            for (const row of own.store.tables.outbox.first(99)) if (rejected.includes(row.seq)) hub.rejecting.add(row.operationId);
            await stepped(push);
          }
          await drain(own, push);
          const total = bursts.reduce((sum, burst) => sum + burst, 0);
          const refused = numbers(total).filter((n) => rejected.includes(n));
          expect(arrived()).toEqual(numbers(total).filter((n) => !refused.includes(n)));
          expect(
            own.store
              .rejected(99)
              .map((row) => row.seq)
              .sort((a, b) => a - b),
          ).toEqual(refused);
          expect(own.store.read.outboxSize()).toMatchObject({ pending: 0, rejected: refused.length });
          await own.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps a rejected operation for people, tells the audit, and goes on', async () => {
    bench.work(3);
    const [, second] = bench.store.tables.outbox.first(3);
    hub.rejecting.add(second?.operationId ?? '');
    await drain();
    expect([arrived(), bench.store.rejected(9).map((row) => [row.seq, row.reason])]).toEqual([[1, 3], [[2, 'already paid']]]);
    expect(bench.store.tables.audit.entry(1)).toContain(`"operation":"${second?.operationId}"`);
  });

  it('hears of a rejection also when the first answer was lost', async () => {
    bench.work(1);
    hub.rejecting.add(bench.store.tables.outbox.first(1)[0]?.operationId ?? '');
    hub.fate = (n) => (n === 2 ? 'answer-lost' : 'answered');
    await drain();
    expect(bench.store.rejected(9).map((row) => row.seq)).toEqual([1]);
  });

  it('forgets nothing that the hub does not call durable', async () => {
    bench.work(2);
    const outcomes = [1, 2].map((seq) => ({ seq, outcome: 'applied', reason: null }));
    hub.fate = (n) => (n === 0 ? json({ outcomes: [], durableSeq: 0, serverTime: 1 }) : json({ outcomes, durableSeq: 1, serverTime: 1 }));
    const push = pusher();
    await stepped(push);
    expect(await push.step(IDENTITY.stationId)).toEqual({ ok: true, value: 'more' });
    expect(bench.store.tables.outbox.first(9).map((row) => row.seq)).toEqual([2]);
  });

  it('does not run in circles when the hub takes nothing', async () => {
    bench.work(1);
    hub.fate = () => json({ outcomes: [], durableSeq: 0, serverTime: 1 });
    const push = pusher();
    await stepped(push);
    expect(await push.step(IDENTITY.stationId)).toEqual({ ok: false, error: { kind: 'no-progress', detail: 'push' } });
    expect(bench.store.read.outboxSize().pending).toBe(1);
  });

  it('sends less at a time after a failure', async () => {
    bench.work(60);
    const sizes: number[] = [];
    const push = createPusher({
      store: bench.store,
      client: bench.client(async (url, init) => {
        sizes.push(JSON.parse(String(init.body)).operations.length);
        return sizes.length < 4 && sizes.length > 1 ? problem(503, 'unavailable') : hub.fetch(url, init);
      }),
      clock: standingClock,
      random: countingRandom(),
      logger: silentLogger,
      timeoutMs: 1000,
      onHubTime: () => {},
    });
    hub.fate = () => 'answered';
    for (let i = 0; i < 5; i++) await stepped(push);
    expect(sizes).toEqual([0, 0, 0, 0, 50]);
  });
});

describe('numbers that do not fit together', () => {
  beforeEach(() => {
    write(bench.store, (tx) => {
      tx.putCompartment(compartment(1));
    });
  });

  it('begin a new epoch when the hub has what this database never sent: it was restored from a copy', async () => {
    bench.work(5);
    await drain();
    const before = bench.store.epoch;
    writeTables(bench.store, ({ outbox }) => {
      outbox.renumber();
    });
    bench.work(2);
    await drain();
    // After what was to be delivered comes the word that the books are those of an old copy.
    expect(arrived()).toEqual([1, 2, 3, 4, 5, 6, 7, standingClock.now()]);
    expect(JSON.parse(hub.applied.at(-1)?.body ?? '')).toMatchObject({ kind: 'station.restored', backupAt: standingClock.now(), age: 'unknown' });
    expect(bench.store.epoch).not.toBe(before);
    expect(bench.store.read.compartments()).toMatchObject([{ state: 'suspect', needsCheck: true }]);
    expect(bench.store.read.outboxSize()).toMatchObject({ pending: 0, rejected: 0 });
  });

  it('begin a new epoch when the hub has another operation at the same place', async () => {
    bench.work(2);
    await drain();
    writeTables(bench.store, ({ outbox }) => {
      outbox.renumber();
    });
    bench.work(4);
    await drain();
    expect(arrived()).toEqual([1, 2, 3, 4, 5, 6, standingClock.now()]);
    expect(bench.store.read.outboxSize()).toMatchObject({ pending: 0, rejected: 0 });
  });

  it('begin a new epoch when the hub has seen this one followed by another: the copy is from before an earlier restore', async () => {
    bench.work(2);
    await drain();
    hub.streams.set('00000000-0000-7000-8000-00000000beef', { lastSeq: 9, places: new Map() });
    const before = bench.store.epoch;
    bench.work(2);
    await drain();
    expect(arrived()).toEqual([1, 2, 3, 4, standingClock.now()]);
    expect([bench.store.epoch === before, bench.store.read.compartments()]).toMatchObject([false, [{ state: 'suspect', needsCheck: true }]]);
  });

  it('begin one new epoch, and no more, for a hub that takes none', async () => {
    hub.fate = (_, path) => (path === '/v1/push' ? problem(409, 'conflict') : 'answered');
    const push = pusher();
    const epochs = new Set<string>();
    for (let i = 0; i < 6; i++) {
      await stepped(push);
      epochs.add(bench.store.epoch);
    }
    expect([epochs.size, await stepped(push)]).toEqual([1, false]);
    hub.fate = () => 'answered';
    await drain(bench, push);
    expect(arrived()).toEqual([standingClock.now()]);
  });

  it('begin a new epoch when the hub has lost what is not here any more', async () => {
    bench.work(5);
    await drain();
    const stream = hub.streams.get(bench.store.epoch);
    if (stream !== undefined) stream.lastSeq = 2;
    bench.work(1);
    await drain();
    expect(arrived()).toEqual([1, 2, 3, 4, 5, 6, standingClock.now()]);
    // Nobody but people can tell the hub what the three were.
    expect(JSON.parse(hub.applied.at(-1)?.body ?? '')).toMatchObject({ kind: 'storage.trouble', trouble: 'hub-rolled-back', missing: 3 });
    // This station's own books are as good as ever.
    expect(bench.store.read.compartments()).toMatchObject([{ state: 'free-verified', needsCheck: true }]);
  });

  it('count nothing twice when the hub had got some of what waits', async () => {
    bench.work(3);
    hub.fate = (n) => (n === 2 ? 'answer-lost' : 'answered');
    const push = pusher();
    for (let i = 0; i < 3; i++) await stepped(push);
    expect([arrived(), bench.store.read.outboxSize().pending]).toEqual([[1, 2, 3], 3]);
    writeTables(bench.store, ({ small }) => {
      small.putMeta('epoch', '00000000-0000-7000-8000-00000000beef');
    });
    await drain();
    expect([arrived(), bench.store.read.outboxSize().pending]).toEqual([[1, 2, 3], 0]);
  });
});
