import type { Migration } from './migration.ts';

/**
 * What a return at the silo needs.
 *
 * - `return_draft`: what a person says they bring, from the moment their door is opened until they answer. With it the answer is booked in one
 *   transaction, after a reload as well; and staff know what to expect where nobody answered. It may hold an e-mail address, so it is
 *   deleted as soon as the answer has gone into the outbox.
 * - `orders.returned`: what has come back of an order at other silos, as the hub told.
 */
export const migration0070: Migration = { version: 70, up: (db) => void db.exec(SQL) };

const SQL = `
  CREATE TABLE return_draft (
    parcel_id TEXT PRIMARY KEY REFERENCES parcel (parcel_id) DEFERRABLE INITIALLY DEFERRED,
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE orders ADD COLUMN returned TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(returned));
`;
