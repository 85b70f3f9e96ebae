import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { findParcelsOfOrder } from '../../../../src/hub/db/parcels.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before the silo was whole keeps its parcels, their codes and their orders', async () => {
  const db = await pgliteBefore(20);
  const contact = JSON.stringify({ kind: 'email', email: ' Ana@Example.com ' });
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query("INSERT INTO stores VALUES ('t', 's', 'Tienda', 'EUR', 'l', 'Europe/Madrid')");
  await db.query("INSERT INTO stations VALUES ('t', 'k1', 's', 'K1', 1, 0)");
  await db.query(`INSERT INTO orders VALUES ('t', 'o', 's', 'k1', 'K1-00042-7', 'ready', 1, '[]', 1, 'EUR', '{"kind":"silo"}', $1::jsonb, 'es', 'token')`, [
    contact,
  ]);
  await db.query(`INSERT INTO parcels VALUES ('t', 'p1', 'o', 'k1', 1, '1-01', 1, 'M', 'a', 'stored', 5, NULL)`);
  await db.query(`INSERT INTO parcels VALUES ('t', 'p2', 'o', 'k1', 1, '1-02', 2, 'M', 'b', 'collected', 6, 9)`);
  await db.query(`INSERT INTO parcels VALUES ('t', 'p3', 'o', 'k1', 1, '1-03', 3, 'M', 'a', 'stored', 7, NULL)`);
  await db.query(`INSERT INTO passes VALUES ('t', 'a', 'k1', 'LK1:', 'AAAAAAAAA', '123456', 0, 9, 'bound', 'p1')`);
  await db.query(`INSERT INTO passes VALUES ('t', 'b', 'k1', NULL, 'BBBBBBBBB', NULL, 0, 9, 'used', 'p2')`);
  await db.query(`INSERT INTO messages VALUES ('t', 'ready-p1', 'o', 'ready', 'p1', 'sent', 1, 1, 1, 1, NULL)`);

  expect(await migrate(db, migrations)).toMatchObject({ ok: true });

  // A parcel whose pass was another's before must not get that code now.
  expect((await findParcelsOfOrder(db, 't', 'o')).map(({ parcelId, kind, bound, status, endedAt }) => [parcelId, kind, bound, status, endedAt])).toEqual([
    ['p1', 'order', true, 'stored', null],
    ['p2', 'order', true, 'collected', 9],
    ['p3', 'order', false, 'stored', null],
  ]);
  expect(await db.query('SELECT parcel_id, kind, at FROM parcel_events ORDER BY at')).toEqual([
    { parcel_id: 'p1', kind: 'loaded', at: 5 },
    { parcel_id: 'p2', kind: 'loaded', at: 6 },
    { parcel_id: 'p3', kind: 'loaded', at: 7 },
    { parcel_id: 'p2', kind: 'closed', at: 9 },
  ]);
  expect(await db.query('SELECT contact_key, holder FROM orders')).toEqual([{ contact_key: 'e:ana@example.com', holder: null }]);
  await expect(db.query("UPDATE messages SET kind = 'No sense!'")).rejects.toThrow();
  await db.close();
});
