import type { Migration } from './migration.ts';

/** Who needs a low door says so once, with the order: its parcels then go into doors that can be reached from a wheelchair. */
export const migration0080: Migration = { version: 80, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE orders ADD COLUMN needs_low_door INTEGER NOT NULL DEFAULT 0 CHECK (needs_low_door IN (0, 1));
`;
