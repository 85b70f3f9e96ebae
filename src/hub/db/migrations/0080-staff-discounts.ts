import type { Migration } from '../migrate.ts';

/**
 * What staff took off lines of orders, and whether the hub agrees; and what they noted about members. Which member an order is of is looked up by
 * what the order carries.
 */
export const staffDiscounts: Migration = {
  number: 80,
  name: 'staff discounts',
  statements: [
    `CREATE TABLE staff_discounts (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      sku text NOT NULL,
      quantity integer NOT NULL,
      list_minor bigint NOT NULL,
      unit_minor bigint NOT NULL,
      currency text NOT NULL,
      reason text CHECK (reason IN ('damaged', 'price-match', 'goodwill', 'display', 'other')),
      note text,
      staff_id text,
      second_id text,
      given_at bigint NOT NULL,
      why text CHECK (why IN ('unknown-staff', 'above-limit', 'needs-second', 'same-person', 'excluded', 'not-lower', 'no-reason')),
      settled text CHECK (settled IN ('borne', 'undone')),
      settled_by text,
      settled_at bigint,
      PRIMARY KEY (tenant_id, order_id, sku),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX staff_discounts_open ON staff_discounts (tenant_id, order_id) WHERE why IS NOT NULL AND settled IS NULL',
    'CREATE INDEX staff_discounts_by_time ON staff_discounts (tenant_id, given_at)',
    `CREATE TABLE member_notes (
      tenant_id text NOT NULL,
      note_id text NOT NULL,
      member_id text NOT NULL,
      staff_id text NOT NULL,
      words text NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (tenant_id, note_id),
      FOREIGN KEY (tenant_id, member_id) REFERENCES members
    )`,
    'CREATE INDEX member_notes_of_member ON member_notes (tenant_id, member_id, at)',
    `CREATE INDEX orders_of_member ON orders (tenant_id, (extras->>'memberId'), placed_at) WHERE extras ? 'memberId'`,
  ],
};
