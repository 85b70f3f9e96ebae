import type { Migration } from './migration.ts';

/**
 * What became of the stock of an order, as the hub told; pieces that orders of this station took before the hub has heard of them; and pieces
 * that are this station's alone for a while. `short` counts what is missing of an order, so that staff find those.
 */
export const migration0156: Migration = { version: 156, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE orders ADD COLUMN stock TEXT CHECK (json_valid(stock));
  ALTER TABLE orders ADD COLUMN short INTEGER NOT NULL DEFAULT 0 CHECK (short >= 0);
  CREATE INDEX orders_short ON orders (placed_at) WHERE short > 0;

  CREATE TABLE soft_hold (
    order_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    location_id TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    leased INTEGER NOT NULL CHECK (leased IN (0, 1)),
    PRIMARY KEY (order_id, sku, location_id, leased)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX soft_hold_sku ON soft_hold (sku);

  CREATE TABLE allotment (
    key TEXT PRIMARY KEY,
    sku TEXT NOT NULL,
    location_id TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX allotment_sku ON allotment (sku);
`;
