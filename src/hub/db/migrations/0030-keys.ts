import type { Migration } from '../migrate.ts';

/**
 * Keys with a purpose and a life, and the bundle that the tenant's root signed. A key from before signs for 90 days more and is then
 * followed by another, like any.
 */
export const keys: Migration = {
  number: 30,
  name: 'keys',
  statements: [
    `ALTER TABLE pass_keys
      ADD COLUMN purpose text NOT NULL DEFAULT 'pass' CHECK (purpose IN ('pass', 'command', 'audit')),
      ADD COLUMN nbf bigint NOT NULL DEFAULT 0,
      ADD COLUMN naf bigint NOT NULL DEFAULT 0,
      ADD COLUMN min_nbf bigint NOT NULL DEFAULT 0,
      ADD COLUMN revoked boolean NOT NULL DEFAULT false`,
    'UPDATE pass_keys SET naf = extract(epoch FROM now())::bigint + 7776000',
    `CREATE TABLE key_bundles (
      tenant_id text PRIMARY KEY REFERENCES tenants,
      root text NOT NULL,
      seq bigint NOT NULL,
      body text NOT NULL,
      signature text NOT NULL
    )`,
  ],
};
