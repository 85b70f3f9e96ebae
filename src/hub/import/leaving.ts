import { type Product, product } from '../../contract/catalogue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { putRows } from '../db/buckets.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { num, numOrNull, parsed } from '../db/rows.ts';
import type { ShopifyFile } from './shopify-csv.ts';

/** A file that is all that its shop sells. `mostPercent`: more of what is on sale than this, of a hundred, never leaves by one file. */
export interface WholeFeed {
  readonly mostPercent: number;
}

const ON_SALE = "tenant_id = $1 AND bucket = 'catalogue' AND scope = '' AND jsonb_typeof(value) = 'object' AND value->>'published' = 'true'";

/** How much leaves by a whole file unless somebody says otherwise, of a hundred products. */
export const USUAL_MOST_PERCENT = 20;

/** Why a whole file is not taken; nothing was written. */
export type WholeRefusal =
  /** It holds no product that can be sold. */
  | { readonly kind: 'nothing-left'; readonly detail: string }
  /** It is older than one that was taken before. */
  | { readonly kind: 'older'; readonly detail: string }
  | { readonly kind: 'too-many-leave'; readonly detail: string };

/** Products that a whole file no longer names. Of one whose rows were all rejected the shop still speaks: it stays as it is. */
export async function findLeaving(
  db: Queryable,
  tenantId: string,
  file: ShopifyFile,
  { mostPercent, asOf }: WholeFeed & { readonly asOf: number },
): Promise<Result<readonly Product[], WholeRefusal>> {
  if (file.products.length === 0) return err({ kind: 'nothing-left', detail: 'the file holds no product that can be sold' });
  const before = await lastWholeFeed(db, tenantId);
  if (before !== null && asOf < before)
    return err({ kind: 'older', detail: `a whole file of ${new Date(before).toISOString()} was taken before, which is newer` });
  const named = new Set([...file.products.map(({ productId }) => productId), ...file.rejected.map(({ handle }) => handle)]);
  const [counted] = await db.query(`SELECT count(*)::integer AS n FROM bucket_rows WHERE ${ON_SALE}`, [tenantId]);
  const onSale = num(counted, 'n');
  const rows = await db.query(`SELECT value FROM bucket_rows WHERE ${ON_SALE} AND key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)) ORDER BY key`, [
    tenantId,
    JSON.stringify([...named]),
  ]);
  const percent = onSale === 0 ? 0 : (rows.length * 100) / onSale;
  if (percent <= mostPercent) return ok(rows.map((row) => parsed(row, 'value', product)));
  const share = Math.ceil(percent);
  return err({ kind: 'too-many-leave', detail: `${rows.length} of ${onSale} products on sale would go (${share} of 100; the most is ${mostPercent})` });
}

/**
 * Takes products off sale. They stay known, for orders and labels that name them; one whose SKU another product of the file has now is forgotten, because
 * a SKU must lead to one product.
 */
export async function takeOffSale(tx: Transaction, tenantId: string, leaving: readonly Product[], products: readonly Product[]): Promise<number> {
  const skus = new Set(products.flatMap(({ variants }) => variants.map(({ sku }) => sku)));
  const changes = leaving.map((one) => ({
    key: one.productId,
    value: one.variants.some(({ sku }) => skus.has(sku)) ? null : { ...one, published: false },
  }));
  await putRows(tx, { tenantId, bucket: 'catalogue', scope: '' }, changes);
  return changes.length;
}

/** One import of a tenant at a time: what it compares with must stay so until it has written. */
export async function lockFeeds(tx: Transaction, tenantId: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('feed'), hashtext($1))", [tenantId]);
}

/** Notes what a file did. By the notes of whole files it is known which is older. */
export async function noteFeed(
  tx: Transaction,
  tenantId: string,
  at: number,
  facts: Readonly<Record<string, number | string | boolean | null>>,
): Promise<void> {
  await tx.query("INSERT INTO audit (tenant_id, station_id, kind, at, facts) VALUES ($1, NULL, 'feed.imported', $2, $3::jsonb)", [
    tenantId,
    at,
    JSON.stringify(facts),
  ]);
}

async function lastWholeFeed(db: Queryable, tenantId: string): Promise<number | null> {
  const [row] = await db.query(
    "SELECT max((facts->>'asOf')::bigint) AS at FROM audit WHERE tenant_id = $1 AND kind = 'feed.imported' AND facts->>'whole' = 'true'",
    [tenantId],
  );
  return row === undefined ? null : numOrNull(row, 'at');
}
