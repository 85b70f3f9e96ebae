import { type Product, product, type Variant } from '../../contract/catalogue.ts';
import type { Queryable } from './database.ts';
import { num, parsed, str } from './rows.ts';

/** A SKU with its product. */
export interface Goods {
  readonly product: Product;
  readonly variant: Variant;
}

/** What a tenant sells under these SKUs; what was withdrawn or is not known is left out. */
export async function findGoods(db: Queryable, tenantId: string, skus: readonly string[]): Promise<ReadonlyMap<string, Goods>> {
  if (skus.length === 0) return new Map();
  const rows = await db.query(
    `SELECT value FROM bucket_rows
     WHERE tenant_id = $1 AND bucket = 'catalogue' AND scope = ''
       AND jsonb_path_query_array(value, '$.variants[*].sku') ?| ARRAY(SELECT jsonb_array_elements_text($2::jsonb))`,
    [tenantId, JSON.stringify(skus)],
  );
  const products = rows.map((row) => parsed(row, 'value', product)).filter(({ published }) => published);
  return new Map(
    products.flatMap((sold) => sold.variants.filter(({ sku }) => skus.includes(sku)).map((variant) => [variant.sku, { product: sold, variant }] as const)),
  );
}

/** How many of each SKU there are at these locations together; one that is not there at all is left out. */
export async function findQuantities(
  db: Queryable,
  tenantId: string,
  skus: readonly string[],
  locationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const keys = locationIds.flatMap((locationId) => skus.map((sku) => `${locationId}/${sku}`));
  const rows = await db.query(
    `SELECT value->>'sku' AS sku, sum(greatest(0, (value->>'quantity')::integer))::integer AS quantity FROM bucket_rows
     WHERE tenant_id = $1 AND bucket = 'stock' AND scope = '' AND key IN (SELECT jsonb_array_elements_text($2::jsonb)) AND jsonb_typeof(value) = 'object'
     GROUP BY 1`,
    [tenantId, JSON.stringify(keys)],
  );
  return new Map(rows.map((row) => [str(row, 'sku'), num(row, 'quantity')]));
}
