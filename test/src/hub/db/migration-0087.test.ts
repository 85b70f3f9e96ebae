import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('lets money that was on its way back before go on by itself, and what comes after waits until it is told', async () => {
  const db = await pgliteBefore(87);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query(
    "INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 'centro', 'Centro', 'EUR', 'centro', 'Europe/Madrid')",
  );
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k', 'centro', 'K1', 1, 0)");
  await db.query(
    `INSERT INTO orders (tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, locale, phone_token)
     VALUES ('t', 'o', 'centro', 'k', 'K1-1', 'cancelled', 1, '[]', 5, 'EUR', '{"kind":"desk"}', 'es', 'token')`,
  );
  const withdraw = (id: string, number: number, state: string) =>
    db.query(
      `INSERT INTO withdrawals (tenant_id, withdrawal_id, order_id, number, at, received_at, lines, in_time, state, currency) VALUES ('t', $1, 'o', $2, 1, 1, '[]', true, $3, 'EUR')`,
      [id, number, state],
    );
  await withdraw('one', 1, 'refund-due');
  await withdraw('two', 2, 'goods-awaited');
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  await withdraw('three', 3, 'refund-due');
  expect((await db.query('SELECT withdrawal_id, told_at FROM withdrawals ORDER BY number')).map((row) => [row['withdrawal_id'], row['told_at']])).toEqual([
    ['one', 0],
    ['two', null],
    ['three', null],
  ]);
  await db.close();
}, 120_000);
