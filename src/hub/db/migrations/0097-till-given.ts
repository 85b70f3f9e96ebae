import type { Migration } from '../migrate.ts';

/** What tills said that they gave back, as they said it: it stands against a sum that the books have as owed, whichever of them came first. */
export const tillGiven: Migration = {
  number: 97,
  name: 'till-given',
  statements: [
    `CREATE TABLE till_given (
      tenant_id text NOT NULL,
      cause text NOT NULL CHECK (cause IN ('withdrawal', 'return', 'money')),
      about text NOT NULL,
      given_by text NOT NULL,
      amount_minor bigint NOT NULL,
      currency text NOT NULL,
      how text NOT NULL CHECK (how IN ('cash', 'card')),
      given_at bigint NOT NULL,
      PRIMARY KEY (tenant_id, cause, about, given_by)
    )`,
  ],
};
