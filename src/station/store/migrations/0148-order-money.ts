import type { Migration } from './migration.ts';

/**
 * What the hub tells of an order's money beside its status: that it was taken back after it was paid, and that somebody is just paying on a phone. A row is
 * there only while one of the two is so; of orders from before nothing was told.
 */
export const migration0148: Migration = { version: 148, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE order_money (
    order_id TEXT PRIMARY KEY REFERENCES orders ON DELETE CASCADE,
    on_hold INTEGER NOT NULL CHECK (on_hold IN (0, 1)),
    paying INTEGER NOT NULL CHECK (paying IN (0, 1))
  ) STRICT, WITHOUT ROWID;
`;
