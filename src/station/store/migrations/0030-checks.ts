import type { Migration } from './migration.ts';

/**
 * Intents to look into a compartment, which have no parcel and no order. SQLite cannot change a CHECK, so the table is made anew
 * with everything that was in it; nothing refers to it.
 */
export const migration0030: Migration = { version: 30, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE intent_with_checks (
    intent_id TEXT PRIMARY KEY,
    compartment_id TEXT NOT NULL REFERENCES compartment (compartment_id),
    purpose TEXT NOT NULL CHECK (purpose IN ('collect', 'load', 'check')),
    parcel_id TEXT REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    order_id TEXT REFERENCES orders (order_id) DEFERRABLE INITIALLY DEFERRED,
    pass_id TEXT,
    staff_id TEXT,
    state TEXT NOT NULL CHECK (json_valid(state)),
    created_at INTEGER NOT NULL CHECK (created_at >= 0),
    ended_at INTEGER CHECK (ended_at >= 0),
    outcome TEXT,
    CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CHECK ((purpose = 'check') = (parcel_id IS NULL) AND (purpose = 'check') = (order_id IS NULL))
  ) STRICT, WITHOUT ROWID;
  INSERT INTO intent_with_checks
    SELECT intent_id, compartment_id, purpose, parcel_id, order_id, pass_id, staff_id, state, created_at, ended_at, outcome FROM intent;
  DROP TABLE intent;
  ALTER TABLE intent_with_checks RENAME TO intent;
  CREATE UNIQUE INDEX one_live ON intent (compartment_id) WHERE ended_at IS NULL;
  CREATE TRIGGER intent_ends_once BEFORE UPDATE ON intent WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the intent has ended'); END;
`;
