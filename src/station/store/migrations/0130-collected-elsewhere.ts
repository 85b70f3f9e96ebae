import type { Migration } from './migration.ts';

/** What the hub tells of an order's last hand-over, as JSON, so that its PIN is good for a return at every silo of the shop. */
export const migration0130: Migration = { version: 130, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE orders ADD COLUMN collected TEXT CHECK (collected IS NULL OR json_valid(collected));
`;
