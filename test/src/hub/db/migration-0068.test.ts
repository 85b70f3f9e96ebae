import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { findPayments } from '../../../../src/hub/db/online-payments.ts';
import { findPayLink } from '../../../../src/hub/db/pay-links.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before kiosks showed links to pay by keeps its payments, as begun on the order’s own page', async () => {
  const db = await pgliteBefore(68);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query("INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 's', 'Tienda', 'EUR', 'l', 'Europe/Madrid')");
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k1', 's', 'K1', 1, 0)");
  await db.query(
    `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, contact, locale, phone_token)
     VALUES ('t', 'o', 's', 'k1', 'K1-00042-7', 'placed', 1, '[]', 100, 'EUR', '{"kind":"silo"}', NULL, 'es', 'token')`,
  );
  await db.query(
    `INSERT INTO online_payments (tenant_id, attempt_id, order_id, number, way_id, amount_minor, currency, stage, created_at, expires_at, page_url)
     VALUES ('t', 'a', 'o', 1, 'card', 100, 'EUR', '{"kind":"created"}', 1, 2, 'https://pay.example/1')`,
  );
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect((await findPayments(db, { tenantId: 't', orderId: 'o' })).map(({ stage, pageUrl, payToken }) => [stage.kind, pageUrl, payToken])).toEqual([
    ['created', 'https://pay.example/1', null],
  ]);
  expect(await findPayLink(db, 't', 'o')).toBeNull();
  await db.close();
});
