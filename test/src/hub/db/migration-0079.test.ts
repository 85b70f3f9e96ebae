import { expect, it } from 'vitest';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub that knew two languages keeps its members, and takes members of all four; another language stays out', async () => {
  const db = await pgliteBefore(79);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  const member = (id: string, locale: string) =>
    db.query('INSERT INTO members (tenant_id, member_id, token, locale, joined_at) VALUES ($1, $2, $3, $4, 1)', ['t', id, `token-${id}`, locale]);
  const consent = (id: string, locale: string) =>
    db.query(
      `INSERT INTO consents (tenant_id, consent_id, store_id, purpose, wording, locale, token, state, asked_at)
       VALUES ('t', $1, 's', '{"kind":"newsletter"}', 'w', $2, $3, 'asked', 1)`,
      [id, locale, `consent-${id}`],
    );
  await member('one', 'es');
  await expect(member('two', 'pt')).rejects.toThrow(/locale/);
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  for (const locale of ['pt', 'ca']) {
    await member(locale, locale);
    await consent(locale, locale);
  }
  await expect(member('other', 'fr')).rejects.toThrow(/locale/);
  await expect(consent('other', 'fr')).rejects.toThrow(/locale/);
  expect((await db.query('SELECT locale FROM members ORDER BY locale')).map((row) => row['locale'])).toEqual(['ca', 'es', 'pt']);
  await db.close();
});
