import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before money went back by itself has asked for none, and keeps one refund for each cause of orders that it knows', async () => {
  const db = await pgliteBefore(77);
  await db.query("INSERT INTO tenants (tenant_id, name) VALUES ('t', 'Moda')");
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await db.query('SELECT * FROM provider_refunds')).toEqual([]);
  const columns = 'tenant_id, refund_id, order_id, attempt_id, cause, about, amount_minor, currency, stage, requested_at, changed_at';
  await expect(
    db.query(`INSERT INTO provider_refunds (${columns}) VALUES ('t', 'r', 'nobody', 'a', 'money', 'm', 1, 'EUR', '{}'::jsonb, 1, 1)`),
  ).rejects.toThrow();
  await db.close();
});
