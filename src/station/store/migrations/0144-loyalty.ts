import type { Migration } from './migration.ts';

/**
 * Coupons and members as the hub tells of them (an id and what it is worth, nobody's name), and what this station took in of each: counted
 * against its allotment until the hub has settled it.
 */
export const migration0144: Migration = { version: 144, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE coupon (
    coupon_id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE member (
    member_id TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE benefit_use (
    order_id TEXT NOT NULL,
    coupon_id TEXT NOT NULL,
    member_id TEXT,
    points INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (order_id, coupon_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX benefit_use_of_coupon ON benefit_use (coupon_id);
  CREATE INDEX benefit_use_of_member ON benefit_use (member_id) WHERE member_id IS NOT NULL;
`;
