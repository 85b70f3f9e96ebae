import type { Migration } from './migration.ts';

/**
 * The state of the station. The rules that must never break are in the schema, so that no code path can break them:
 * one parcel per compartment and one compartment per parcel (`one_place`), one live intent per door (`one_live`), and
 * only the moves of `compartment_transition` between the states of a compartment.
 *
 * The table of moves says, for a compartment: a parcel is promised (`pending`) only to a free one; it becomes `occupied` only
 * with the parcel that was promised; what is `suspect` or `out-of-service` becomes free only as `free-verified`, because
 * somebody or something must have seen it empty.
 */
export const migration0010: Migration = { version: 10, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 60),
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE config (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;

  CREATE TABLE kiosk_session (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;

  CREATE TABLE orders (
    order_id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('placed', 'paid', 'ready', 'collected', 'cancelled')),
    placed_at INTEGER NOT NULL CHECK (placed_at >= 0),
    lines TEXT NOT NULL CHECK (json_valid(lines)),
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    fulfilment_kind TEXT NOT NULL CHECK (fulfilment_kind IN ('silo', 'ship')),
    locale TEXT NOT NULL,
    paid_here INTEGER NOT NULL CHECK (paid_here IN (0, 1))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX orders_to_prepare ON orders (placed_at) WHERE status = 'paid' AND fulfilment_kind = 'silo';

  CREATE TABLE parcel (
    parcel_id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (order_id) DEFERRABLE INITIALLY DEFERRED,
    pass_id TEXT REFERENCES pass (pass_id) DEFERRABLE INITIALLY DEFERRED,
    size TEXT NOT NULL CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
    status TEXT NOT NULL CHECK (status IN ('loading', 'stored', 'collected', 'withdrawn')),
    door_number INTEGER NOT NULL CHECK (door_number >= 1),
    loaded_at INTEGER CHECK (loaded_at >= 0),
    collected_at INTEGER CHECK (collected_at >= 0),
    CHECK (status <> 'stored' OR loaded_at IS NOT NULL),
    CHECK (status <> 'collected' OR collected_at IS NOT NULL)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX parcel_of_order ON parcel (order_id);
  CREATE UNIQUE INDEX one_live_parcel_per_pass ON parcel (pass_id) WHERE pass_id IS NOT NULL AND status IN ('loading', 'stored');

  CREATE TABLE pass (
    pass_id TEXT PRIMARY KEY CHECK (length(pass_id) = 32),
    code TEXT NOT NULL,
    short_code TEXT NOT NULL UNIQUE,
    pin TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    parcel_id TEXT REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    seen_generation INTEGER NOT NULL CHECK (seen_generation BETWEEN 0 AND 255)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX one_pass_per_parcel ON pass (parcel_id) WHERE parcel_id IS NOT NULL;
  CREATE INDEX blank_pass ON pass (expires) WHERE parcel_id IS NULL;
  CREATE TRIGGER pass_bound_once BEFORE UPDATE OF parcel_id ON pass
    WHEN OLD.parcel_id IS NOT NULL AND NEW.parcel_id IS NOT NULL AND NEW.parcel_id <> OLD.parcel_id
    BEGIN SELECT RAISE(ABORT, 'pass is bound to another parcel'); END;
  CREATE TRIGGER pass_generation_only_grows BEFORE UPDATE OF seen_generation ON pass
    WHEN NEW.seen_generation < OLD.seen_generation
    BEGIN SELECT RAISE(ABORT, 'pass generation went back'); END;
  CREATE TRIGGER pass_kept_while_bound BEFORE DELETE ON pass WHEN OLD.parcel_id IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a bound pass is not deleted'); END;

  CREATE TABLE pass_key (
    key_id INTEGER PRIMARY KEY CHECK (key_id BETWEEN 0 AND 65535),
    public_key TEXT NOT NULL CHECK (length(public_key) = 43),
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    min_not_before INTEGER NOT NULL CHECK (min_not_before >= 0)
  ) STRICT;

  CREATE TABLE staff (
    staff_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    badge_hash TEXT NOT NULL CHECK (length(badge_hash) = 64),
    pin TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_valid(roles))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX staff_number ON staff (number);
  CREATE INDEX staff_badge ON staff (badge_hash);

  CREATE TABLE limiter (
    scope TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    window_started_at INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE compartment (
    compartment_id TEXT PRIMARY KEY,
    door_number INTEGER NOT NULL UNIQUE CHECK (door_number >= 1),
    size TEXT NOT NULL CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
    height_mm INTEGER NOT NULL CHECK (height_mm >= 0),
    column_no INTEGER NOT NULL CHECK (column_no >= 0),
    row_no INTEGER NOT NULL CHECK (row_no >= 0),
    board INTEGER NOT NULL CHECK (board >= 0),
    lock INTEGER NOT NULL CHECK (lock >= 0),
    state TEXT NOT NULL CHECK (state IN ('free-verified', 'free-unverified', 'pending', 'occupied', 'suspect', 'out-of-service')),
    parcel_id TEXT REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    needs_check INTEGER NOT NULL CHECK (needs_check IN (0, 1)),
    UNIQUE (board, lock),
    CHECK (state NOT IN ('pending', 'occupied') OR parcel_id IS NOT NULL),
    CHECK (state NOT IN ('free-verified', 'free-unverified') OR parcel_id IS NULL)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX one_place ON compartment (parcel_id) WHERE parcel_id IS NOT NULL;

  CREATE TABLE compartment_transition (
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY (from_state, to_state)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO compartment_transition VALUES
    ('free-verified', 'free-unverified'), ('free-verified', 'pending'), ('free-verified', 'suspect'), ('free-verified', 'out-of-service'),
    ('free-unverified', 'free-verified'), ('free-unverified', 'pending'), ('free-unverified', 'suspect'), ('free-unverified', 'out-of-service'),
    ('pending', 'occupied'), ('pending', 'free-verified'), ('pending', 'free-unverified'), ('pending', 'suspect'), ('pending', 'out-of-service'),
    ('occupied', 'free-verified'), ('occupied', 'free-unverified'), ('occupied', 'suspect'), ('occupied', 'out-of-service'),
    ('suspect', 'free-verified'), ('suspect', 'occupied'), ('suspect', 'out-of-service'),
    ('out-of-service', 'free-verified'), ('out-of-service', 'occupied'), ('out-of-service', 'suspect');
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
    purpose TEXT NOT NULL CHECK (purpose IN ('collect', 'load')),
    parcel_id TEXT NOT NULL REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    order_id TEXT NOT NULL REFERENCES orders (order_id) DEFERRABLE INITIALLY DEFERRED,
    pass_id TEXT,
    staff_id TEXT,
    state TEXT NOT NULL CHECK (json_valid(state)),
    created_at INTEGER NOT NULL CHECK (created_at >= 0),
    ended_at INTEGER CHECK (ended_at >= 0),
    outcome TEXT,
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX one_live ON intent (compartment_id) WHERE ended_at IS NULL;
  CREATE TRIGGER intent_ends_once BEFORE UPDATE ON intent WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the intent has ended'); END;
`;
