import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { snapshotBytes, type SnapshotManifest } from '../../../../src/contract/hub/snapshot.ts';
import type { LogFields, Logger } from '../../../../src/kernel/logger.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import type { Fetch } from '../../../../src/station/sync/hub-client.ts';
import { IDENTITY_KEY } from '../../../../src/station/sync/identity.ts';
import { createPuller, type Puller } from '../../../../src/station/sync/pull.ts';
import { createSnapshotPull } from '../../../../src/station/sync/snapshot.ts';
import { rootPublic } from '../../../support/key-bundle.ts';
import { type TestSnapshot, testSnapshot } from '../../../support/snapshot.ts';
import { standingClock, temporaryDirectory, write } from '../../../support/store.ts';
import { product } from '../store/catalogue/products.ts';
import { ContractHub, IDENTITY, json, problem } from './contract-hub.ts';
import { openBench, type SyncBench } from './station.ts';

const COUNT = 300;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const auditKey = publicKey.export({ format: 'jwk' }).x ?? '';

let shared: ReturnType<typeof temporaryDirectory>;
let snapshot: TestSnapshot;
beforeAll(() => {
  shared = temporaryDirectory();
  snapshot = testSnapshot(shared.path, COUNT);
});
afterAll(() => shared.remove());

let bench: SyncBench;
let hub: ContractHub;
let puller: Puller;
let warnings: LogFields[];
/** The manifest that the hub has; null: none, or a hub that knows no such route. */
let manifest: SnapshotManifest | null;
/** What is answered instead of a part. */
let bend: (part: number) => Response | 'broken-off' | null;

/** The contract's hub with the two routes of snapshots before it. */
const ask: Fetch = async (url, init) => {
  const { pathname, searchParams } = new URL(url);
  if (!pathname.startsWith('/v1/snapshot')) return hub.fetch(url, init);
  hub.asked.push(`${pathname}${searchParams.has('part') ? ` ${searchParams.get('part')}` : ''}`);
  if (pathname === '/v1/snapshot') return manifest === null ? problem(404, 'not-found') : json(manifest);
  const part = Number(searchParams.get('part'));
  const bent = bend(part);
  if (bent === 'broken-off') throw new TypeError('fetch failed');
  return bent ?? bytes(snapshot.part(part, searchParams.get('packed') === 'yes'));
};

function bytes(body: Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
}

function signed(facts: SnapshotManifest, tenantId = IDENTITY.tenantId): SnapshotManifest {
  return { ...facts, publicKey: auditKey, signature: sign(null, snapshotBytes(tenantId, facts), privateKey).toString('base64url') };
}

function newPuller(): Puller {
  const logger: Logger = { ...silentLogger, warn: (_message, fields = {}) => warnings.push(fields) };
  const common = { store: bench.store, catalogue: bench.catalogue, client: bench.client(ask), clock: standingClock, logger, timeoutMs: 1000 };
  return createPuller({ ...common, snapshots: createSnapshotPull({ ...common, isPacked: true }), onHubTime: () => {} });
}

beforeEach(async () => {
  bench = openBench();
  hub = new ContractHub();
  hub.trust(bench.deviceKey.publicKey);
  write(bench.store, (tx) => tx.putMeta(IDENTITY_KEY, JSON.stringify({ ...IDENTITY, rootKey: rootPublic, auditKey })));
  warnings = [];
  bend = () => null;
  manifest = signed(snapshot.manifest);
  puller = newPuller();
  // The first answer teaches the client the hub's time.
  expect(await puller.pullAll(IDENTITY.stationId)).toMatchObject({ ok: false });
  hub.asked.length = 0;
  // The catalogue by pages, as it stands after the snapshot.
  for (let n = 0; n < COUNT; n++) hub.put('catalogue', { key: `p${n}`, value: product(`p${n}`, `Camisa ${n}`) });
  for (let n = 0; n < COUNT; n++) hub.put('stock', { key: `madrid/p${n}-M`, value: { sku: `p${n}-M`, locationId: 'madrid', quantity: 1, asOf: 7 } });
});
afterEach(() => bench.close());

const pull = () => puller.pullAll(IDENTITY.stationId);
const here = () => [bench.catalogue.cursor('catalogue'), bench.catalogue.cursor('stock'), bench.catalogue.product('p299')?.title];
const whole = [COUNT, COUNT, 'Camisa 299'];
/** What was asked of the catalogue. */
const asked = () => hub.asked.filter((one) => /snapshot|catalogue/.test(one)).map((one) => one.replace('GET /v1/pull?bucket=', '').replace('&limit=2000', ''));
const parts = () => snapshot.manifest.parts.map((_, part) => `/v1/snapshot/part ${part}`);

describe('a station without a catalogue', () => {
  it('takes the hub’s snapshot and goes on by pages behind it', async () => {
    hub.put('catalogue', { key: 'new', value: product('new', 'Falda') });
    expectOk(await pull(), 'the pull');
    expect([bench.catalogue.product('new')?.title, bench.catalogue.product('p299')?.variants[0]?.stock]).toEqual(['Falda', []]);
    expect(asked()).toEqual(['/v1/snapshot', ...parts(), `catalogue&cursor=${COUNT}`]);
    hub.asked.length = 0;
    expectOk(await pull(), 'the next pull');
    expect(asked(), 'and never again').toEqual([`catalogue&cursor=${COUNT + 1}`]);
  });

  it('keeps what it has not pushed yet', async () => {
    bench.work(3);
    expectOk(await pull(), 'the pull');
    expect([here(), bench.store.waiting(10).map((row) => row.seq)]).toEqual([whole, [1, 2, 3]]);
  });

  it('goes on behind the last whole part when the line breaks, after a new start too', async () => {
    bend = (part) => (part === 2 ? 'broken-off' : null);
    expect(await pull()).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    bend = () => null;
    hub.asked.length = 0;
    puller = newPuller();
    expect(await pull(), 'its clock is learnt anew').toMatchObject({ ok: false });
    expectOk(await pull(), 'the pull');
    expect([here(), asked().slice(-parts().length + 1)]).toEqual([whole, [...parts().slice(2), `catalogue&cursor=${COUNT}`]]);
  });

  it.each([
    ['there is no snapshot yet, or the hub is from before snapshots', () => (manifest = null)],
    ['the manifest is not signed by this hub', () => (manifest = snapshot.manifest)],
    ['the manifest is that of another tenant', () => (manifest = signed(snapshot.manifest, '00000000-0000-7000-8000-00000000bbbb'))],
    ['something of the manifest was changed', () => (manifest = { ...signed(snapshot.manifest), takenAt: 8 })],
    ['a part is not what the manifest says', () => (bend = (part) => (part === 1 ? bytes(snapshot.part(0, true)) : null))],
    ['a part is no packed bytes', () => (bend = () => bytes(new Uint8Array(2000)))],
    ['the hub made newer ones meanwhile', () => (bend = (part) => (part === 1 ? problem(404, 'not-found') : null))],
    ['the file is of another release', () => (manifest = signed({ ...snapshot.manifest, format: snapshot.manifest.format + 1 }))],
    [
      'the file does not fit on the disk',
      () =>
        (manifest = signed({ ...snapshot.manifest, bytes: 128 * 8_388_608, partBytes: 8_388_608, parts: Array.from({ length: 128 }, () => 'a'.repeat(64)) })),
    ],
  ])('pulls pages where %s', async (_, arrange) => {
    arrange();
    const outcome = await pull();
    // Whether a gigabyte fits is the machine's matter; where it does, its first part is not what it should be.
    expectOk(outcome, 'the pull');
    expect([here(), existsSync(join(bench.directory, 'catalogue.db.coming'))]).toEqual([whole, false]);
  });

  it('does not try a refused file again', async () => {
    bend = () => bytes(new Uint8Array(2000));
    expectOk(await pull(), 'the pull');
    hub.asked.length = 0;
    expectOk(await bench.catalogue.restart('catalogue'), 'a catalogue from the start');
    expectOk(await pull(), 'the next pull');
    expect([asked(), warnings.map((fields) => fields['kind'])]).toEqual([['/v1/snapshot', 'catalogue&cursor=0'], ['wrong-snapshot']]);
  });

  it('pulls pages when no part gets through again and again', async () => {
    bend = () => 'broken-off';
    const outcomes: boolean[] = [];
    for (let n = 0; n < 4; n++) outcomes.push((await pull()).ok);
    expect([outcomes, here()]).toEqual([[false, false, false, true], whole]);
  });
});

describe('a station with a catalogue', () => {
  const far = 30_000;
  /** So much has happened at the hub since the station was last there. */
  function longAway(by: number): void {
    for (const [n, row] of (hub.rows.get('catalogue') ?? []).entries()) row.revision = by + n;
  }

  it('stays with pages where little has changed, and asks for nothing else', async () => {
    manifest = null;
    expectOk(await pull(), 'the first pull');
    manifest = signed(snapshot.manifest);
    hub.asked.length = 0;
    hub.put('catalogue', { key: 'p0', value: product('p0', 'Falda') });
    expectOk(await pull(), 'the next pull');
    expect(asked()).toEqual([`catalogue&cursor=${COUNT}`]);
  });

  it('never takes one that is behind what is here', async () => {
    manifest = null;
    hub.put('stock', { key: 'madrid/p0-M', value: null });
    expectOk(await pull(), 'the first pull');
    expectOk(await bench.catalogue.restart('catalogue'), 'a catalogue from the start');
    manifest = signed(snapshot.manifest);
    hub.asked.length = 0;
    expectOk(await pull(), 'the next pull');
    expect(asked()).toEqual(['/v1/snapshot', 'catalogue&cursor=0']);
  });

  it('takes one when a full page says that much more has changed', async () => {
    manifest = null;
    for (let n = COUNT; n < 2200; n++) hub.put('catalogue', { key: `q${n}`, value: null });
    expectOk(await pull(), 'the first pull');
    longAway(far);
    const away = { ...snapshot.manifest, cursors: { catalogue: far + 30_000, stock: COUNT } };
    manifest = signed(away);
    hub.asked.length = 0;
    expectOk(await pull(), 'the next pull');
    // The test's file ends elsewhere than this manifest says: what counts is that it was asked for, refused, and the pages went on.
    expect([asked().slice(0, 3), asked().at(-1)]).toEqual([
      ['catalogue&cursor=2200', '/v1/snapshot', '/v1/snapshot/part 0'],
      expect.stringMatching(/^catalogue&cursor=3\d+$/),
    ]);
    expect(warnings).toEqual([{ kind: 'wrong-snapshot', detail: 'cursors' }]);
  });
});
