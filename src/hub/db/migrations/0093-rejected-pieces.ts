import type { Migration } from '../migrate.ts';

/**
 * Money for pieces that staff took off an order waits, as that for a withdrawal does, until every station of the shop has heard (`told_at`); `pieces` says which, and
 * `goods_out_at` that another station had handed some of the order over. `order_reroutes` remembers which pieces went another way, should their old way turn out to
 * have been handed over before.
 */
export const rejectedPieces: Migration = {
  number: 93,
  name: 'rejected-pieces',
  statements: [
    'ALTER TABLE money_back ADD COLUMN told_at bigint DEFAULT 0, ADD COLUMN pieces jsonb, ADD COLUMN goods_out_at bigint',
    `CREATE TABLE order_reroutes (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      number integer NOT NULL,
      from_way text NOT NULL,
      to_way text NOT NULL,
      pieces jsonb NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (tenant_id, order_id, number),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
  ],
};
