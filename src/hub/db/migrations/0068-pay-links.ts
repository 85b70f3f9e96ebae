import type { Migration } from '../migrate.ts';

/**
 * Links to pay an order by, which a kiosk shows and which lead to nothing else of it; and by which link a payment was begun (null: on the order's own page),
 * so that its provider sends the customer back there.
 */
export const payLinks: Migration = {
  number: 68,
  name: 'pay-links',
  statements: [
    `CREATE TABLE pay_links (
      token text PRIMARY KEY,
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      until bigint NOT NULL,
      looked_at bigint,
      UNIQUE (tenant_id, order_id),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX pay_links_by_end ON pay_links (until)',
    'ALTER TABLE online_payments ADD COLUMN pay_token text',
  ],
};
