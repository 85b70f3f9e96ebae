import type { Migration } from '../migrate.ts';

/** Paid orders whose money a bank took back: their goods stay where they are until somebody, or the bank, has cleared it. */
export const orderHolds: Migration = {
  number: 69,
  name: 'order-holds',
  statements: [
    `CREATE TABLE order_holds (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      since bigint NOT NULL,
      released_at bigint,
      released_by text,
      PRIMARY KEY (tenant_id, order_id),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
  ],
};
