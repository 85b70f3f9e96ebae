import type { Migration } from './migration.ts';

/** Orders of which staff still have something to hand over, at the desk or at the till, are found without reading all others. */
export const migration0141: Migration = { version: 141, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE orders ADD COLUMN at_desk INTEGER NOT NULL DEFAULT 0 CHECK (at_desk IN (0, 1));
  CREATE INDEX orders_at_desk ON orders (placed_at) WHERE at_desk = 1;
`;
