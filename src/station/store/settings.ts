import type { Database } from 'better-sqlite3';
import type { Result } from '../../kernel/result.ts';
import { done, err } from '../../kernel/result.ts';
import type { OpenProblem } from './problems.ts';

/** The least SQLite that may open the station's files: the first with the WAL-reset fix. */
export const LEAST_SQLITE = '3.51.3';

/** A pragma, the value it is set to and the value that must be read back. */
interface Setting {
  readonly name: string;
  readonly set: string;
  readonly wanted: string;
}

/**
 * In this order: `locking_mode` before the first access in WAL mode, so that no shared-memory file is made; `synchronous`
 * after WAL, because the library's default drops to NORMAL in WAL mode, which loses acknowledged commits in a power cut.
 */
const stationSettings: readonly Setting[] = [
  { name: 'locking_mode', set: 'EXCLUSIVE', wanted: 'exclusive' },
  { name: 'journal_mode', set: 'WAL', wanted: 'wal' },
  { name: 'synchronous', set: 'FULL', wanted: '2' },
  { name: 'foreign_keys', set: 'ON', wanted: '1' },
  { name: 'trusted_schema', set: 'OFF', wanted: '0' },
  { name: 'cell_size_check', set: 'ON', wanted: '1' },
  { name: 'mmap_size', set: '0', wanted: '0' },
  { name: 'secure_delete', set: 'ON', wanted: '1' },
  { name: 'temp_store', set: 'MEMORY', wanted: '2' },
];

/** Sets what durability and safety rest on. Throws SQLite's errors (busy, not a database). */
export function applySettings(db: Database): void {
  for (const setting of stationSettings) db.pragma(`${setting.name} = ${setting.set}`);
}

/** Reads every setting back, and the version of SQLite. A database in memory has no journal file, so only that one differs. */
export function checkSettings(db: Database): Result<undefined, OpenProblem> {
  const version = sqliteVersion(db);
  if (!atLeast(version, LEAST_SQLITE)) return err({ kind: 'sqlite-too-old', found: version, wanted: LEAST_SQLITE });
  for (const setting of stationSettings) {
    const wanted = setting.name === 'journal_mode' && db.memory ? 'memory' : setting.wanted;
    const found = readPragma(db, setting.name);
    if (found !== wanted) return err({ kind: 'setting', setting: setting.name, wanted, found });
  }
  return done;
}

/** The version of the SQLite that is linked in, for example `3.53.2`. */
export function sqliteVersion(db: Database): string {
  return String(db.prepare('SELECT sqlite_version()').pluck().get());
}

/** The value of a pragma as text. `mmap_size` answers nothing for a database in memory, which is as good as 0. */
export function readPragma(db: Database, name: string): string {
  return String(db.pragma(name, { simple: true }) ?? '0').toLowerCase();
}

/** Compares dotted versions by number. */
export function atLeast(found: string, wanted: string): boolean {
  const have = found.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  for (const [i, least] of want.entries()) {
    const part = have[i] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
