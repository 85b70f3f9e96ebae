import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('operations keep their places and ids to themselves, and are not looked up in their streams any more', async () => {
  const db = await pgliteBefore(91);
  const columns = 'tenant_id, station_id, epoch, seq, operation_id, body_hash, kind, occurred_at, received_at, outcome';
  const add = (seq: number, id: string) => db.query(`INSERT INTO operations (${columns}) VALUES ('t', 's', 'e', ${seq}, '${id}', 'h', 'k', 1, 1, 'applied')`);
  await expect(add(1, 'a'), 'before').rejects.toThrow();
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  await add(1, 'a');
  await expect(add(1, 'b'), 'one operation at a place').rejects.toThrow();
  await expect(add(2, 'a'), 'one place for an operation').rejects.toThrow();
  expect(await db.query('SELECT seq FROM operations')).toEqual([{ seq: 1 }]);
  await db.close();
});
