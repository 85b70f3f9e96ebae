import type { Migration } from './migration.ts';

/** The hub may not agree to what staff took off an order: then no money is taken for it. Of orders from before nothing was told. */
export const migration0163: Migration = { version: 163, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE order_money ADD COLUMN discount_refused INTEGER NOT NULL DEFAULT 0 CHECK (discount_refused IN (0, 1));
`;
