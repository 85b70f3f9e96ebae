import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { openPglite } from '../../../../src/hub/db/pglite.ts';

it('keeps one word of each till about a sum', async () => {
  const db = await openPglite(null);
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  const told = "INSERT INTO till_given VALUES ('t', 'money', 'm', 'k/eva', 5, 'EUR', 'cash', 1)";
  await db.query(told);
  await expect(db.query(told)).rejects.toThrow(/till_given/);
  await expect(db.query(told.replace("'cash'", "'provider'"))).rejects.toThrow(/till_given/);
  await db.close();
}, 120_000);
