import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('counts what went back of each payment before, no more than it was, and lets nothing more go back from then on', async () => {
  const db = await pgliteBefore(92);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query(
    "INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 'centro', 'Centro', 'EUR', 'centro', 'Europe/Madrid')",
  );
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k', 'centro', 'K1', 1, 0)");
  for (const orderId of ['a', 'b', 'c']) {
    await db.query(
      `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, locale, phone_token)
       VALUES ('t', $1, 'centro', 'k', $1, 'paid', 1, '[]', 500, 'EUR', '{"kind":"desk"}', 'es', $1)`,
      [orderId],
    );
    await db.query(
      `INSERT INTO payments (tenant_id, order_id, payment_id, tender, amount_minor, currency, staff_id, taken_at) VALUES ('t', $1, $1, 'cash', 500, 'EUR', 'eva', 1)`,
      [orderId],
    );
  }
  const give = (orderId: string, minor: number, why: string) =>
    db.query(
      `INSERT INTO money_back (tenant_id, money_id, order_id, amount_minor, currency, why, about, owed_at, settled, settled_by)
       VALUES ('t', $1 || $3, $1, $2, 'EUR', $3, 'x', 1, 'paid', 'central/eva')`,
      [orderId, minor, why],
    );
  await give('a', 200, 'sold-out');
  // Money of another payment never was in this one.
  await give('a', 500, 'not-needed');
  await give('b', 900, 'sold-out');
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect((await db.query('SELECT back_minor FROM payments ORDER BY order_id')).map((row) => row['back_minor'])).toEqual([200, 500, 0]);
  await expect(db.query('UPDATE payments SET back_minor = 501')).rejects.toThrow(/back_cap/);
  await db.close();
}, 120_000);
