import type { Migration } from './migration.ts';

/**
 * Orders go more ways than silo and shipping, carry promises, coupons and a member, and parts of them are put ready and handed over at a
 * desk. The column that allowed two ways is made anew, because its rule cannot be changed.
 */
export const migration0140: Migration = { version: 140, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE orders ADD COLUMN leading_way TEXT NOT NULL DEFAULT 'silo' CHECK (leading_way IN ('carry-out', 'desk', 'silo', 'ship'));
  UPDATE orders SET leading_way = fulfilment_kind;
  DROP INDEX orders_to_prepare;
  ALTER TABLE orders DROP COLUMN fulfilment_kind;
  ALTER TABLE orders RENAME COLUMN leading_way TO fulfilment_kind;
  CREATE INDEX orders_to_prepare ON orders (placed_at) WHERE status = 'paid' AND fulfilment_kind = 'silo';
  ALTER TABLE orders ADD COLUMN extras TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extras));
  ALTER TABLE orders ADD COLUMN hand_overs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(hand_overs));
`;
