import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Database, OpenProblem } from './database.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

/** Which engine: PGlite in a folder (`null`: in memory, for tests), or a PostgreSQL server. */
export type DatabaseChoice = { readonly kind: 'pglite'; readonly dir: string | null } | { readonly kind: 'postgres'; readonly url: string };

/** Opens the database and brings its schema up to date. A newer schema than this program knows is refused by name. */
export async function openDatabase(choice: DatabaseChoice): Promise<Result<Database, OpenProblem>> {
  const opened = choice.kind === 'pglite' ? await openEmbedded(choice.dir) : await openServer(choice.url);
  if (!opened.ok) return opened;
  const migrated = await migrate(opened.value, migrations);
  if (migrated.ok) return opened;
  await opened.value.close();
  return migrated;
}

async function openEmbedded(dir: string | null): Promise<Result<Database, OpenProblem>> {
  if (dir === null) return ok(await openPglite(null));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  const lock = lockFolder(dir);
  if (lock === null) return err({ kind: 'locked', dir });
  const engine = await openFiles(join(dir, 'pglite'));
  if (!engine.ok) {
    lock.release();
    return err({ kind: 'damaged', dir, detail: engine.error });
  }
  const close = async (): Promise<void> => {
    await engine.value.flush();
    await engine.value.close();
  };
  return ok({ ...engine.value, close: () => close().finally(() => lock.release()) });
}

/** PGlite tells that files are none of a database, or broken ones, by throwing; its first line says what it met. */
async function openFiles(dir: string): Promise<Result<Database, string>> {
  try {
    return ok(await openPglite(dir));
  } catch (failure) {
    return err(failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : String(failure));
  }
}

async function openServer(url: string): Promise<Result<Database, OpenProblem>> {
  try {
    return ok(await openPostgres(url));
  } catch (failure) {
    return err({ kind: 'unreachable', detail: failure instanceof Error ? failure.message : String(failure) });
  }
}
