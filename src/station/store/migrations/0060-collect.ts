import type { Migration } from './migration.ts';

/**
 * What a collection with second codes, reopening and problems needs.
 *
 * - `intent.delegate_id`: whose code was shown, where it was not the holder's own. It goes into the operation, which is written when
 *   the hand-over was observed: perhaps after a restart.
 * - `emptied`: the parcel that was taken out of a compartment last. With `compartment.held_until` it says who may look in again.
 * - `problem_report`: what somebody reported at a door, one for each opening. The end of the opening obeys it.
 */
export const migration0060: Migration = { version: 60, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE intent ADD COLUMN delegate_id TEXT CHECK (length(delegate_id) = 32);

  CREATE TABLE emptied (
    compartment_id TEXT PRIMARY KEY REFERENCES compartment (compartment_id) ON DELETE CASCADE,
    parcel_id TEXT NOT NULL REFERENCES parcel (parcel_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX emptied_of_parcel ON emptied (parcel_id);

  CREATE TABLE problem_report (
    intent_id TEXT PRIMARY KEY REFERENCES intent (intent_id) ON DELETE CASCADE,
    parcel_id TEXT NOT NULL REFERENCES parcel (parcel_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    problem TEXT NOT NULL CHECK (problem IN ('wrong-item', 'damaged', 'empty', 'did-not-open')),
    keep TEXT CHECK (keep IN ('put-back', 'take')),
    at INTEGER NOT NULL CHECK (at >= 0),
    CHECK ((keep IS NULL) = (problem IN ('empty', 'did-not-open')))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX problems_of_parcel ON problem_report (parcel_id);
`;
