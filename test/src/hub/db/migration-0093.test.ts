import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('lets sums that were owed before go back as they would have', async () => {
  const db = await pgliteBefore(93);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query(
    "INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 'centro', 'Centro', 'EUR', 'centro', 'Europe/Madrid')",
  );
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k', 'centro', 'K1', 1, 0)");
  await db.query(
    `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, locale, phone_token)
     VALUES ('t', 'o', 'centro', 'k', 'K1-1', 'paid', 1, '[]', 500, 'EUR', '{"kind":"desk"}', 'es', 'token')`,
  );
  await db.query(
    `INSERT INTO money_back (tenant_id, money_id, order_id, amount_minor, currency, why, about, owed_at) VALUES ('t', 'm', 'o', 5, 'EUR', 'sold-out', 'x', 1)`,
  );
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await db.query('SELECT told_at, pieces, goods_out_at FROM money_back')).toEqual([{ told_at: 0, pieces: null, goods_out_at: null }]);
  await db.close();
}, 120_000);
