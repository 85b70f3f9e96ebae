import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { operation } from '../../../contract/events/operations.ts';
import type { OutboxRow } from '../../ports/store.ts';
import { createSql, textRow } from '../sql.ts';

/** What could still be read of a database that is given up, or replaced. */
export interface Salvage {
  /** Operations that the hub may not have, each whole (its hash is that of its text), in the order in which they happened. */
  readonly operations: readonly OutboxRow[];
  readonly identity: string | null;
  readonly enrolledWith: string | null;
  /** Why there may be more than this: the disk did not let it be read. `full` when there was no room. Null: this is all that is whole. */
  readonly trouble: 'full' | 'failed' | null;
}

const nothing: Salvage = { operations: [], identity: null, enrolledWith: null, trouble: null };
const outboxRow = z.object({ seq: z.number(), operationId: z.string(), occurredAt: z.number(), hash: z.string(), body: z.string() });

/**
 * Reads from a copy of the database what nobody else may have: the operations that wait for the hub. The original is not opened, since
 * opening would change it. Whatever cannot be read is left out, and what was read but is not whole as well.
 */
export function salvageFrom(path: string): Salvage {
  const copy = `${path}.salvage`;
  try {
    if (!existsSync(path)) return nothing;
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    return read(copy);
  } catch (error) {
    return { ...nothing, trouble: troubleOf(error) };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${copy}${end}`, { force: true });
  }
}

function read(path: string): Salvage {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('trusted_schema = OFF');
    let trouble: Salvage['trouble'] = null;
    const attempt: Attempt = (work, otherwise) => {
      try {
        return work();
      } catch (error) {
        trouble ??= troubleOf(error);
        return otherwise;
      }
    };
    const meta = (key: string): string | null => attempt(() => createSql(db, () => {}).one(textRow, 'SELECT value FROM meta WHERE key = ?')(key), null);
    return { operations: operationsOf(db, attempt), identity: meta('identity'), enrolledWith: meta('enrolledWith'), trouble };
  } finally {
    db.close();
  }
}

/** Row by row, since the damage may lie behind the first of them. */
function operationsOf(db: Database.Database, attempt: Attempt): readonly OutboxRow[] {
  const found: OutboxRow[] = [];
  attempt(() => {
    const rows = db.prepare('SELECT seq, operation_id AS operationId, occurred_at AS occurredAt, hash, body FROM outbox ORDER BY seq');
    for (const row of rows.iterate()) {
      const parsed = outboxRow.safeParse(row);
      if (parsed.success && isWhole(parsed.data)) found.push(parsed.data);
    }
  }, undefined);
  return found;
}

function isWhole({ hash, body }: OutboxRow): boolean {
  if (createHash('sha256').update(body, 'utf8').digest('hex') !== hash) return false;
  try {
    return operation.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}

/** Runs something that damage may end, and goes on with something else then. */
type Attempt = <T>(work: () => T, otherwise: T) => T;

/** Damage of the file leaves what it leaves; a disk that fails or is full may have kept back what is whole. */
function troubleOf(error: unknown): Salvage['trouble'] {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return 'full';
  const isOfTheDisk = error instanceof Error && ('syscall' in error || /^SQLITE_(IOERR|CANTOPEN|READONLY)/.test(String(code)));
  return isOfTheDisk ? 'failed' : null;
}
