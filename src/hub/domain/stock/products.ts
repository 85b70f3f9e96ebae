import { type Product, product } from '../../../contract/catalogue.ts';
import type { Queryable } from '../../db/database.ts';
import { str } from '../../db/rows.ts';

/** The product that a SKU is of, or null. Every product is looked at: this is for what is missing, which is rare, and the answer is kept. */
export async function findProductOf(db: Queryable, tenantId: string, sku: string): Promise<string | null> {
  const [row] = await db.query(
    `SELECT key FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue' AND scope = '' AND jsonb_typeof(value) = 'object'
     AND value @> jsonb_build_object('variants', jsonb_build_array(jsonb_build_object('sku', $2::text))) ORDER BY key LIMIT 1`,
    [tenantId, sku],
  );
  return row === undefined ? null : str(row, 'key');
}

/** A product of the catalogue, or null where there is none, or none that this program can read. */
export async function readProduct(db: Queryable, tenantId: string, productId: string): Promise<Product | null> {
  const [row] = await db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue' AND scope = '' AND key = $2", [
    tenantId,
    productId,
  ]);
  const read = product.safeParse(row?.['value']);
  return read.success ? read.data : null;
}
