import type { Migration } from '../migrate.ts';

/**
 * What became of the money for a return, who saw to it and when; and how long a shop keeps what says who its customers are. An order whose
 * contact was erased stays, without anybody.
 */
export const settled: Migration = {
  number: 40,
  name: 'settled',
  statements: [
    `ALTER TABLE refunds
      ADD COLUMN settled text CHECK (settled IN ('paid', 'declined')),
      ADD COLUMN settled_minor bigint,
      ADD COLUMN settled_tender text CHECK (settled_tender IN ('cash', 'card')),
      ADD COLUMN settled_by text,
      ADD COLUMN settled_at bigint,
      ADD COLUMN late_told boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT refunds_settled CHECK (
        CASE settled
          WHEN 'paid' THEN num_nulls(settled_minor, settled_tender, settled_by, settled_at) = 0
          WHEN 'declined' THEN num_nulls(settled_by, settled_at) = 0 AND num_nonnulls(settled_minor, settled_tender) = 0
          ELSE num_nonnulls(settled_minor, settled_tender, settled_by, settled_at) = 0
        END
      )`,
    'CREATE INDEX refunds_open ON refunds (tenant_id, deposited_at) WHERE settled IS NULL',
    `ALTER TABLE messages
      DROP CONSTRAINT messages_kind_check,
      ADD CONSTRAINT messages_kind_check CHECK (
        kind IN ('received', 'paid', 'ready', 'another', 'code', 'reminder', 'extended', 'recalled', 'collected', 'returned', 'refunded')
      )`,
    'ALTER TABLE stores ADD COLUMN contact_days integer NOT NULL DEFAULT 90',
    'ALTER TABLE orders ALTER COLUMN contact DROP NOT NULL',
    'CREATE INDEX orders_with_contact ON orders (tenant_id, store_id) WHERE contact IS NOT NULL',
  ],
};
