import type { Migration } from '../migrate.ts';

/**
 * Coupons and every use of them, members and their points, and what people said yes to. A use that should not have been stands here with its
 * reason until people have seen to it. Kinds of messages are held by the program that writes and reads them: here only their shape.
 */
export const loyalty: Migration = {
  number: 64,
  name: 'loyalty',
  statements: [
    `CREATE TABLE coupons (
      tenant_id text NOT NULL REFERENCES tenants,
      coupon_id text NOT NULL,
      code text NOT NULL,
      rule jsonb NOT NULL,
      max_uses integer CHECK (max_uses >= 1),
      most_offline integer CHECK (most_offline >= 0),
      ended_at bigint,
      PRIMARY KEY (tenant_id, coupon_id),
      UNIQUE (tenant_id, code)
    )`,
    `CREATE TABLE members (
      tenant_id text NOT NULL REFERENCES tenants,
      member_id text NOT NULL,
      generation integer NOT NULL DEFAULT 0 CHECK (generation BETWEEN 0 AND 255),
      token text NOT NULL UNIQUE,
      contact jsonb,
      contact_key text,
      address jsonb,
      sizes jsonb NOT NULL DEFAULT '[]'::jsonb,
      locale text NOT NULL CHECK (locale IN ('es', 'en')),
      joined_at bigint NOT NULL,
      ended_at bigint,
      PRIMARY KEY (tenant_id, member_id)
    )`,
    'CREATE UNIQUE INDEX members_by_contact ON members (tenant_id, contact_key) WHERE contact_key IS NOT NULL AND ended_at IS NULL',
    `CREATE TABLE points_ledger (
      tenant_id text NOT NULL,
      entry_id text NOT NULL,
      member_id text NOT NULL,
      order_id text,
      kind text NOT NULL CHECK (kind IN ('earned', 'redeemed', 'given-back', 'returned', 'imported')),
      points integer NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (tenant_id, entry_id),
      FOREIGN KEY (tenant_id, member_id) REFERENCES members
    )`,
    'CREATE INDEX points_of_member ON points_ledger (tenant_id, member_id, at)',
    `CREATE TABLE benefit_uses (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      coupon_id text NOT NULL,
      member_id text,
      amount_minor bigint NOT NULL,
      currency text NOT NULL,
      points integer,
      used_at bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('used', 'over', 'given-back')),
      why text CHECK (why IN ('unknown', 'limit', 'person', 'time', 'members', 'amount', 'points')),
      settled text CHECK (settled IN ('borne', 'charged')),
      settled_by text,
      settled_at bigint,
      PRIMARY KEY (tenant_id, order_id, coupon_id),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX benefit_uses_of_coupon ON benefit_uses (tenant_id, coupon_id)',
    `CREATE INDEX benefit_uses_over ON benefit_uses (tenant_id, used_at) WHERE why IS NOT NULL AND settled IS NULL`,
    `CREATE TABLE consents (
      tenant_id text NOT NULL REFERENCES tenants,
      consent_id text NOT NULL,
      store_id text NOT NULL,
      station_id text,
      purpose jsonb NOT NULL,
      wording text NOT NULL,
      contact jsonb,
      contact_key text,
      address jsonb,
      locale text NOT NULL CHECK (locale IN ('es', 'en')),
      member_id text,
      token text NOT NULL UNIQUE,
      state text NOT NULL CHECK (state IN ('asked', 'already', 'too-often', 'confirmed', 'withdrawn', 'expired')),
      asked_at bigint NOT NULL,
      confirmed_at bigint,
      ended_at bigint,
      PRIMARY KEY (tenant_id, consent_id)
    )`,
    'CREATE INDEX consents_of_contact ON consents (tenant_id, contact_key, asked_at) WHERE contact_key IS NOT NULL',
    "CREATE INDEX consents_asked ON consents (asked_at) WHERE state IN ('asked', 'already', 'too-often')",
    `ALTER TABLE messages
      DROP CONSTRAINT IF EXISTS messages_kind_check,
      ADD CONSTRAINT messages_kind_check CHECK (kind ~ '^[a-z-]{1,40}$')`,
  ],
};
