import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Database, type Queryable, type Row, runSavepoint, type SqlValue, type Transaction } from './database.ts';

interface Runner {
  query<T>(sql: string, parameters?: unknown[]): Promise<{ rows: T[] }>;
}

/** Opens PGlite on a folder, or in memory with `null`. The caller holds the lock of the folder. */
export async function openPglite(dir: string | null): Promise<Database> {
  return databaseOn(dir === null ? await PGlite.create() : await PGlite.create(dir), dir);
}

/** The database that an engine holds which is open already, on a folder or (`null`) in memory. */
export function databaseOn(engine: PGlite, dir: string | null): Database {
  let flushedAt = 0;
  return {
    ...queryable(engine),
    durability: 'journal',
    transaction: (work) => engine.transaction((tx) => work(transaction(tx))),
    async flush() {
      if (dir === null) return;
      const startedAt = Date.now();
      await engine.exec('CHECKPOINT');
      await flushTree(dir, flushedAt);
      flushedAt = startedAt;
    },
    close: () => engine.close(),
  };
}

function queryable(runner: Runner): Queryable {
  return {
    async query(sql: string, parameters: readonly SqlValue[] = []) {
      return (await runner.query<Row>(sql, [...parameters])).rows;
    },
  };
}

function transaction(runner: Runner): Transaction {
  return { ...queryable(runner), savepoint: (work) => runSavepoint((sql) => runner.query(sql), work) };
}

/** Flushes made side by side: the file system then commits several of them at once. */
const FLUSHES = 16;

/** Flushes every file below `dir` that changed since `sinceMs` (with 5 s of slack for coarse time stamps), then the folders. */
async function flushTree(dir: string, sinceMs: number): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const paths = entries.map((entry) => ({ path: join(entry.parentPath, entry.name), isFile: entry.isFile() }));
  // A file that is gone by now (a log segment that was recycled) has nothing to be flushed.
  const changedAt = (path: string) =>
    stat(path).then(
      (found) => found.mtimeMs,
      () => 0,
    );
  const changed = async ({ path, isFile }: (typeof paths)[number]) => !isFile || (await changedAt(path)) >= sinceMs - 5000;
  const queue = paths[Symbol.iterator]();
  const flushNext = async (): Promise<void> => {
    for (const one of queue) if (await changed(one)) await flushPath(one.path);
  };
  await Promise.all(Array.from({ length: FLUSHES }, flushNext));
  await flushPath(dir);
}

async function flushPath(path: string): Promise<void> {
  // A folder cannot be opened for flushing on Windows, where its entries are journalled by the file system anyway.
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync().catch((failure: unknown) => {
      if (process.platform !== 'win32') throw failure;
    });
  } finally {
    await handle.close();
  }
}
