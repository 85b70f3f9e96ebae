import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * Takes the hub's data folder for this process, or answers `null` when another process holds it. The lock is one of the
 * operating system on an otherwise empty SQLite file, so it ends with the process however that ends.
 */
export function lockFolder(dir: string): { release(): void } | null {
  const file = new Sqlite(join(dir, 'hub.lock'), { timeout: 0 });
  try {
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE');
  } catch (failure) {
    file.close();
    if (failure instanceof Sqlite.SqliteError && failure.code.startsWith('SQLITE_BUSY')) return null;
    throw failure;
  }
  return { release: () => file.close() };
}
