import type { Migration } from './migration.ts';

/**
 * What leaves the station: the outbox (gapless, in order), the operations that the hub refused (kept apart until people have
 * dealt with them), the place reached in each pulled bucket, and the audit chain, which can only grow.
 * `sequence` holds the last number given out, so that numbers go on after the outbox was emptied and a cut-off tail of the
 * audit is noticed.
 */
export const migration0020: Migration = { version: 20, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE sequence (
    name TEXT PRIMARY KEY CHECK (name IN ('outbox', 'audit')),
    value INTEGER NOT NULL CHECK (value >= 0)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO sequence VALUES ('outbox', 0), ('audit', 0);

  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    operation_id TEXT NOT NULL UNIQUE,
    occurred_at INTEGER NOT NULL CHECK (occurred_at >= 0),
    order_id TEXT,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;
  CREATE INDEX outbox_of_order ON outbox (order_id) WHERE order_id IS NOT NULL;

  CREATE TABLE rejected_operation (
    operation_id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    occurred_at INTEGER NOT NULL,
    rejected_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    resolved_at INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pull_cursor (
    bucket TEXT PRIMARY KEY,
    cursor INTEGER NOT NULL CHECK (cursor >= 0),
    skipped INTEGER NOT NULL CHECK (skipped >= 0)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    event TEXT NOT NULL CHECK (json_valid(event)),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
  ) STRICT;
  CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
  CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
`;
