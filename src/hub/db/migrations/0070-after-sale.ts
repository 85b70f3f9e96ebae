import type { Migration } from '../migrate.ts';

/**
 * What the law gives after the sale: in which country and how an order was concluded, when its customer was told in writing; who withdrew from
 * what, and what is claimed under the guarantee. The kind of a message is what the program can write: the database no longer lists them.
 */
export const afterSale: Migration = {
  number: 70,
  name: 'after-sale',
  statements: [
    "ALTER TABLE stores ADD COLUMN country text NOT NULL DEFAULT 'ES' CHECK (country ~ '^[A-Z]{2}$')",
    // Null: the country of the shop as it is now.
    `ALTER TABLE orders
      ADD COLUMN country text CHECK (country ~ '^[A-Z]{2}$'),
      ADD COLUMN concluded text NOT NULL DEFAULT 'shop' CHECK (concluded IN ('shop', 'distance')),
      ADD COLUMN confirmed_at bigint`,
    `UPDATE orders SET confirmed_at = m.at FROM (
       SELECT tenant_id, order_id, min(ended_at) AS at FROM messages WHERE kind IN ('received', 'paid') AND state = 'sent' GROUP BY 1, 2
     ) m WHERE m.tenant_id = orders.tenant_id AND m.order_id = orders.order_id`,
    `UPDATE orders SET concluded = 'distance' FROM payments p
     WHERE p.tenant_id = orders.tenant_id AND p.order_id = orders.order_id AND p.tender = 'online'`,
    `CREATE TABLE withdrawals (
      tenant_id text NOT NULL,
      withdrawal_id text NOT NULL,
      order_id text NOT NULL,
      number integer NOT NULL,
      station_id text,
      at bigint NOT NULL,
      received_at bigint NOT NULL,
      lines jsonb NOT NULL,
      in_time boolean NOT NULL,
      state text NOT NULL CHECK (state IN ('cancelled', 'refund-due', 'goods-awaited', 'brought-back', 'review')),
      amount_minor bigint,
      currency text NOT NULL,
      goods_until bigint,
      refund_by bigint,
      settled text CHECK (settled IN ('paid', 'declined')),
      settled_minor bigint,
      settled_tender text CHECK (settled_tender IN ('cash', 'card')),
      settled_by text,
      settled_at bigint,
      late_told boolean NOT NULL DEFAULT false,
      PRIMARY KEY (tenant_id, withdrawal_id),
      UNIQUE (tenant_id, order_id, number),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    "CREATE INDEX withdrawals_open ON withdrawals (tenant_id, refund_by) WHERE settled IS NULL AND state NOT IN ('cancelled', 'brought-back')",
    `CREATE TABLE claims (
      tenant_id text NOT NULL,
      claim_id text NOT NULL,
      order_id text NOT NULL,
      number integer NOT NULL,
      station_id text,
      sku text NOT NULL,
      quantity integer NOT NULL,
      fault text NOT NULL,
      wish text NOT NULL,
      words text NOT NULL,
      made_at bigint NOT NULL,
      received_at bigint NOT NULL,
      in_time boolean NOT NULL,
      state text NOT NULL CHECK (state IN ('received', 'accepted', 'declined', 'done')),
      answer text,
      answered_by text,
      answered_at bigint,
      PRIMARY KEY (tenant_id, claim_id),
      UNIQUE (tenant_id, order_id, number),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    "CREATE INDEX claims_open ON claims (tenant_id, made_at) WHERE state IN ('received', 'accepted')",
    `ALTER TABLE messages
      DROP CONSTRAINT messages_kind_check,
      ADD CONSTRAINT messages_kind_check CHECK (kind ~ '^[a-z]+(-[a-z]+)*$')`,
  ],
};
