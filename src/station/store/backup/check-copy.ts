import Database from 'better-sqlite3';
import { silentLogger } from '../../../kernel/logger.ts';
import type { Result } from '../../../kernel/result.ts';
import { err, ok } from '../../../kernel/result.ts';
import { STATION_APPLICATION_ID, STATION_SCHEMA } from '../migrations/run.ts';
import { sqliteCode } from '../problems.ts';
import { createSql, textRow } from '../sql.ts';
import { type AuditHead, auditTable } from '../tables/audit.ts';
import { TYPED_OPERATIONS } from '../tables/outbox.ts';
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

/** Looks for what people typed in copies that stand, and takes it out; in another thread as well. */
export interface ClearCopies {
  typedIn(path: string): Promise<Result<readonly string[], UnsoundCopy>>;
  clear(path: string, ids: readonly string[], depth: CheckDepth): Promise<Result<CheckedCopy, UnsoundCopy>>;
}

/**
 * Turns a copy that the backup interface made into one file without a journal beside it, takes out what no restore brings back (whoever stood
 * at the screens has gone by then), then checks it. Never for a database that another connection has open.
 */
export function sealCopy(path: string, depth: CheckDepth): Result<CheckedCopy, UnsoundCopy> {
  return guarded(path, { fileMustExist: true }, (db) => {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = DELETE');
    return cleared(db, [], depth);
  });
}

/** Takes out of a draft of a copy what `sealCopy` does, and the operations with these ids, then checks it. A draft: a power cut spoils it. */
export function clearCopy(path: string, ids: readonly string[], depth: CheckDepth): Result<CheckedCopy, UnsoundCopy> {
  return guarded(path, { fileMustExist: true }, (db) => cleared(db, ids, depth));
}

/**
 * The ids of the operations in a copy that hold what somebody typed; and, as one more, that a session is in it, which programs before this one
 * left there. Reads only.
 */
export function typedInCopy(path: string): Result<readonly string[], UnsoundCopy> {
  return guarded(path, { fileMustExist: true, readonly: true }, (db) =>
    ok(createSql(db, () => {}).many(textRow, `${TYPED_OPERATIONS} UNION ALL SELECT 'a session' AS value FROM kiosk_session`)()),
  );
}

/** What is deleted is overwritten, and leaves nothing in a journal either: whoever reads the file byte by byte does not find it. */
function cleared(db: Database.Database, ids: readonly string[], depth: CheckDepth): Result<CheckedCopy, UnsoundCopy> {
  db.pragma('secure_delete = ON');
  db.pragma('journal_mode = OFF');
  const drop = db.prepare('DELETE FROM outbox WHERE operation_id = ?');
  const hasDrafts = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'return_draft'").get() !== undefined;
  db.exec('BEGIN');
  db.exec('DELETE FROM kiosk_session');
  // Where a receipt was to go, of a return that is just being left; what is brought stays known.
  if (hasDrafts) db.exec("UPDATE return_draft SET body = json_set(body, '$.email', NULL) WHERE json_extract(body, '$.email') IS NOT NULL");
  for (const id of ids) drop.run(id);
  db.exec('COMMIT');
  return examine(db, depth);
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

function guarded<T>(path: string, how: Database.Options, work: (db: Database.Database) => Result<T, UnsoundCopy>): Result<T, UnsoundCopy> {
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
