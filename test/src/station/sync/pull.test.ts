import { bucketNames } from '../../../../src/contract/hub/sync.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../../src/contract/orders.ts';
import type { LogFields, Logger } from '../../../../src/kernel/logger.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { IDENTITY_KEY } from '../../../../src/station/sync/identity.ts';
import { createPuller, type Puller } from '../../../../src/station/sync/pull.ts';
import { commandKey, issuingKeyOf, rootPublic, signedBundleOf } from '../../../support/key-bundle.ts';
import { testConfig } from '../../../support/catalogue.ts';
import { standingClock, write } from '../../../support/store.ts';
import { product, stock } from '../store/catalogue/products.ts';
import { blankPass, compartment, order, orderIdOf, parcel, parcelIdOf, passIdOf } from '../store/samples.ts';
import { ContractHub, IDENTITY, json } from './contract-hub.ts';
import { openBench, type SyncBench } from './station.ts';

let bench: SyncBench;
let hub: ContractHub;
let puller: Puller;
let warnings: LogFields[];
beforeEach(async () => {
  bench = openBench();
  hub = new ContractHub();
  hub.trust(bench.deviceKey.publicKey);
  write(bench.store, (tx) => tx.putMeta(IDENTITY_KEY, JSON.stringify({ ...IDENTITY, rootKey: rootPublic })));
  warnings = [];
  const logger: Logger = { ...silentLogger, warn: (_message, fields = {}) => warnings.push(fields) };
  puller = createPuller({
    store: bench.store,
    catalogue: bench.catalogue,
    client: bench.client(hub.fetch),
    clock: standingClock,
    logger,
    timeoutMs: 1000,
    onHubTime: () => {},
  });
  // The first answer teaches the client the hub's time.
  expect(await puller.pullAll(IDENTITY.stationId)).toMatchObject({ ok: false });
  expectOk(await puller.pullAll(IDENTITY.stationId), 'the first pull');
  hub.asked.length = 0;
});
afterEach(() => bench.close());

const pull = () => puller.pullAll(IDENTITY.stationId);
/** A pull that must go well. */
async function pulled(): Promise<void> {
  expectOk(await pull(), 'the pull');
}
const keys = [issuingKeyOf(3, commandKey.publicKey)];
const bundle = signedBundleOf(IDENTITY.tenantId, keys);
const ana = { staffId: 'ana', name: 'Ana', number: '1234', badgeHash: 'a'.repeat(64), pin: 'scrypt$1024$8$1$00$00', roles: ['assistant'] };
const summary = (n: number, status: OrderSummary['status'] = 'paid') => {
  const { paidHere: _, ...rest } = order(n, { status });
  return rest;
};

describe('pulling', () => {
  it('brings every bucket, and the next time only what is new', async () => {
    hub.put('config', { key: 'station', value: testConfig });
    hub.put('keys', { key: 'bundle', value: bundle });
    hub.put('staff', { key: 'ana', value: ana });
    hub.put('passes', { key: passIdOf(1), value: blankPass(1) });
    hub.put('orders', { key: orderIdOf(1), value: summary(1) });
    hub.put('catalogue', { key: 'a', value: product('a', 'Camisa') });
    hub.put('stock', { key: 'madrid/a-M', value: stock('a-M', 'madrid', 3) });
    expect(await pull()).toEqual({ ok: true, value: { changed: true } });
    const { read } = bench.store;
    expect([
      read.config()?.storeName,
      read.keyBundle()?.keys,
      read.staffByNumber('1234')?.name,
      read.blankPasses(0, 500).length,
      read.order(orderIdOf(1))?.status,
      bench.catalogue.variant('a-M')?.here,
    ]).toEqual([testConfig.storeName, keys, 'Ana', 1, 'paid', 3]);
    expect([puller.reached(), await pull()]).toEqual([7, { ok: true, value: { changed: false } }]);
    expect(
      hub.asked
        .slice(-bucketNames.length)
        .filter((path) => path.includes('cursor=1'))
        .map((path) => path.replace(/&limit.*/, '')),
    ).toEqual(['config', 'keys', 'staff', 'passes', 'orders', 'catalogue', 'stock'].map((bucket) => `GET /v1/pull?bucket=${bucket}&cursor=1`));
  });

  it('goes on page by page, each with its cursor', async () => {
    hub.put('orders', ...Array.from({ length: 450 }, (_, i) => ({ key: orderIdOf(i + 1), value: summary(i + 1) })));
    await pulled();
    expect(hub.asked.filter((path) => path.includes('orders')).map((path) => /cursor=(\d+)/.exec(path)?.[1])).toEqual(['0', '200', '400']);
    expect(bench.store.read.ordersToPrepare(999)).toHaveLength(450);
  });

  it('goes on where it was when the line breaks between two pages', async () => {
    hub.put('orders', ...Array.from({ length: 300 }, (_, i) => ({ key: orderIdOf(i + 1), value: summary(i + 1) })));
    hub.fate = (_n, path) => (path.includes('pull') && hub.asked.filter((asked) => asked.includes('orders')).length === 1 ? 'never-arrived' : 'answered');
    expect(await pull()).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    hub.fate = () => 'answered';
    await pulled();
    expect(bench.store.read.ordersToPrepare(999)).toHaveLength(300);
  });

  it('leaves out a row that is not what the contract says, tells which, and takes the rest', async () => {
    hub.put('orders', { key: orderIdOf(1), value: { ...summary(1), customer: 'Ana' } }, { key: orderIdOf(2), value: summary(2) });
    expect(await pull()).toEqual({ ok: true, value: { changed: true } });
    expect([bench.store.read.order(orderIdOf(1)), bench.store.read.order(orderIdOf(2))?.number]).toEqual([null, order(2).number]);
    expect(warnings).toEqual([{ bucket: 'orders', revision: 1, detail: ': unrecognized_keys' }]);
    expect(bench.store.tables.cursors.all()).toMatchObject([{ bucket: 'orders', cursor: 2, skipped: 1 }]);
  });

  it('leaves out a row that contradicts the schema, and takes the rest', async () => {
    hub.put(
      'orders',
      { key: orderIdOf(1), value: summary(1) },
      { key: orderIdOf(2), value: { ...summary(2), number: order(1).number } },
      { key: orderIdOf(3), value: summary(3) },
    );
    await pulled();
    expect([1, 2, 3].map((n) => bench.store.read.order(orderIdOf(n)) !== null)).toEqual([true, false, true]);
    expect(warnings).toEqual([{ bucket: 'orders', revision: 2, detail: 'SQLITE_CONSTRAINT_UNIQUE' }]);
  });

  it('takes rows away again, but never what is in use', async () => {
    hub.put('keys', { key: 'bundle', value: bundle });
    hub.put('staff', { key: 'ana', value: ana });
    hub.put('passes', { key: passIdOf(1), value: blankPass(1) }, { key: passIdOf(2), value: blankPass(2) });
    hub.put('orders', { key: orderIdOf(1), value: summary(1) }, { key: orderIdOf(2), value: summary(2) });
    hub.put('config', { key: 'station', value: testConfig });
    await pulled();
    write(bench.store, (tx) => {
      tx.putParcel(parcel(1, { passId: passIdOf(1) }));
      tx.bindPass(passIdOf(1), parcelIdOf(1));
    });
    hub.put('keys', { key: 'bundle', value: null });
    hub.put('staff', { key: 'ana', value: null });
    hub.put('passes', { key: passIdOf(1), value: null }, { key: passIdOf(2), value: null });
    hub.put('orders', { key: orderIdOf(1), value: null }, { key: orderIdOf(2), value: null });
    hub.put('config', { key: 'station', value: null });
    await pulled();
    const { read } = bench.store;
    expect([
      read.keyBundle()?.keys,
      read.staffByNumber('1234'),
      read.pass(passIdOf(1))?.parcelId,
      read.pass(passIdOf(2)),
      read.order(orderIdOf(1))?.status,
      read.order(orderIdOf(2)),
      read.config()?.storeName,
    ]).toEqual([keys, null, parcelIdOf(1), null, 'paid', null, testConfig.storeName]);
  });

  it('never replaces a pass that is bound here', async () => {
    hub.put('passes', { key: passIdOf(1), value: blankPass(1) });
    hub.put('orders', { key: orderIdOf(1), value: summary(1) });
    await pulled();
    write(bench.store, (tx) => {
      tx.putParcel(parcel(1));
      tx.bindPass(passIdOf(1), parcelIdOf(1));
    });
    hub.put('passes', { key: passIdOf(1), value: blankPass(1, { code: 'LK1:other', expires: 1 }) });
    await pulled();
    expect(bench.store.read.pass(passIdOf(1))).toMatchObject({ code: 'LK1:1', expires: blankPass(1).expires, parcelId: parcelIdOf(1) });
  });

  it('keeps what this station knows better, and asks for a look where the hub contradicts a parcel', async () => {
    write(bench.store, (tx) => {
      tx.putOrder(order(1, { status: 'ready', paidHere: true }));
      tx.putParcel(parcel(1));
      tx.putCompartment(compartment(1, { state: 'occupied', parcelId: parcelIdOf(1) }));
      tx.putOrder(order(2, { status: 'paid', paidHere: true }));
    });
    hub.put('orders', { key: orderIdOf(1), value: summary(1, 'collected') }, { key: orderIdOf(2), value: summary(2, 'placed') });
    await pulled();
    const { read } = bench.store;
    expect([read.order(orderIdOf(1))?.status, read.order(orderIdOf(2))?.status, read.compartment(compartment(1).compartmentId)?.needsCheck]).toEqual([
      'ready',
      'paid',
      true,
    ]);
    expect(bench.store.tables.audit.entry(1)).toBe(
      JSON.stringify({ at: 1_760_000_000_000, facts: { here: 'ready', hub: 'collected', order: orderIdOf(1) }, kind: 'order.conflict' }),
    );
  });

  it('begins a bucket again when the hub has a shorter history, and drops who is no member any more', async () => {
    hub.put('staff', { key: 'ana', value: ana }, { key: 'luis', value: { ...ana, staffId: 'luis', number: '5678', badgeHash: 'b'.repeat(64) } });
    hub.put('catalogue', { key: 'a', value: product('a', 'Camisa') }, { key: 'b', value: product('b', 'Bota') });
    await pulled();
    hub.rows.clear();
    hub.put('staff', { key: 'luis', value: { ...ana, staffId: 'luis', number: '5678', badgeHash: 'b'.repeat(64) } });
    hub.put('catalogue', { key: 'b', value: product('b', 'Botas') });
    await pulled();
    expect([
      bench.store.read.staffByNumber('1234'),
      bench.store.read.staffByNumber('5678')?.staffId,
      bench.catalogue.product('a'),
      bench.catalogue.product('b')?.title,
    ]).toEqual([null, 'luis', null, 'Botas']);
  });

  it('does not run in circles when a page leads nowhere', async () => {
    hub.fate = () => json({ rows: [{ key: 'station', revision: 1, value: testConfig }], next: 0, more: true, serverTime: 1 });
    expect(await pull()).toEqual({ ok: false, error: { kind: 'no-progress', detail: 'commands' } });
  });

  it.each([
    ['HTML', new Response('<html>sign in</html>', { headers: { 'content-type': 'text/html' } }), { kind: 'not-the-hub', detail: 'content-type' }],
    ['other JSON', json({ hello: 1 }), { kind: 'not-the-hub', detail: 'body' }],
    ['an empty answer', new Response(null, { status: 204 }), { kind: 'not-the-hub', detail: 'content-type' }],
  ])('takes %s for no hub, and keeps what it has', async (_what, response, error) => {
    hub.put('config', { key: 'station', value: testConfig });
    await pulled();
    hub.fate = () => response.clone();
    expect(await pull()).toEqual({ ok: false, error });
    expect(bench.store.read.config()).toEqual(testConfig);
  });
});
