import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeBase64Url } from '../../../../src/contract/hub/base64.ts';
import { snapshotBytes, type SnapshotManifest } from '../../../../src/contract/hub/snapshot.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { type AuditSigner, loadAuditSigner } from '../../../../src/hub/keys/audit-key.ts';
import { memorySecrets } from '../../../../src/hub/keys/secret-files.ts';
import { createSnapshots, type Snapshots } from '../../../../src/hub/snapshots/snapshots.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { CATALOGUE_VERSION, connect, strangeness } from '../../../../src/station/store/catalogue/schema.ts';
import { verifyWithNode } from '../../../support/ed25519.ts';
import { standingClock, temporaryDirectory } from '../../../support/store.ts';
import { product, stock } from '../../station/store/catalogue/products.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeWorld, type World } from '../support/world.ts';

let engine: TestEngine;
let signer: AuditSigner;
beforeAll(async () => {
  engine = await pgliteEngine();
  signer = await loadAuditSigner(memorySecrets());
}, 60_000);
afterAll(() => engine.close());

let directory: ReturnType<typeof temporaryDirectory>;
let world: World;
let other: World;
let snapshots: Snapshots;
beforeEach(async () => {
  directory = temporaryDirectory();
  world = await makeWorld(engine.db);
  other = await makeWorld(engine.db);
  snapshots = begin();
});
afterEach(async () => {
  snapshots.stop();
  for (const table of ['bucket_rows', 'bucket_counters']) await engine.db.query(`DELETE FROM ${table} WHERE bucket IN ('catalogue', 'stock')`);
  directory.remove();
});

function begin(): Snapshots {
  return createSnapshots({ db: engine.db, dir: directory.path, clock: standingClock, logger: silentLogger, sign: signer.snapshot, leastChanges: 20 });
}

async function goods(of: World, from: number, count: number, title = 'Camisa'): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => from + n);
  const figures = numbers.map((n) => stock(`p${n}-M`, 'madrid', 3));
  await upsertProducts(
    engine.db,
    of.tenantId,
    numbers.map((n) => product(`p${n}`, `${title} ${n}`)),
    figures,
  );
}

const newest = (of = world) => snapshots.newest(of.tenantId, CATALOGUE_VERSION);

function made(of = world): SnapshotManifest {
  const found = newest(of);
  if (found === null) throw new Error('no snapshot was made');
  return found;
}

/** What is in the file that a station would have: how many products and figures, and the title of `p1`. */
async function content(manifest: SnapshotManifest): Promise<unknown> {
  const parts: Buffer[] = [];
  for (const index of manifest.parts.keys()) {
    const [plain, packed] = [
      await snapshots.part(world.tenantId, manifest.name, index, false),
      await snapshots.part(world.tenantId, manifest.name, index, true),
    ];
    if (plain === null || packed === null) throw new Error('a part is not there');
    expect(zstdDecompressSync(packed).equals(plain)).toBe(true);
    parts.push(plain);
  }
  const file = join(directory.path, `${manifest.name}.db`);
  writeFileSync(file, Buffer.concat(parts));
  const db = connect(file);
  try {
    expect(strangeness(db)).toBeNull();
    return db
      .prepare(
        "SELECT (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM stock) AS figures, (SELECT card->>'title' FROM product WHERE product_id = 'p1') AS title",
      )
      .get();
  } finally {
    db.close();
  }
}

describe('snapshots of the catalogue', () => {
  it('are made of a catalogue that is large enough, signed, and say how far they go', async () => {
    await goods(world, 0, 12);
    await goods(other, 0, 3);
    await snapshots.tend();
    const manifest = made();
    expect([manifest.cursors, newest(other), snapshots.newest(world.tenantId, CATALOGUE_VERSION + 1)]).toEqual([{ catalogue: 12, stock: 12 }, null, null]);
    const key = decodeBase64Url(manifest.publicKey) ?? new Uint8Array();
    const signature = decodeBase64Url(manifest.signature) ?? new Uint8Array();
    expect(manifest.publicKey).toBe(signer.publicKey);
    expect(verifyWithNode(key, snapshotBytes(world.tenantId, manifest), signature)).toBe(true);
    expect(verifyWithNode(key, snapshotBytes(other.tenantId, manifest), signature)).toBe(false);
    expect(await content(manifest)).toEqual({ products: 12, figures: 12, title: 'Camisa 1' });
  });

  it('stay while little changes, and are made anew from where they ended', async () => {
    await goods(world, 0, 12);
    await snapshots.tend();
    const first = made();
    await goods(world, 1, 1, 'Falda');
    await snapshots.tend();
    expect(made().name).toBe(first.name);
    await goods(world, 12, 12);
    await snapshots.tend();
    const second = made();
    expect([second.cursors, await content(second)]).toEqual([
      { catalogue: 25, stock: 24 },
      { products: 24, figures: 24, title: 'Falda 1' },
    ]);
    expect(await snapshots.part(world.tenantId, first.name, 0, true), 'who has begun with the one before may end').not.toBeNull();
    await goods(world, 24, 12);
    await snapshots.tend();
    expect(await snapshots.part(world.tenantId, first.name, 0, true)).toBeNull();
  });

  it('give nothing to another tenant, and nothing that is not there', async () => {
    await goods(world, 0, 12);
    await snapshots.tend();
    const { name } = made();
    expect([
      await snapshots.part(other.tenantId, name, 0, true),
      await snapshots.part(world.tenantId, 'a'.repeat(64), 0, true),
      await snapshots.part(world.tenantId, name, 1, true),
    ]).toEqual([null, null, null]);
  });

  it('begin with nothing after a start of the hub, whatever lies in the folder', async () => {
    mkdirSync(join(directory.path, world.tenantId));
    writeFileSync(join(directory.path, world.tenantId, 'making.db'), 'an old life');
    await goods(world, 0, 12);
    await snapshots.tend();
    snapshots = begin();
    expect(newest()).toBeNull();
    await snapshots.tend();
    expect(await content(made())).toEqual({ products: 12, figures: 12, title: 'Camisa 1' });
  });

  it('are dropped and made anew when the hub’s history has become shorter', async () => {
    await goods(world, 0, 30);
    await snapshots.tend();
    expect(made().cursors.catalogue).toBe(30);
    await engine.db.query("DELETE FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue' AND revision > 25", [world.tenantId]);
    await engine.db.query("UPDATE bucket_counters SET revision = 25 WHERE tenant_id = $1 AND bucket = 'catalogue'", [world.tenantId]);
    await snapshots.tend();
    expect(newest()).toBeNull();
    await snapshots.tend();
    expect(made().cursors).toEqual({ catalogue: 25, stock: 30 });
    expect(readdirSync(join(directory.path, world.tenantId)).toSorted()).toEqual(['3', 'making.db']);
  });

  it('end at the next page when the hub goes home', async () => {
    await goods(world, 0, 12);
    snapshots.stop();
    await snapshots.tend();
    expect(newest()).toBeNull();
  });
});
