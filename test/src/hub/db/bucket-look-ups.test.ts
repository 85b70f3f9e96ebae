import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bucket, putRows } from '../../../../src/hub/db/buckets.ts';
import { num } from '../../../../src/hub/db/rows.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeWorld } from '../support/world.ts';

let engine: TestEngine;
let stock: Bucket;

beforeAll(async () => {
  engine = await pgliteEngine();
  stock = { tenantId: (await makeWorld(engine.db)).tenantId, bucket: 'stock', scope: '' };
});
afterAll(() => engine.close());

const figures = Array.from({ length: 8000 }, (_, i) => ({ key: `warehouse-in-getafe/P${i % 777}-${i}`, value: { quantity: i % 9 } }));
const put = (changes: typeof figures) => engine.db.transaction((tx) => putRows(tx, stock, changes));

/** Entries that were read of the indexes of all buckets so far. */
async function entriesRead(): Promise<number> {
  await engine.db.query('SELECT pg_stat_force_next_flush()');
  const [row] = await engine.db.query("SELECT sum(idx_tup_read)::bigint AS n FROM pg_stat_user_indexes WHERE relname = 'bucket_rows'");
  return num(row, 'n');
}

/** What the planner knows of a new database is that it is empty; a table that grows within one transaction is the same to it. */
it('reads no more of a bucket than the keys that are written, however many there are by then', async () => {
  expect(await put(figures)).toEqual({ created: figures.length, changed: 0, unchanged: 0 });
  expect(await entriesRead()).toBeLessThan(3 * figures.length);
  expect(await put(figures)).toEqual({ created: 0, changed: 0, unchanged: figures.length });
  expect(await entriesRead()).toBeLessThan(6 * figures.length);
});
