import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** One entry of a station's audit: what was done, and the facts beside it. */
export interface AuditEntry {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What the running station of a shop in `folder` has written down since entry `after`; read from a copy, because the station keeps its file to itself. */
export function auditSince(folder: string, after: number): readonly AuditEntry[] {
  return rows(folder, 'SELECT event FROM audit WHERE seq > ? ORDER BY seq', after).map((row) => JSON.parse(String(row['event'])));
}

/** How far the audit has come. */
export function auditHead(folder: string): number {
  return Number(rows(folder, 'SELECT coalesce(max(seq), ?) AS head FROM audit', 0)[0]?.['head']);
}

function rows(folder: string, sql: string, value: number): readonly Readonly<Record<string, unknown>>[] {
  const copy = mkdtempSync(join(tmpdir(), 'pasillo-audit-'));
  try {
    for (const file of ['station.db', 'station.db-wal']) {
      const from = join(folder, 'station', file);
      if (existsSync(from)) cpSync(from, join(copy, file));
    }
    const db = new Database(join(copy, 'station.db'));
    try {
      return db.prepare<[number], Record<string, unknown>>(sql).all(value);
    } finally {
      db.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
