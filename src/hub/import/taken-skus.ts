import type { Product } from '../../contract/catalogue.ts';
import type { Queryable } from '../db/database.ts';
import { str } from '../db/rows.ts';
import type { RejectedRow } from './rejection.ts';
import type { ShopifyFile } from './shopify-csv.ts';

/** SKUs of `products` that belong to other products of the catalogue, with the product that has them. What leaves with this file (`leaving`) holds none. */
export async function skusOfOtherProducts(
  db: Queryable,
  tenantId: string,
  products: readonly Product[],
  leaving: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const skus = products.flatMap((product) => product.variants.map((variant) => ({ sku: variant.sku, product: product.productId })));
  const rows = await db.query(
    `WITH wanted AS (SELECT w->>'sku' AS sku, w->>'product' AS product FROM jsonb_array_elements($2::jsonb) AS w)
     SELECT wanted.sku AS sku, r.key AS owner
     FROM bucket_rows r
     CROSS JOIN LATERAL jsonb_array_elements(r.value->'variants') AS v
     JOIN wanted ON wanted.sku = v->>'sku'
     WHERE r.tenant_id = $1 AND r.bucket = 'catalogue' AND r.scope = '' AND jsonb_typeof(r.value) = 'object' AND r.key <> wanted.product
       AND r.key NOT IN (SELECT jsonb_array_elements_text($3::jsonb))`,
    [tenantId, JSON.stringify(skus), JSON.stringify(leaving)],
  );
  return new Map(rows.map((row) => [str(row, 'sku'), str(row, 'owner')]));
}

/** The file without the variants whose SKU is taken; each is named, and so is a product that has none left. */
export function withoutTakenSkus(file: ShopifyFile, taken: ReadonlyMap<string, string>): ShopifyFile {
  if (taken.size === 0) return file;
  const rejected: RejectedRow[] = [...file.rejected];
  for (const product of file.products) {
    for (const { sku } of product.variants.filter((variant) => taken.has(variant.sku))) {
      const detail = `SKU "${sku}" is one of the product "${taken.get(sku)}" in the catalogue`;
      rejected.push({ line: file.skuLines.get(sku) ?? 0, handle: product.productId, reason: 'sku-taken', detail });
    }
  }
  const products = file.products.map((product) => ({ ...product, variants: product.variants.filter((variant) => !taken.has(variant.sku)) }));
  return {
    ...file,
    products: products.filter((product) => product.variants.length > 0),
    stock: file.stock.filter((figure) => !taken.has(figure.sku)),
    rejected: rejected.toSorted((one, two) => one.line - two.line),
  };
}
