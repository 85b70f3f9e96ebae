import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Product, Stock } from '../../../../src/contract/catalogue.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { type Bucket, putRows, sumRevisions } from '../../../../src/hub/db/buckets.ts';
import { pullRows } from '../support/pull-rows.ts';
import { sqlState } from '../../../../src/hub/db/database.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { stationConfig } from '../../../../src/contract/hub/sync.ts';
import { applySetup, type TenantSetupInput } from '../../../../src/hub/db/setup.ts';
import type { TestEngine } from '../support/engines.ts';
import { makeWorld } from '../support/world.ts';

/** The number of the last migration that there is. */
const latest = migrations.at(-1)?.number ?? 0;

/** What every engine of the hub must do alike. */
export function databaseSuite(engine: () => TestEngine): void {
  const db = () => engine().db;
  const newBucket = async (): Promise<Bucket> => ({ tenantId: (await makeWorld(db())).tenantId, bucket: 'catalogue', scope: '' });
  const put = (bucket: Bucket, ...changes: (readonly [string, unknown])[]) =>
    db().transaction((tx) =>
      putRows(
        tx,
        bucket,
        changes.map(([key, value]) => ({ key, value })),
      ),
    );
  const pull = async (bucket: Bucket, cursor = 0, limit = 100) => {
    const page = await pullRows(db(), bucket, cursor, limit);
    return page === null ? 'ahead' : page.rows.map((row) => [row.revision, row.key, row.value]);
  };

  it('gives numbers, text, JSON and nulls back as they went in', async () => {
    const rows = await db().query('SELECT $1::bigint AS n, $2::text AS t, $3::jsonb AS j, $4::text AS z, $5::boolean AS b', [
      1_760_000_000_000,
      'ñ',
      '{"a":[1]}',
      null,
      true,
    ]);
    expect(rows).toEqual([{ n: 1_760_000_000_000, t: 'ñ', j: { a: [1] }, z: null, b: true }]);
  });

  it('keeps a transaction that resolves and nothing of one that throws', async () => {
    const [kept, lost] = [randomUUID(), randomUUID()];
    const insert = (id: string) => ['INSERT INTO tenants (tenant_id, name) VALUES ($1, $1)', [id]] as const;
    await db().transaction((tx) => tx.query(...insert(kept)));
    await expect(
      db().transaction(async (tx) => {
        await tx.query(...insert(lost));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await db().query('SELECT tenant_id FROM tenants WHERE tenant_id IN ($1, $2)', [kept, lost])).toEqual([{ tenant_id: kept }]);
  });

  it('undoes a savepoint that throws and goes on with the transaction', async () => {
    const [kept, lost] = [randomUUID(), randomUUID()];
    await db().transaction(async (tx) => {
      await tx.query('INSERT INTO tenants (tenant_id, name) VALUES ($1, $1)', [kept]);
      const failure = await tx
        .savepoint(() => tx.query('INSERT INTO tenants (tenant_id, name) VALUES ($1, $1), ($2, $2)', [lost, kept]))
        .catch((thrown: unknown) => thrown);
      expect(sqlState(failure)).toBe('23505');
    });
    expect(await db().query('SELECT tenant_id FROM tenants WHERE tenant_id IN ($1, $2)', [kept, lost])).toEqual([{ tenant_id: kept }]);
  });

  it('runs statements of a transaction in the order in which they were asked for, awaited or not', async () => {
    const id = randomUUID();
    const [, , rows] = await db().transaction((tx) =>
      Promise.all([
        tx.query("INSERT INTO tenants (tenant_id, name) VALUES ($1, 'first')", [id]),
        tx.query("UPDATE tenants SET name = name || ' second' WHERE tenant_id = $1", [id]),
        tx.query('SELECT name FROM tenants WHERE tenant_id = $1', [id]),
      ]),
    );
    expect(rows).toEqual([{ name: 'first second' }]);
  });

  it('undoes a savepoint of which one statement of several failed, with those that were sent behind it', async () => {
    const [kept, lost, after] = [randomUUID(), randomUUID(), randomUUID()];
    const insert = 'INSERT INTO tenants (tenant_id, name) VALUES ($1, $1)';
    await db().transaction(async (tx) => {
      await tx.query(insert, [kept]);
      const failure = await tx
        .savepoint(() => Promise.all([tx.query(insert, [lost]), tx.query(insert, [kept]), tx.query(insert, [after])]))
        .catch((thrown: unknown) => thrown);
      expect(sqlState(failure)).toBe('23505');
      await tx.query(insert, [after]);
    });
    const rows = await db().query('SELECT tenant_id FROM tenants WHERE tenant_id IN ($1, $2, $3)', [kept, lost, after]);
    expect(rows.map((row) => row['tenant_id']).toSorted()).toEqual([kept, after].toSorted());
  });

  it('never calls a transaction kept in which a failure was overlooked', async () => {
    const id = randomUUID();
    const insert = 'INSERT INTO tenants (tenant_id, name) VALUES ($1, $1)';
    const overlooked = db().transaction(async (tx) => {
      await tx.query(insert, [id]);
      await tx.query(insert, [id]).catch(() => undefined);
    });
    await overlooked.then(
      () => expect.unreachable('a rollback that is called a commit'),
      () => undefined,
    );
    expect(await db().query('SELECT 1 FROM tenants WHERE tenant_id = $1', [id])).toEqual([]);
  });

  it('runs migrations once and refuses a database that is newer', async () => {
    expect(await migrate(db(), migrations)).toEqual({ ok: true, value: latest });
    await db().query("INSERT INTO schema_migrations (number, name) VALUES (990, 'later')");
    expect(await migrate(db(), migrations)).toEqual({ ok: false, error: { kind: 'newer-schema', found: 990, known: latest } });
    await db().query('DELETE FROM schema_migrations WHERE number = 990');
  });

  it('leaves nothing of a migration that fails half way', async () => {
    const broken = { number: latest + 10, name: 'broken', statements: ['CREATE TABLE half (a integer)', 'CREATE TABLE tenants (a integer)'] };
    await expect(migrate(db(), [...migrations, broken])).rejects.toThrow();
    expect(await db().query("SELECT 1 FROM information_schema.tables WHERE table_name = 'half'")).toEqual([]);
    expect(await migrate(db(), migrations)).toEqual({ ok: true, value: latest });
  });

  it('numbers the rows of a bucket in the order of their writing, and an unchanged value not at all', async () => {
    const bucket = await newBucket();
    expect(await put(bucket, ['a', 1], ['b', { x: 1, y: 2 }])).toEqual({ created: 2, changed: 0, unchanged: 0 });
    expect(await put(bucket, ['b', { y: 2, x: 1 }], ['c', 3], ['a', 9])).toEqual({ created: 1, changed: 1, unchanged: 1 });
    expect(await pull(bucket)).toEqual([
      [2, 'b', { x: 1, y: 2 }],
      [3, 'c', 3],
      [4, 'a', 9],
    ]);
  });

  it('keeps a deleted key as a row without a value', async () => {
    const bucket = await newBucket();
    await put(bucket, ['a', 1]);
    await put(bucket, ['a', null]);
    expect(await put(bucket, ['a', null])).toEqual({ created: 0, changed: 0, unchanged: 1 });
    expect(await pull(bucket)).toEqual([[2, 'a', null]]);
  });

  it('writes the last of two values for one key in one batch', async () => {
    const bucket = await newBucket();
    await put(bucket, ['a', 1], ['a', 2]);
    expect(await pull(bucket)).toEqual([[1, 'a', 2]]);
  });

  it('pages through a bucket without a gap, whatever is written meanwhile', async () => {
    const bucket = await newBucket();
    await put(bucket, ...Array.from({ length: 1_201 }, (_, i) => [`k${i}`, i] as const));
    const seen = new Map<string, unknown>();
    let cursor = 0;
    for (let more = true; more; ) {
      const page = await pullRows(db(), bucket, cursor, 500);
      if (page === null) throw new Error('ahead');
      for (const row of page.rows) seen.set(row.key, row.value);
      if (cursor === 0) await put(bucket, ['k0', 'new'], ['k1200', null]);
      ({ next: cursor, more } = page);
    }
    expect([seen.size, seen.get('k0'), seen.get('k1200'), seen.get('k600')]).toEqual([1_201, 'new', null, 600]);
  });

  it('ends a page early when its values are large', async () => {
    const bucket = await newBucket();
    const large = 'x'.repeat(3_000_000);
    await put(bucket, ['a', large], ['b', large], ['c', 1]);
    const page = await pullRows(db(), bucket, 0, 100);
    expect([page?.rows.map((row) => row.key), page?.next, page?.more]).toEqual([['a'], 1, true]);
  });

  it('tells a cursor that is ahead of the bucket', async () => {
    const bucket = await newBucket();
    await put(bucket, ['a', 1]);
    expect([
      await pull(bucket, 1),
      await pull(bucket, 2),
      await pull({ ...bucket, bucket: 'stock' }, 0),
      await pull({ ...bucket, bucket: 'stock' }, 1),
    ]).toEqual([[], 'ahead', [], 'ahead']);
  });

  it('keeps buckets, scopes and tenants apart', async () => {
    const [mine, theirs] = [await newBucket(), await newBucket()];
    await put(mine, ['a', 'mine']);
    await put(theirs, ['a', 'theirs']);
    await put({ ...mine, bucket: 'orders', scope: 'centro' }, ['a', 'centro']);
    expect([await pull(mine), await pull(theirs), await pull({ ...mine, bucket: 'orders', scope: 'norte' })]).toEqual([
      [[1, 'a', 'mine']],
      [[1, 'a', 'theirs']],
      [],
    ]);
    expect(await sumRevisions(db(), [mine, { ...mine, bucket: 'orders', scope: 'centro' }])).toBe(2);
  });

  it('never shows a revision before a lower one, however transactions overlap', async () => {
    const bucket = await newBucket();
    const seen: number[] = [];
    let cursor = 0;
    let writing = true;
    const reader = (async () => {
      while (writing || seen.length < 120) {
        const page = await pullRows(db(), bucket, cursor, 1_000);
        for (const row of page?.rows ?? []) seen.push(row.revision);
        cursor = page?.next ?? cursor;
      }
    })();
    await Promise.all(Array.from({ length: 40 }, (_, i) => put(bucket, [`${i}a`, i], [`${i}b`, i], [`${i}c`, i])));
    writing = false;
    await reader;
    expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
  });

  it('takes a catalogue whole, counts it, and writes nothing for the same file again', async () => {
    const { tenantId } = await makeWorld(db());
    const products = [product('p1', 'Camisa'), product('p2', 'Falda')];
    const stock: Stock[] = [{ sku: 'p1', locationId: 'centro', quantity: 3, asOf: 1 }];
    const none = { created: 0, changed: 0, unchanged: 0 };
    expect(await upsertProducts(db(), tenantId, products, stock)).toEqual({ ...none, created: 2, stock: { ...none, created: 1 } });
    expect(await upsertProducts(db(), tenantId, products, stock)).toEqual({ ...none, unchanged: 2, stock: { ...none, unchanged: 1 } });
    expect(await upsertProducts(db(), tenantId, [product('p1', 'Camisa larga')], [])).toEqual({ ...none, changed: 1, stock: none });
    expect(await sumRevisions(db(), [{ tenantId, bucket: 'catalogue', scope: '' }])).toBe(3);
  });

  it('applies the same setup twice without a change, and takes people out who are gone', async () => {
    const tenantId = randomUUID();
    const setup = (names: readonly string[], look: Pick<TenantSetupInput['stores'][number], 'theme' | 'language'> = {}): TenantSetupInput => ({
      tenantId,
      name: 'Moda',
      locations: [],
      stores: [
        {
          storeId: 's',
          name: 'S',
          currency: 'EUR',
          locationId: 'l',
          stations: [{ stationId: `${tenantId.slice(0, 8)}-9`, stationCode: 'K9', bank: 9 }],
          staff: names.map(member),
          ...look,
        },
      ],
    });
    const staff: Bucket = { tenantId, bucket: 'staff', scope: 's' };
    for (const names of [['eva', 'luz'], ['eva', 'luz'], ['luz']]) await applySetup(db(), setup(names), 'https://hub.example');
    expect((await pullRows(db(), staff, 0, 10))?.rows.map((row) => [row.key, row.revision, row.value === null])).toEqual([
      ['luz', 2, false],
      ['eva', 3, true],
    ]);
    const config: Bucket = { tenantId, bucket: 'config', scope: 's' };
    const told = async () => stationConfig.parse((await pullRows(db(), config, 0, 10))?.rows[0]?.value);
    expect(await sumRevisions(db(), [config])).toBe(1);
    // Stations from before looks and first languages would refuse them: they are told by shops that chose only.
    expect(Object.keys(await told())).not.toContain('theme');
    await applySetup(db(), setup(['luz'], { theme: 'gallery', language: 'ca' }), 'https://hub.example');
    expect(await told()).toMatchObject({ theme: 'gallery', language: 'ca' });
  });
}

function product(productId: string, title: string): Product {
  const picture = { kind: 'drawing', garment: 'shirt', colour: '#ffffff', pattern: 'plain' } as const;
  const price = { minor: 100, currency: 'EUR' };
  const variants = [{ sku: productId, gtin: null, size: null, colour: null, colourHex: null, price, compareAt: null, grams: 0 }];
  return { productId, title, brand: '', category: '', description: '', tags: [], picture, published: true, variants };
}

function member(staffId: string) {
  return { staffId, name: staffId, number: '1001', badgeHash: '0'.repeat(64), pin: 'scrypt$2$8$1$00$00', roles: ['assistant' as const] };
}
