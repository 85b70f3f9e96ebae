import type { Migration } from '../migrate.ts';

/** Finds the product of a SKU without reading the whole catalogue: a bag on a phone names its goods by SKU alone. */
export const goodsBySku: Migration = {
  number: 74,
  name: 'goods-by-sku',
  statements: [
    `CREATE INDEX bucket_rows_by_sku ON bucket_rows USING gin (jsonb_path_query_array(value, '$.variants[*].sku'))
     WHERE bucket = 'catalogue'`,
  ],
};
