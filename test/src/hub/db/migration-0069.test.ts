import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { findMoneyFlags } from '../../../../src/hub/db/order-money.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before orders could be held keeps its orders, none of them on hold', async () => {
  const db = await pgliteBefore(69);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query("INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 's', 'Tienda', 'EUR', 'l', 'Europe/Madrid')");
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k1', 's', 'K1', 1, 0)");
  await db.query(
    `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, contact, locale, phone_token)
     VALUES ('t', 'o', 's', 'k1', 'K1-00042-7', 'paid', 1, '[]', 100, 'EUR', '{"kind":"silo"}', NULL, 'es', 'token')`,
  );
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await findMoneyFlags(db, { tenantId: 't', orderId: 'o' })).toEqual({});
  await expect(db.query("INSERT INTO order_holds (tenant_id, order_id, since) VALUES ('t', 'unknown', 1)")).rejects.toThrow();
  await db.close();
});
