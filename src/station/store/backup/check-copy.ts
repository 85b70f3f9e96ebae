import Database from 'better-sqlite3';
import { silentLogger } from '../../../kernel/logger.ts';
import type { Result } from '../../../kernel/result.ts';
import { err, ok } from '../../../kernel/result.ts';
import { STATION_APPLICATION_ID, STATION_SCHEMA } from '../migrations/run.ts';
import { sqliteCode } from '../problems.ts';
import { createSql, textRow } from '../sql.ts';
import { type AuditHead, auditTable } from '../tables/audit.ts';
import { AUDIT_ORIGIN_KEY } from '../tables/tables.ts';

/** How closely a copy is looked at: `full` also compares every index with its table, which takes some times longer. */
export type CheckDepth = 'quick' | 'full';

/** What a sound copy holds. */
export interface CheckedCopy {
  readonly schema: number;
  readonly epoch: string;
  readonly audit: AuditHead;
}

/** Why a copy is of no use, for a technician. */
export interface UnsoundCopy {
  readonly kind: 'unsound';
  readonly detail: string;
}

/** Looks at a copy; in another thread wherever somebody may be waiting for a door. */
export type CheckCopy = (path: string, depth: CheckDepth, sealing: 'seal' | 'as-it-is') => Promise<Result<CheckedCopy, UnsoundCopy>>;

/**
 * Turns a copy that the backup interface made into one file without a journal beside it, then checks it. Never for a database that
 * another connection has open.
 */
export function sealCopy(path: string, depth: CheckDepth): Result<CheckedCopy, UnsoundCopy> {
  return guarded(path, { fileMustExist: true }, (db) => {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = DELETE');
    return examine(db, depth);
  });
}

/** Is this file a whole database of a station, with an unbroken audit? Reads only. */
export function checkCopy(path: string, depth: CheckDepth): Result<CheckedCopy, UnsoundCopy> {
  return guarded(path, { fileMustExist: true, readonly: true }, (db) => examine(db, depth));
}

function examine(db: Database.Database, depth: CheckDepth): Result<CheckedCopy, UnsoundCopy> {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  if (Number(db.pragma('application_id', { simple: true })) !== STATION_APPLICATION_ID) return unsound('it is not a database of a station');
  const schema = Number(db.pragma('user_version', { simple: true }));
  if (schema > STATION_SCHEMA) return unsound(`a newer program made it (schema ${schema})`);
  const check = String(db.pragma(depth === 'full' ? 'integrity_check(1)' : 'quick_check(1)', { simple: true }));
  if (check !== 'ok') return unsound(check);
  const foreign = db.pragma('foreign_key_check');
  if (Array.isArray(foreign) && foreign.length > 0) return unsound(`${foreign.length} rows refer to rows that are missing`);
  const sql = createSql(db, () => {});
  const meta = sql.one(textRow, 'SELECT value FROM meta WHERE key = ?');
  const epoch = meta('epoch');
  if (epoch === null) return unsound('it has no epoch');
  const audit = auditTable(sql, () => meta(AUDIT_ORIGIN_KEY) ?? '', silentLogger).verify();
  if (!audit.ok) return unsound(`the audit is ${audit.error.kind} at entry ${audit.error.seq}`);
  return ok({ schema, epoch, audit: audit.value });
}

function guarded(path: string, how: Database.Options, work: (db: Database.Database) => Result<CheckedCopy, UnsoundCopy>): Result<CheckedCopy, UnsoundCopy> {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, how);
    return work(db);
  } catch (error) {
    if (sqliteCode(error) === null && !(error instanceof TypeError) && !(error instanceof Error && 'syscall' in error)) throw error;
    return unsound(error instanceof Error ? error.message : String(error));
  } finally {
    db?.close();
  }
}

function unsound(detail: string): Result<never, UnsoundCopy> {
  return err({ kind: 'unsound', detail: detail.slice(0, 300) });
}
