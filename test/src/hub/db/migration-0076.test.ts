import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { readPlaces } from '../../../../src/hub/db/stock.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before stock was promised once begins with the figures that stations have, and holds nothing for old orders', async () => {
  const db = await pgliteBefore(76);
  await db.query("INSERT INTO tenants (tenant_id, name) VALUES ('t', 'Moda')");
  await db.query("INSERT INTO bucket_counters (tenant_id, bucket, scope, revision) VALUES ('t', 'stock', '', 3)");
  for (const [revision, key, value] of [
    [1, 'madrid/A', { sku: 'A', locationId: 'madrid', quantity: 3, asOf: 5 }],
    [2, 'getafe/A', { sku: 'A', locationId: 'getafe', quantity: -1, asOf: 6 }],
    [3, 'getafe/B', null],
  ] as const) {
    await db.query("INSERT INTO bucket_rows (tenant_id, bucket, scope, key, revision, value) VALUES ('t', 'stock', '', $1, $2, $3::jsonb)", [
      key,
      revision,
      value === null ? null : JSON.stringify(value),
    ]);
  }
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  const none = { held: 0, sold: 0, leased: 0, safety: 0 };
  expect(await readPlaces(db, 't', ['A', 'B'])).toEqual([
    { sku: 'A', locationId: 'getafe', quantity: -1, asOf: 6, ...none },
    { sku: 'A', locationId: 'madrid', quantity: 3, asOf: 5, ...none },
  ]);
  expect(await db.query('SELECT * FROM stock_due')).toEqual([]);
  for (const bad of ["('t', 'o', 'A', 'l', 0, 1)", "('t', 'nobody', 'A', 'l', 1, 1)"]) {
    await expect(db.query(`INSERT INTO stock_holds (tenant_id, order_id, sku, location_id, quantity, since) VALUES ${bad}`)).rejects.toThrow();
  }
  await db.close();
});
