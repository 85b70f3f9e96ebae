import type { Migration } from '../migrate.ts';

/**
 * What the hub keeps of silos with returns, recalls, deadlines, delegates, couriers, help and commands from afar. A pass may open several
 * parcels, so a parcel says whether its pass was bound to it and the pass names no parcel any more.
 */
export const silo: Migration = {
  number: 20,
  name: 'silo',
  statements: [
    `ALTER TABLE stores ADD COLUMN silo_rules jsonb NOT NULL DEFAULT '{}', ADD COLUMN remote_open boolean NOT NULL DEFAULT false`,
    // The person behind an order as the stations know them: random to everybody, the same for all orders with the same contact.
    `ALTER TABLE orders ADD COLUMN holder text, ADD COLUMN contact_key text GENERATED ALWAYS AS (
      CASE contact->>'kind' WHEN 'email' THEN 'e:' || lower(btrim(contact->>'email')) ELSE 'p:' || regexp_replace(contact->>'phone', '[^0-9+]', '', 'g') END
    ) STORED`,
    'CREATE INDEX orders_of_contact ON orders (tenant_id, contact_key)',
    "CREATE INDEX orders_paid ON orders (tenant_id, store_id) WHERE status = 'paid'",

    `ALTER TABLE parcels
      ALTER COLUMN order_id DROP NOT NULL,
      ALTER COLUMN pass_id DROP NOT NULL,
      DROP CONSTRAINT parcels_status_check,
      ADD CONSTRAINT parcels_status_check CHECK (status IN ('stored', 'collected', 'withdrawn', 'missing')),
      ADD COLUMN kind text NOT NULL DEFAULT 'order' CHECK (kind IN ('order', 'return')),
      ADD COLUMN bound boolean NOT NULL DEFAULT false,
      ADD COLUMN deadline bigint,
      ADD COLUMN extensions integer NOT NULL DEFAULT 0,
      ADD COLUMN recall text CHECK (recall IN ('expired', 'cancelled', 'damaged', 'returned', 'requested')),
      ADD COLUMN pin_hash text,
      ADD COLUMN ended_at bigint,
      ADD COLUMN ended_reason text`,
    `UPDATE parcels p SET bound = EXISTS (SELECT 1 FROM passes s WHERE s.tenant_id = p.tenant_id AND s.pass_id = p.pass_id AND s.parcel_id = p.parcel_id),
      ended_at = collected_at`,
    "ALTER TABLE passes DROP COLUMN parcel_id, ADD COLUMN pin_resets integer NOT NULL DEFAULT 0, ADD COLUMN delegate_ids jsonb NOT NULL DEFAULT '[]'",
    'CREATE INDEX parcels_of_pass ON parcels (tenant_id, pass_id)',
    `CREATE INDEX parcels_stored ON parcels (tenant_id, station_id) WHERE status = 'stored'`,
    // What happened to a parcel, for its customer and for disputes. Facts hold ids and codes, no personal data.
    `CREATE TABLE parcel_events (
      event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      tenant_id text NOT NULL,
      parcel_id text NOT NULL,
      kind text NOT NULL,
      by text CHECK (by IN ('code', 'delegate', 'staff', 'remote', 'customer')),
      at bigint NOT NULL,
      FOREIGN KEY (tenant_id, parcel_id) REFERENCES parcels
    )`,
    'CREATE INDEX events_of_parcel ON parcel_events (tenant_id, parcel_id)',
    `INSERT INTO parcel_events (tenant_id, parcel_id, kind, by, at)
      SELECT tenant_id, parcel_id, 'loaded', 'staff', loaded_at FROM parcels WHERE loaded_at IS NOT NULL
      UNION ALL SELECT tenant_id, parcel_id, 'closed', 'code', collected_at FROM parcels WHERE collected_at IS NOT NULL`,
    `CREATE TABLE downtimes (
      tenant_id text NOT NULL,
      station_id text NOT NULL,
      began_at bigint NOT NULL,
      ended_at bigint,
      cause text NOT NULL CHECK (cause IN ('doors', 'storage', 'power', 'hub')),
      PRIMARY KEY (tenant_id, station_id, began_at),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    // How far a station has told to have applied a bucket: its own question is the proof.
    `CREATE TABLE heard (
      tenant_id text NOT NULL,
      station_id text NOT NULL,
      bucket text NOT NULL,
      revision bigint NOT NULL,
      PRIMARY KEY (tenant_id, station_id, bucket),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    `CREATE TABLE delegates (
      tenant_id text NOT NULL,
      delegate_id text NOT NULL,
      pass_id text NOT NULL,
      order_id text NOT NULL,
      number integer NOT NULL,
      token text NOT NULL UNIQUE,
      code text,
      made_at bigint NOT NULL,
      revoked_at bigint,
      used_at bigint,
      PRIMARY KEY (tenant_id, delegate_id),
      UNIQUE (tenant_id, pass_id, number),
      FOREIGN KEY (tenant_id, pass_id) REFERENCES passes,
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    `CREATE TABLE couriers (
      tenant_id text NOT NULL REFERENCES tenants,
      courier_id text NOT NULL,
      name text NOT NULL,
      rights jsonb NOT NULL,
      pin_hash text,
      not_before bigint NOT NULL,
      expires bigint NOT NULL,
      made_by text NOT NULL,
      revoked_at bigint,
      PRIMARY KEY (tenant_id, courier_id)
    )`,
    `CREATE TABLE remote_commands (
      tenant_id text NOT NULL,
      command_id text NOT NULL,
      station_id text NOT NULL,
      compartment_id text NOT NULL,
      purpose text NOT NULL CHECK (purpose IN ('hand-over', 'look')),
      reason text NOT NULL,
      ordered_by text NOT NULL,
      issued_at bigint NOT NULL,
      expires_at bigint NOT NULL,
      outcome text CHECK (outcome IN ('opened', 'did-not-open', 'refused', 'too-late')),
      answered_at bigint,
      PRIMARY KEY (tenant_id, command_id),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    `CREATE TABLE help_calls (
      tenant_id text NOT NULL,
      call_id text NOT NULL,
      store_id text NOT NULL,
      station_id text NOT NULL,
      screen text NOT NULL CHECK (screen IN ('silo', 'kiosk')),
      called_at bigint NOT NULL,
      answered_at bigint,
      answered_by text,
      waited_ms bigint,
      ended_at bigint,
      PRIMARY KEY (tenant_id, call_id),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    'CREATE INDEX calls_by_time ON help_calls (tenant_id, called_at)',
    `CREATE TABLE return_permits (
      tenant_id text NOT NULL,
      return_id text NOT NULL,
      order_id text NOT NULL,
      number integer NOT NULL,
      lines jsonb NOT NULL,
      code text,
      made_at bigint NOT NULL,
      expires bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('open', 'deposited', 'cancelled', 'expired')),
      PRIMARY KEY (tenant_id, return_id),
      UNIQUE (tenant_id, order_id, number),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    `CREATE INDEX permits_open ON return_permits (expires) WHERE state = 'open'`,
    // One row per deposit. Only 'requested' is to be paid; the unique index is what makes "once per return" hold, whatever the code above does.
    `CREATE TABLE refunds (
      tenant_id text NOT NULL,
      parcel_id text NOT NULL,
      return_id text,
      order_id text,
      station_id text NOT NULL,
      receipt text NOT NULL,
      locale text NOT NULL,
      lines jsonb NOT NULL,
      paid_lines jsonb NOT NULL,
      amount_minor bigint NOT NULL,
      currency text,
      state text NOT NULL CHECK (state IN ('requested', 'review', 'duplicate')),
      deposited_at bigint NOT NULL,
      taken_out_at bigint,
      PRIMARY KEY (tenant_id, parcel_id),
      FOREIGN KEY (tenant_id, parcel_id) REFERENCES parcels
    )`,
    `CREATE UNIQUE INDEX refund_once ON refunds (tenant_id, return_id) WHERE state = 'requested' AND return_id IS NOT NULL`,
    'CREATE INDEX refunds_of_order ON refunds (tenant_id, order_id)',
    // A console's or a program's access. Only the hash of its token is stored.
    `CREATE TABLE operators (
      tenant_id text NOT NULL REFERENCES tenants,
      operator_id text NOT NULL UNIQUE,
      name text NOT NULL,
      rights jsonb NOT NULL,
      token_hash text UNIQUE,
      token_expires bigint,
      PRIMARY KEY (tenant_id, operator_id)
    )`,
    `ALTER TABLE messages
      ALTER COLUMN order_id DROP NOT NULL,
      DROP CONSTRAINT messages_kind_check,
      ADD CONSTRAINT messages_kind_check
        CHECK (kind IN ('received', 'paid', 'ready', 'another', 'code', 'reminder', 'extended', 'recalled', 'collected', 'returned')),
      ADD COLUMN contact jsonb`,
    'CREATE INDEX messages_of_order ON messages (tenant_id, order_id)',
  ],
};
