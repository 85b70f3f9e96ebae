import type { Migration } from '../migrate.ts';

/**
 * Payments at providers, beside the one payment that an order has in `payments`; and the news that providers sent, so that each is heard once.
 * Nothing of a card or of a payer is in here.
 */
export const onlinePayments: Migration = {
  number: 51,
  name: 'online-payments',
  statements: [
    `CREATE TABLE online_payments (
      tenant_id text NOT NULL,
      attempt_id text NOT NULL,
      order_id text NOT NULL,
      number integer NOT NULL,
      way_id text NOT NULL,
      amount_minor bigint NOT NULL,
      currency text NOT NULL,
      stage jsonb NOT NULL,
      reference text,
      capture_reference text,
      page_url text,
      created_at bigint NOT NULL,
      expires_at bigint NOT NULL,
      looks integer NOT NULL DEFAULT 0,
      looked_at bigint,
      next_at bigint,
      problem text,
      PRIMARY KEY (tenant_id, attempt_id),
      UNIQUE (tenant_id, order_id, number),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX online_payments_due ON online_payments (next_at) WHERE next_at IS NOT NULL',
    'CREATE UNIQUE INDEX online_payments_reference ON online_payments (tenant_id, way_id, reference) WHERE reference IS NOT NULL',
    'CREATE INDEX online_payments_capture ON online_payments (tenant_id, way_id, capture_reference) WHERE capture_reference IS NOT NULL',
    `CREATE TABLE payment_news (
      tenant_id text NOT NULL REFERENCES tenants,
      way_id text NOT NULL,
      event_id text NOT NULL,
      kind text NOT NULL,
      attempt_id text,
      received_at bigint NOT NULL,
      PRIMARY KEY (tenant_id, way_id, event_id)
    )`,
    'CREATE INDEX payment_news_by_age ON payment_news (received_at)',
  ],
};
