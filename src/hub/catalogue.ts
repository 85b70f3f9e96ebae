import type { Product, Stock } from '../contract/catalogue.ts';
import { type BucketCounts, putRows } from './db/buckets.ts';
import type { Database, Transaction } from './db/database.ts';
import { takeFigures } from './domain/stock/feed.ts';

/** What an upsert did to the products; `stock` counts the stock figures. */
export interface CatalogueCounts extends BucketCounts {
  readonly stock: BucketCounts;
}

/**
 * Writes products and stock figures of a tenant, all or nothing, so that stations pull what changed. What is equal to what
 * stands there already writes no revision. A stock figure's `asOf` is part of it: pass the time of the file or feed that the figure
 * comes from, not of the import, and the same file twice changes nothing. What orders hold is taken off what stations see.
 */
export function upsertProducts(db: Database, tenantId: string, products: readonly Product[], stock: readonly Stock[]): Promise<CatalogueCounts> {
  return db.transaction((tx) => putProducts(tx, tenantId, products, stock));
}

/** The same inside a transaction. */
export async function putProducts(tx: Transaction, tenantId: string, products: readonly Product[], stock: readonly Stock[]): Promise<CatalogueCounts> {
  const changes = products.map((value) => ({ key: value.productId, value }));
  const counts = await putRows(tx, { tenantId, bucket: 'catalogue', scope: '' }, changes);
  return { ...counts, stock: await takeFigures(tx, tenantId, stock) };
}
