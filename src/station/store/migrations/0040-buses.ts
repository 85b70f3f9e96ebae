import type { Migration } from './migration.ts';

/**
 * A bank may hang on several buses, so a compartment's lock is named by bus, board and lock. What was there before hangs on the bank's
 * first bus, whose name only the configuration knows: it is empty here and filled in when the station starts. Names of compartments
 * stay what they are.
 *
 * SQLite cannot change a UNIQUE, so the table is made anew with everything that was in it. Intents refer to it; they step aside
 * meanwhile, for a table that others refer to is not dropped inside a transaction.
 */
export const migration0040: Migration = { version: 40, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE intent_aside (
    intent_id TEXT, compartment_id TEXT, purpose TEXT, parcel_id TEXT, order_id TEXT, pass_id TEXT, staff_id TEXT, state TEXT,
    created_at INTEGER, ended_at INTEGER, outcome TEXT
  ) STRICT;
  INSERT INTO intent_aside
    SELECT intent_id, compartment_id, purpose, parcel_id, order_id, pass_id, staff_id, state, created_at, ended_at, outcome FROM intent;
  DROP TABLE intent;

  CREATE TABLE compartment_on_buses (
    compartment_id TEXT PRIMARY KEY,
    door_number INTEGER NOT NULL UNIQUE CHECK (door_number >= 1),
    size TEXT NOT NULL CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
    height_mm INTEGER NOT NULL CHECK (height_mm >= 0),
    column_no INTEGER NOT NULL CHECK (column_no >= 0),
    row_no INTEGER NOT NULL CHECK (row_no >= 0),
    bus TEXT NOT NULL CHECK (length(bus) <= 20),
    board INTEGER NOT NULL CHECK (board >= 0),
    lock INTEGER NOT NULL CHECK (lock >= 0),
    state TEXT NOT NULL CHECK (state IN ('free-verified', 'free-unverified', 'pending', 'occupied', 'suspect', 'out-of-service')),
    parcel_id TEXT REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    needs_check INTEGER NOT NULL CHECK (needs_check IN (0, 1)),
    UNIQUE (bus, board, lock),
    CHECK (state NOT IN ('pending', 'occupied') OR parcel_id IS NOT NULL),
    CHECK (state NOT IN ('free-verified', 'free-unverified') OR parcel_id IS NULL)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO compartment_on_buses
    SELECT compartment_id, door_number, size, height_mm, column_no, row_no, '', board, lock, state, parcel_id, needs_check FROM compartment;
  DROP TABLE compartment;
  ALTER TABLE compartment_on_buses RENAME TO compartment;
  CREATE UNIQUE INDEX one_place ON compartment (parcel_id) WHERE parcel_id IS NOT NULL;
  CREATE TRIGGER compartment_moves BEFORE UPDATE OF state ON compartment
    WHEN OLD.state <> NEW.state
      AND NOT EXISTS (SELECT 1 FROM compartment_transition WHERE from_state = OLD.state AND to_state = NEW.state)
    BEGIN SELECT RAISE(ABORT, 'illegal compartment transition'); END;
  CREATE TRIGGER compartment_keeps_its_parcel BEFORE UPDATE ON compartment
    WHEN (NEW.state = 'occupied' OR (OLD.state = 'pending' AND NEW.state = 'pending')) AND OLD.parcel_id IS NOT NEW.parcel_id
    BEGIN SELECT RAISE(ABORT, 'another parcel than the promised one'); END;
  CREATE TRIGGER compartment_kept_while_used BEFORE DELETE ON compartment WHEN OLD.parcel_id IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a compartment with a parcel is not deleted'); END;

  CREATE TABLE intent (
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
  INSERT INTO intent
    SELECT intent_id, compartment_id, purpose, parcel_id, order_id, pass_id, staff_id, state, created_at, ended_at, outcome FROM intent_aside;
  DROP TABLE intent_aside;
  CREATE UNIQUE INDEX one_live ON intent (compartment_id) WHERE ended_at IS NULL;
  CREATE TRIGGER intent_ends_once BEFORE UPDATE ON intent WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the intent has ended'); END;
`;
