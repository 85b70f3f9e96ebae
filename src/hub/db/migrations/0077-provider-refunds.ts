import type { Migration } from '../migrate.ts';

/** Money that is owed and goes back through the provider that took it: one row for each cause, so that no cause pays twice. */
export const providerRefunds: Migration = {
  number: 77,
  name: 'provider-refunds',
  statements: [
    `CREATE TABLE provider_refunds (
      tenant_id text NOT NULL,
      refund_id text NOT NULL,
      order_id text NOT NULL,
      attempt_id text NOT NULL,
      cause text NOT NULL CHECK (cause IN ('withdrawal', 'return', 'money')),
      about text NOT NULL,
      amount_minor bigint NOT NULL CHECK (amount_minor > 0),
      currency text NOT NULL,
      stage jsonb NOT NULL,
      tries integer NOT NULL DEFAULT 0,
      requested_by text,
      requested_at bigint NOT NULL,
      changed_at bigint NOT NULL,
      looks integer NOT NULL DEFAULT 0,
      next_at bigint,
      problem text,
      PRIMARY KEY (tenant_id, refund_id),
      UNIQUE (tenant_id, cause, about),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders,
      FOREIGN KEY (tenant_id, attempt_id) REFERENCES online_payments
    )`,
    'CREATE INDEX provider_refunds_due ON provider_refunds (next_at) WHERE next_at IS NOT NULL',
    'CREATE INDEX provider_refunds_of_order ON provider_refunds (tenant_id, order_id)',
    'CREATE INDEX provider_refunds_of_attempt ON provider_refunds (tenant_id, attempt_id)',
  ],
};
