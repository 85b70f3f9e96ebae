import type { Migration } from './migration.ts';

/**
 * What whoever repairs a silo needs to know, and why somebody of the staff is called.
 *
 * - `door_record`: one row for each compartment that anything happened at: what was noted about it last, and its counts. `mismatches` counts
 *   in a row what its sensor said that cannot be, across restarts: a door that lies again and again is taken out of service.
 * - `help_call`: the station itself may call, about one of its doors.
 */
export const migration0110: Migration = { version: 110, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE door_record (
    compartment_id TEXT PRIMARY KEY REFERENCES compartment (compartment_id) ON DELETE CASCADE,
    mark TEXT CHECK (length(mark) <= 40),
    marked_at INTEGER CHECK (marked_at >= 0),
    openings INTEGER NOT NULL CHECK (openings >= 0),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    forced INTEGER NOT NULL CHECK (forced >= 0),
    mismatches INTEGER NOT NULL CHECK (mismatches >= 0),
    last_opened_at INTEGER CHECK (last_opened_at >= 0),
    CHECK ((mark IS NULL) = (marked_at IS NULL))
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE help_call ADD COLUMN why TEXT NOT NULL DEFAULT 'person' CHECK (why IN ('person', 'left-open', 'did-not-open', 'wiring', 'forced'));
  ALTER TABLE help_call ADD COLUMN door_number INTEGER CHECK (door_number >= 1);
  CREATE INDEX help_calls_by_time ON help_call (called_at);
`;
