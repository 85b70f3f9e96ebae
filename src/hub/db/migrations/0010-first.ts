import type { Migration } from '../migrate.ts';

/** Tenants and their shops, stations and keys; buckets; the inbox of operations; orders, parcels, passes; messages; audit. */
export const first: Migration = {
  number: 10,
  name: 'first',
  statements: [
    `CREATE TABLE tenants (
      tenant_id text PRIMARY KEY,
      name text NOT NULL
    )`,
    `CREATE TABLE stores (
      tenant_id text NOT NULL REFERENCES tenants,
      store_id text NOT NULL,
      name text NOT NULL,
      currency text NOT NULL,
      location_id text NOT NULL,
      time_zone text NOT NULL,
      PRIMARY KEY (tenant_id, store_id)
    )`,
    // A signed request names its station and nothing else, so a station id is unique over all tenants.
    `CREATE TABLE stations (
      tenant_id text NOT NULL,
      station_id text NOT NULL UNIQUE,
      store_id text NOT NULL,
      station_code text NOT NULL,
      bank bigint NOT NULL,
      pass_pool integer NOT NULL,
      public_key text,
      enrolled_at bigint,
      revoked_at bigint,
      PRIMARY KEY (tenant_id, station_id),
      UNIQUE (tenant_id, station_code),
      UNIQUE (tenant_id, bank),
      FOREIGN KEY (tenant_id, store_id) REFERENCES stores
    )`,
    `CREATE TABLE enrolment_codes (
      code_hash text PRIMARY KEY,
      tenant_id text NOT NULL,
      station_id text NOT NULL,
      expires_at bigint NOT NULL,
      used_by text,
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    `CREATE TABLE bucket_counters (
      tenant_id text NOT NULL REFERENCES tenants,
      bucket text NOT NULL,
      scope text NOT NULL,
      revision bigint NOT NULL,
      PRIMARY KEY (tenant_id, bucket, scope)
    )`,
    `CREATE TABLE bucket_rows (
      tenant_id text NOT NULL,
      bucket text NOT NULL,
      scope text NOT NULL,
      key text NOT NULL,
      revision bigint NOT NULL,
      value jsonb,
      PRIMARY KEY (tenant_id, bucket, scope, key),
      UNIQUE (tenant_id, bucket, scope, revision),
      FOREIGN KEY (tenant_id, bucket, scope) REFERENCES bucket_counters
    )`,
    `CREATE TABLE streams (
      tenant_id text NOT NULL,
      station_id text NOT NULL,
      epoch text NOT NULL,
      generation integer NOT NULL,
      last_seq bigint,
      audit_seq bigint,
      audit_hash text,
      audit_at bigint,
      PRIMARY KEY (tenant_id, station_id, epoch),
      UNIQUE (tenant_id, station_id, generation),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    // A body is kept while its operation waits, or for people when it was rejected; of an applied one the order row has what is needed.
    `CREATE TABLE operations (
      tenant_id text NOT NULL,
      station_id text NOT NULL,
      epoch text NOT NULL,
      seq bigint NOT NULL,
      operation_id text NOT NULL,
      body_hash text NOT NULL,
      kind text NOT NULL,
      occurred_at bigint NOT NULL,
      received_at bigint NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('applied', 'rejected', 'deferred')),
      reason text,
      awaits_order text,
      body text,
      PRIMARY KEY (tenant_id, station_id, epoch, seq),
      UNIQUE (tenant_id, operation_id),
      FOREIGN KEY (tenant_id, station_id, epoch) REFERENCES streams
    )`,
    `CREATE INDEX operations_awaiting ON operations (tenant_id, awaits_order) WHERE outcome = 'deferred'`,
    `CREATE TABLE orders (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      store_id text NOT NULL,
      station_id text NOT NULL,
      number text NOT NULL,
      status text NOT NULL CHECK (status IN ('placed', 'paid', 'ready', 'collected', 'cancelled')),
      placed_at bigint NOT NULL,
      lines jsonb NOT NULL,
      total_minor bigint NOT NULL,
      currency text NOT NULL,
      fulfilment jsonb NOT NULL,
      contact jsonb NOT NULL,
      locale text NOT NULL,
      phone_token text NOT NULL UNIQUE,
      PRIMARY KEY (tenant_id, order_id),
      FOREIGN KEY (tenant_id, store_id) REFERENCES stores
    )`,
    `CREATE INDEX orders_by_number ON orders (tenant_id, number)`,
    // The primary key is what makes "paid once or not at all" hold, whatever the code above it does.
    `CREATE TABLE payments (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      payment_id text NOT NULL,
      tender text NOT NULL,
      amount_minor bigint NOT NULL,
      currency text NOT NULL,
      staff_id text NOT NULL,
      taken_at bigint NOT NULL,
      PRIMARY KEY (tenant_id, order_id),
      UNIQUE (tenant_id, payment_id),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    `CREATE TABLE parcels (
      tenant_id text NOT NULL,
      parcel_id text NOT NULL,
      order_id text NOT NULL,
      station_id text NOT NULL,
      bank bigint,
      compartment_id text NOT NULL,
      door_number integer,
      size text,
      pass_id text NOT NULL,
      status text NOT NULL CHECK (status IN ('stored', 'collected')),
      loaded_at bigint,
      collected_at bigint,
      PRIMARY KEY (tenant_id, parcel_id)
    )`,
    `CREATE INDEX parcels_of_order ON parcels (tenant_id, order_id)`,
    `CREATE TABLE pass_keys (
      tenant_id text NOT NULL REFERENCES tenants,
      key_id integer NOT NULL,
      public_key text NOT NULL,
      PRIMARY KEY (tenant_id, key_id)
    )`,
    `CREATE TABLE passes (
      tenant_id text NOT NULL,
      pass_id text NOT NULL,
      station_id text NOT NULL,
      code text,
      short_code text NOT NULL,
      pin text,
      not_before bigint NOT NULL,
      expires bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('blank', 'retired', 'bound', 'used')),
      parcel_id text,
      PRIMARY KEY (tenant_id, pass_id),
      UNIQUE (tenant_id, short_code),
      UNIQUE (tenant_id, parcel_id),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    `CREATE INDEX passes_blank ON passes (tenant_id, station_id, expires) WHERE state = 'blank'`,
    `CREATE TABLE messages (
      tenant_id text NOT NULL,
      message_id text NOT NULL,
      order_id text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('received', 'paid', 'ready', 'collected')),
      about text NOT NULL,
      state text NOT NULL CHECK (state IN ('pending', 'sent', 'superseded', 'failed')),
      created_at bigint NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      next_at bigint NOT NULL,
      ended_at bigint,
      problem text,
      PRIMARY KEY (tenant_id, message_id),
      UNIQUE (tenant_id, kind, about),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    `CREATE INDEX messages_due ON messages (next_at) WHERE state = 'pending'`,
    // The key names what the alarm is about, so that a repeated or replayed push raises it once.
    `CREATE TABLE alarms (
      tenant_id text NOT NULL,
      alarm_key text NOT NULL,
      station_id text,
      kind text NOT NULL,
      at bigint NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (tenant_id, alarm_key)
    )`,
    `CREATE TABLE audit (
      audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      tenant_id text NOT NULL,
      station_id text,
      kind text NOT NULL,
      at bigint NOT NULL,
      facts jsonb NOT NULL
    )`,
  ],
};
