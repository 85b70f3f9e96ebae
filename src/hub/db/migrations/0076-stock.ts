import type { Migration } from '../migrate.ts';

/**
 * Stock that is promised once: the figures of the feed, what orders hold of them, what is kept back, what stations were leased, what is missing;
 * and money that goes back without goods. What stations see of stock was the feed's figure until now, so that is where the figures begin.
 * Orders from before hold nothing: what was taken for them the feed has long counted.
 */
export const stock: Migration = {
  number: 76,
  name: 'stock',
  statements: [
    `CREATE TABLE stock_figures (
      tenant_id text NOT NULL REFERENCES tenants,
      sku text NOT NULL,
      location_id text NOT NULL,
      quantity integer NOT NULL,
      as_of bigint NOT NULL,
      PRIMARY KEY (tenant_id, sku, location_id)
    )`,
    `INSERT INTO stock_figures (tenant_id, sku, location_id, quantity, as_of)
     SELECT tenant_id, value->>'sku', value->>'locationId', (value->>'quantity')::integer, (value->>'asOf')::bigint
     FROM bucket_rows WHERE bucket = 'stock' AND scope = '' AND jsonb_typeof(value) = 'object' ON CONFLICT DO NOTHING`,
    // A hold that was sold counts until a figure comes that is newer than its sale.
    `CREATE TABLE stock_holds (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      sku text NOT NULL,
      location_id text NOT NULL,
      quantity integer NOT NULL CHECK (quantity > 0),
      since bigint NOT NULL,
      sold_at bigint,
      PRIMARY KEY (tenant_id, order_id, sku, location_id),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX stock_holds_of_sku ON stock_holds (tenant_id, sku, location_id)',
    `CREATE TABLE stock_shorts (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      sku text NOT NULL,
      quantity integer NOT NULL CHECK (quantity > 0),
      since bigint NOT NULL,
      until bigint NOT NULL,
      waits boolean NOT NULL DEFAULT false,
      product_id text,
      PRIMARY KEY (tenant_id, order_id, sku),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX stock_shorts_of_sku ON stock_shorts (tenant_id, sku)',
    'CREATE INDEX stock_shorts_by_end ON stock_shorts (until)',
    `CREATE TABLE stock_orders (
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      unpaid_until bigint,
      expired_at bigint,
      placed_minor bigint NOT NULL,
      expected jsonb NOT NULL,
      told integer NOT NULL DEFAULT 0,
      changed boolean NOT NULL DEFAULT false,
      summary jsonb,
      PRIMARY KEY (tenant_id, order_id),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX stock_orders_unpaid ON stock_orders (unpaid_until) WHERE unpaid_until IS NOT NULL',
    // What is to be looked at, in order. An order may stand here several times: whoever adds it never waits for whoever takes it.
    `CREATE TABLE stock_due (
      due_id bigserial PRIMARY KEY,
      tenant_id text NOT NULL,
      order_id text NOT NULL,
      holds jsonb
    )`,
    `CREATE TABLE stock_leases (
      tenant_id text NOT NULL,
      station_id text NOT NULL,
      sku text NOT NULL,
      location_id text NOT NULL,
      quantity integer NOT NULL CHECK (quantity > 0),
      until bigint NOT NULL,
      PRIMARY KEY (tenant_id, station_id, sku, location_id),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    'CREATE INDEX stock_leases_of_sku ON stock_leases (tenant_id, sku, location_id)',
    `CREATE TABLE stock_safety (
      tenant_id text NOT NULL REFERENCES tenants,
      location_id text NOT NULL,
      sku text NOT NULL,
      pieces integer NOT NULL CHECK (pieces >= 0),
      PRIMARY KEY (tenant_id, location_id, sku)
    )`,
    'ALTER TABLE tenants ADD COLUMN stock_rules jsonb',
    `CREATE VIEW stock_places AS
     SELECT f.tenant_id, f.sku, f.location_id, f.quantity, f.as_of, coalesce(h.held, 0)::integer AS held, coalesce(h.sold, 0)::integer AS sold,
       coalesce(l.leased, 0)::integer AS leased, coalesce(own.pieces, usual.pieces, 0) AS safety
     FROM stock_figures f
     LEFT JOIN LATERAL (
       SELECT sum(x.quantity) FILTER (WHERE x.sold_at IS NULL) AS held, sum(x.quantity) FILTER (WHERE x.sold_at > f.as_of) AS sold
       FROM stock_holds x WHERE x.tenant_id = f.tenant_id AND x.sku = f.sku AND x.location_id = f.location_id
     ) h ON true
     LEFT JOIN LATERAL (
       SELECT sum(x.quantity) AS leased FROM stock_leases x
       WHERE x.tenant_id = f.tenant_id AND x.sku = f.sku AND x.location_id = f.location_id
     ) l ON true
     LEFT JOIN stock_safety own ON own.tenant_id = f.tenant_id AND own.location_id = f.location_id AND own.sku = f.sku
     LEFT JOIN stock_safety usual ON usual.tenant_id = f.tenant_id AND usual.location_id = f.location_id AND usual.sku = ''`,
    `CREATE TABLE money_back (
      tenant_id text NOT NULL,
      money_id text NOT NULL,
      order_id text NOT NULL,
      amount_minor bigint NOT NULL CHECK (amount_minor > 0),
      currency text NOT NULL,
      why text NOT NULL,
      about text NOT NULL,
      owed_at bigint NOT NULL,
      settled text CHECK (settled IN ('paid', 'declined')),
      settled_tender text,
      settled_by text,
      settled_at bigint,
      late_told boolean NOT NULL DEFAULT false,
      PRIMARY KEY (tenant_id, money_id),
      UNIQUE (tenant_id, order_id, why, about),
      FOREIGN KEY (tenant_id, order_id) REFERENCES orders
    )`,
    'CREATE INDEX money_back_owed ON money_back (tenant_id, owed_at) WHERE settled IS NULL',
  ],
};
