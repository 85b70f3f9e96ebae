import { type Product, product } from '../../../contract/catalogue.ts';
import type { Queryable } from '../../db/database.ts';
import { findGoods } from '../../db/goods.ts';

/** The product that a SKU is of, or null where it is not sold. */
export async function findProductOf(db: Queryable, tenantId: string, sku: string): Promise<string | null> {
  return (await findGoods(db, tenantId, [sku])).get(sku)?.product.productId ?? null;
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
