import type { Migration } from './migration.ts';

/**
 * What a silo with returns, recalls, delegates, couriers and help needs. Table by table:
 *
 * - `parcel`: one code may open several parcels; goods that come back are parcels without an order of this shop perhaps; a parcel has a
 *   deadline, a reason to be taken out, and how it ended. SQLite cannot change a CHECK or NOT NULL, so the table is made anew.
 * - `intent`: more purposes, a second person, the hub's command. Made anew for the same reason.
 * - `compartment`: `held_until` keeps an emptied one for the person who may have forgotten something.
 */
export const migration0050: Migration = { version: 50, up: (db) => void db.exec(SQL) };

// The copies go first: rows that refer to `parcel` are checked only at the commit, and by then the new table holds what they refer to.
const SQL = `
  CREATE TABLE old_parcel (
    parcel_id TEXT PRIMARY KEY, order_id TEXT, pass_id TEXT, size TEXT, status TEXT, door_number INTEGER, loaded_at INTEGER, collected_at INTEGER
  ) STRICT;
  INSERT INTO old_parcel SELECT parcel_id, order_id, pass_id, size, status, door_number, loaded_at, collected_at FROM parcel;
  DROP TABLE parcel;
  CREATE TABLE parcel (
    parcel_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('order', 'return')),
    order_id TEXT REFERENCES orders (order_id) DEFERRABLE INITIALLY DEFERRED,
    pass_id TEXT REFERENCES pass (pass_id) DEFERRABLE INITIALLY DEFERRED,
    holder TEXT CHECK (length(holder) = 32),
    size TEXT NOT NULL CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
    status TEXT NOT NULL CHECK (status IN ('loading', 'stored', 'collected', 'withdrawn')),
    door_number INTEGER NOT NULL CHECK (door_number >= 1),
    loaded_at INTEGER CHECK (loaded_at >= 0),
    collected_at INTEGER CHECK (collected_at >= 0),
    deadline INTEGER CHECK (deadline >= 0),
    recall TEXT CHECK (recall IN ('expired', 'cancelled', 'damaged', 'returned', 'requested')),
    ended TEXT CHECK (ended IN ('recalled', 'missing', 'abandoned')),
    CHECK (kind = 'return' OR order_id IS NOT NULL),
    CHECK (kind = 'order' OR pass_id IS NULL),
    CHECK (status <> 'stored' OR loaded_at IS NOT NULL),
    CHECK (status <> 'collected' OR collected_at IS NOT NULL)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO parcel (parcel_id, kind, order_id, pass_id, size, status, door_number, loaded_at, collected_at)
    SELECT parcel_id, 'order', order_id, pass_id, size, status, door_number, loaded_at, collected_at FROM old_parcel;
  DROP TABLE old_parcel;
  CREATE INDEX parcel_of_order ON parcel (order_id);
  CREATE INDEX parcel_of_pass ON parcel (pass_id);
  CREATE INDEX parcel_inside ON parcel (status) WHERE status IN ('loading', 'stored');

  CREATE TABLE wider_intent (
    intent_id TEXT PRIMARY KEY,
    compartment_id TEXT NOT NULL REFERENCES compartment (compartment_id),
    purpose TEXT NOT NULL CHECK (purpose IN ('collect', 'reopen', 'load', 'return', 'recall', 'check', 'look')),
    parcel_id TEXT REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    order_id TEXT REFERENCES orders (order_id) DEFERRABLE INITIALLY DEFERRED,
    pass_id TEXT,
    staff_id TEXT,
    second_staff_id TEXT,
    command_id TEXT,
    state TEXT NOT NULL CHECK (json_valid(state)),
    created_at INTEGER NOT NULL CHECK (created_at >= 0),
    ended_at INTEGER CHECK (ended_at >= 0),
    outcome TEXT,
    CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CHECK (purpose IN ('check', 'look') OR parcel_id IS NOT NULL),
    CHECK (purpose <> 'check' OR parcel_id IS NULL),
    CHECK (purpose NOT IN ('collect', 'reopen', 'load') OR order_id IS NOT NULL)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO wider_intent (intent_id, compartment_id, purpose, parcel_id, order_id, pass_id, staff_id, state, created_at, ended_at, outcome)
    SELECT intent_id, compartment_id, purpose, parcel_id, order_id, pass_id, staff_id, state, created_at, ended_at, outcome FROM intent;
  DROP TABLE intent;
  ALTER TABLE wider_intent RENAME TO intent;
  CREATE UNIQUE INDEX one_live ON intent (compartment_id) WHERE ended_at IS NULL;
  CREATE UNIQUE INDEX one_intent_per_command ON intent (command_id) WHERE command_id IS NOT NULL;
  CREATE TRIGGER intent_ends_once BEFORE UPDATE ON intent WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the intent has ended'); END;

  ALTER TABLE orders ADD COLUMN holder TEXT CHECK (length(holder) = 32);
  ALTER TABLE compartment ADD COLUMN held_until INTEGER CHECK (held_until >= 0);
  ALTER TABLE compartment ADD COLUMN reason TEXT CHECK (length(reason) <= 40);

  -- A second code that the holder of a pass gave to somebody else: known here before it is ever given out.
  CREATE TABLE pass_delegate (
    delegate_id TEXT PRIMARY KEY CHECK (length(delegate_id) = 32),
    pass_id TEXT NOT NULL REFERENCES pass (pass_id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX delegates_of_pass ON pass_delegate (pass_id);

  CREATE TABLE revoked_pass (
    pass_id TEXT PRIMARY KEY CHECK (length(pass_id) = 32),
    revoked_at INTEGER NOT NULL CHECK (revoked_at >= 0)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE courier (
    courier_id TEXT PRIMARY KEY CHECK (length(courier_id) = 32),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE return_deposit (
    parcel_id TEXT PRIMARY KEY REFERENCES parcel (parcel_id),
    return_id TEXT CHECK (length(return_id) = 32),
    lines TEXT NOT NULL CHECK (json_valid(lines)),
    receipt TEXT NOT NULL CHECK (length(receipt) BETWEEN 4 AND 20)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deposits_of_return ON return_deposit (return_id);

  CREATE TABLE help_call (
    call_id TEXT PRIMARY KEY,
    screen TEXT NOT NULL CHECK (screen IN ('silo', 'kiosk')),
    called_at INTEGER NOT NULL CHECK (called_at >= 0),
    answered_at INTEGER CHECK (answered_at >= 0),
    answered_by TEXT,
    ended_at INTEGER CHECK (ended_at >= 0)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX one_call_per_screen ON help_call (screen) WHERE ended_at IS NULL;

  -- Times in which nobody could have collected: the deadlines of what lay inside stand still meanwhile.
  CREATE TABLE downtime (
    began_at INTEGER PRIMARY KEY CHECK (began_at >= 0),
    ended_at INTEGER CHECK (ended_at >= began_at),
    cause TEXT NOT NULL CHECK (cause IN ('doors', 'storage', 'power', 'hub'))
  ) STRICT;

  -- Commands from afar stay after they were answered: each is obeyed once.
  CREATE TABLE remote_command (
    command_id TEXT PRIMARY KEY,
    command TEXT NOT NULL CHECK (json_valid(command)),
    received_at INTEGER NOT NULL CHECK (received_at >= 0),
    outcome TEXT,
    answered_at INTEGER CHECK (answered_at >= 0),
    CHECK ((outcome IS NULL) = (answered_at IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX remote_pending ON remote_command (received_at) WHERE outcome IS NULL;

  CREATE TABLE return_permit (
    return_id TEXT PRIMARY KEY CHECK (length(return_id) = 32),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE call_elsewhere (
    call_id TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT, WITHOUT ROWID;
`;
