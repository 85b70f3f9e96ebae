import { expect, it } from 'vitest';
import { countUses } from '../../../../src/hub/db/coupons.ts';
import { findMember, readLoyalty } from '../../../../src/hub/db/members.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before coupons and members has none of either, and keeps the messages that it was about to send', async () => {
  const db = await pgliteBefore(64);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query(
    "INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at) VALUES ('t', 'returned-1', NULL, 'returned', '1', 'pending', 1, 1)",
  );
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await db.query('SELECT kind, state FROM messages')).toEqual([{ kind: 'returned', state: 'pending' }]);
  expect([await readLoyalty(db, 't'), await findMember(db, 't', 'm'), await countUses(db, 't', 'c')]).toEqual([null, null, 0]);
  await db.close();
});
