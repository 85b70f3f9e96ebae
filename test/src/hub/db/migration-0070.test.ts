import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before the time after the sale knows which orders were confirmed in writing, and which were paid at a distance', async () => {
  const db = await pgliteBefore(70);
  await db.query("INSERT INTO tenants (tenant_id, name) VALUES ('t', 'Moda')");
  await db.query("INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 's', 'Tienda', 'EUR', 'l', 'Europe/Madrid')");
  for (const id of ['told', 'paid-online', 'silent']) {
    await db.query(
      `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, contact, locale, phone_token)
       VALUES ('t', $1, 's', 'k1', 'K1-00042-7', 'paid', 1, '[]', 1, 'EUR', '{"kind":"silo"}', '{}', 'es', $1)`,
      [id],
    );
  }
  for (const [id, kind, state, at] of [
    ['told', 'paid', 'sent', 20],
    ['told', 'received', 'sent', 10],
    ['silent', 'received', 'failed', 30],
  ] as const) {
    await db.query(
      `INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at, ended_at) VALUES ('t', $1 || $2, $1, $2, $1, $3, 1, 1, $4)`,
      [id, kind, state, at],
    );
  }
  await db.query(
    `INSERT INTO payments (tenant_id, order_id, payment_id, tender, amount_minor, currency, staff_id, taken_at)
     VALUES ('t', 'paid-online', 'p', 'online', 1, 'EUR', 'card', 5)`,
  );
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await db.query('SELECT order_id, country, concluded, confirmed_at FROM orders ORDER BY order_id')).toEqual([
    { order_id: 'paid-online', country: null, concluded: 'distance', confirmed_at: null },
    { order_id: 'silent', country: null, concluded: 'shop', confirmed_at: null },
    { order_id: 'told', country: null, concluded: 'shop', confirmed_at: 10 },
  ]);
  expect(await db.query('SELECT country FROM stores')).toEqual([{ country: 'ES' }]);
  await db.query(
    "INSERT INTO messages (tenant_id, message_id, kind, about, state, created_at, next_at) VALUES ('t', 'm', 'claim-answered', 'x', 'pending', 1, 1)",
  );
  await db.close();
});
