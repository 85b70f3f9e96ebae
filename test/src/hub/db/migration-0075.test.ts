import { expect, it } from 'vitest';
import { dueMedia, noteMedia, putFeedMedia } from '../../../../src/hub/db/feed-media.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before feeds brought pictures has none to fetch, and keeps them in order from then on', async () => {
  const db = await pgliteBefore(75);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await dueMedia(db, 1000, 10)).toEqual([]);
  const file = { productId: 'p', kind: 'photo' as const, place: 0, url: 'https://cdn.example/a.jpg', alt: '', colour: null };
  await putFeedMedia(db, 't', [{ productId: 'p' }], [file, { ...file, place: 1, url: 'https://cdn.example/b.jpg' }], 5);
  const [first] = await dueMedia(db, 5, 1);
  expect(first).toEqual({ tenantId: 't', productId: 'p', kind: 'photo', place: 0, url: 'https://cdn.example/a.jpg', tries: 0 });
  // What became of a file that the feed names no more is not noted of the one in its place.
  if (first !== undefined) await noteMedia(db, { ...first, url: 'https://cdn.example/old.jpg' }, { state: 'failed', problem: 'gone' });
  expect((await dueMedia(db, 5, 10)).length).toBe(2);
  await db.close();
});
