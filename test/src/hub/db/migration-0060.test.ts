import { expect, it } from 'vitest';
import { findOrder } from '../../../../src/hub/db/orders.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { placed } from '../support/world.ts';
import { pgliteBefore } from '../support/engines.ts';

it('an order from before lines had ways of their own goes one way, with nothing promised and nothing handed over', async () => {
  const db = await pgliteBefore(60);
  const { orderId, number, placedAt, lines, total, fulfilment, contact, locale } = placed();
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query(
    `INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 's', 'Centro', 'EUR', 'centro', 'Europe/Madrid')`,
  );
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k', 's', 'K1', 1, 0)");
  await db.query(
    `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, contact, locale, phone_token)
     VALUES ('t', $1, 's', 'k', $2, 'paid', $3, $4::jsonb, $5, $6, $7::jsonb, $8::jsonb, $9, 'token')`,
    [orderId, number, placedAt, JSON.stringify(lines), total.minor, total.currency, JSON.stringify(fulfilment), JSON.stringify(contact), locale],
  );
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  const order = await findOrder(db, 't', orderId);
  expect(order).toMatchObject({ status: 'paid', lines, total, fulfilment: { kind: 'silo' }, handOvers: [] });
  for (const key of ['delivery', 'discounts', 'memberId', 'gift', 'shipTo']) expect(order).not.toHaveProperty(key);
  await db.close();
});
