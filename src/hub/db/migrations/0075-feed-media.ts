import type { Migration } from '../migrate.ts';

/**
 * Files that feeds name beside their products: photographs and models. `result` is the file as it is kept (`src/hub/media/`), once it was fetched; `problem`
 * why it was given up.
 */
export const feedMedia: Migration = {
  number: 75,
  name: 'feed-media',
  statements: [
    `CREATE TABLE feed_media (
      tenant_id text NOT NULL REFERENCES tenants,
      product_id text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('photo', 'glb', 'usdz')),
      place integer NOT NULL,
      url text NOT NULL,
      alt text NOT NULL,
      colour text,
      state text NOT NULL CHECK (state IN ('due', 'ready', 'failed')),
      tries integer NOT NULL,
      next_at bigint NOT NULL,
      result jsonb,
      problem text,
      PRIMARY KEY (tenant_id, product_id, kind, place)
    )`,
    "CREATE INDEX feed_media_due ON feed_media (next_at) WHERE state = 'due'",
  ],
};
