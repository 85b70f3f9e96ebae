import type { Migration } from './migration.ts';

/** What one person loads, parcel after parcel, stays listed when the station starts anew in the middle of it. */
export const migration0120: Migration = { version: 120, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE load_round (
    place INTEGER PRIMARY KEY,
    parcel_id TEXT NOT NULL UNIQUE REFERENCES parcel (parcel_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    staff_id TEXT NOT NULL CHECK (length(staff_id) BETWEEN 1 AND 80),
    begun_at INTEGER NOT NULL CHECK (begun_at >= 0)
  ) STRICT;
`;
