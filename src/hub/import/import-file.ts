import { stationConfig } from '../../contract/hub/sync.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type CatalogueCounts, putProducts } from '../catalogue.ts';
import type { Database, Queryable, Transaction } from '../db/database.ts';
import { putFeedMedia, readMediaOf } from '../db/feed-media.ts';
import { parsed, str } from '../db/rows.ts';
import type { Language } from '../../kernel/language.ts';
import { findLeaving, lockFeeds, noteFeed, takeOffSale, type WholeFeed, type WholeRefusal } from './leaving.ts';
import type { FileProblem } from './rejection.ts';
import { readShopifyCsv, type ShopifyFile } from './shopify-csv.ts';
import { skusOfOtherProducts, withoutTakenSkus } from './taken-skus.ts';

/** The shop that a file is for. */
export interface ImportTarget {
  readonly tenantId: string;
  readonly storeId: string;
  readonly currency: string;
  /** Where the file's stock is. */
  readonly locationId: string;
}

/** Why there is no shop to import into. */
export interface NoTarget {
  readonly kind: 'no-store' | 'which-store' | 'no-location';
  readonly detail: string;
}

/** The shop named `storeId`, or the only one that this hub has; of one tenant where it is named. */
export async function findImportTarget(db: Queryable, storeId: string | null, tenantId: string | null = null): Promise<Result<ImportTarget, NoTarget>> {
  const rows = await db.query('SELECT tenant_id, store_id, currency, location_id FROM stores WHERE $1::text IS NULL OR tenant_id = $1 ORDER BY store_id', [
    tenantId,
  ]);
  const stores = rows.map((row) => ({
    tenantId: str(row, 'tenant_id'),
    storeId: str(row, 'store_id'),
    currency: str(row, 'currency'),
    locationId: str(row, 'location_id'),
  }));
  const names = stores.map((store) => store.storeId).join(', ');
  if (storeId !== null) {
    const named = stores.filter((store) => store.storeId === storeId);
    const [one] = named;
    return one === undefined || named.length > 1 ? err({ kind: 'no-store', detail: `no shop "${storeId}"; this hub has: ${names}` }) : ok(one);
  }
  const [only] = stores;
  if (only === undefined) return err({ kind: 'no-store', detail: 'this hub has no shop yet: start it once with a setup or with --demo' });
  return stores.length > 1 ? err({ kind: 'which-store', detail: `this hub has several shops, say which with --store: ${names}` }) : ok(only);
}

/** The same shop with its stock at another of its tenant's locations. */
export async function atLocation(db: Queryable, target: ImportTarget, locationId: string): Promise<Result<ImportTarget, NoTarget>> {
  const rows = await db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'config' AND scope = $2 AND key = 'station'", [
    target.tenantId,
    target.storeId,
  ]);
  const known = parsed(rows[0], 'value', stationConfig).locations.map((location) => location.locationId);
  if (known.includes(locationId)) return ok({ ...target, locationId });
  return err({ kind: 'no-location', detail: `no location "${locationId}"; this hub has: ${known.join(', ')}` });
}

/** How many decimals the prices of a currency have (ISO 4217, as the runtime knows it). */
export function currencyDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** A file to import. */
export interface FeedSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The time of the file, Unix milliseconds: when its stock was true. */
  readonly asOf: UnixMs;
  readonly language: Language;
  /** The file is all that the shop sells: what it no longer names goes off sale. Left out: what it does not name stays as it is. */
  readonly whole?: WholeFeed;
  /** Who sent it, for the record; null: somebody at the hub's own machine. And when, Unix milliseconds. */
  readonly by?: { readonly operatorId: string | null; readonly at: UnixMs };
}

/** What a file held and did. */
export interface Imported {
  readonly file: ShopifyFile;
  readonly counts: CatalogueCounts;
  /** How many products went off sale. */
  readonly left: number;
}

/**
 * Reads a Shopify export and writes its products, their pictures' addresses and stock, and what goes off sale, all in one transaction or nothing. A row whose
 * SKU is another product's in the catalogue is rejected like a bad one: a SKU must lead to one product. The same file again changes nothing.
 */
export async function importShopifyFile(db: Database, target: ImportTarget, source: FeedSource): Promise<Result<Imported, FileProblem | WholeRefusal>> {
  const { currency, locationId } = target;
  const { asOf, language } = source;
  const file = await readShopifyCsv(source.chunks, { currency, digits: currencyDigits(currency), locationId, asOf, language });
  if (!file.ok) return file;
  const written = await db.transaction((tx) => writeFeed(tx, target, file.value, source));
  if (written.ok) await db.flush();
  return written;
}

/** Whatever is refused is refused before anything is written. */
async function writeFeed(tx: Transaction, target: ImportTarget, file: ShopifyFile, { whole, asOf, by }: FeedSource): Promise<Result<Imported, WholeRefusal>> {
  const { tenantId, storeId } = target;
  await lockFeeds(tx, tenantId);
  const leaving = whole === undefined ? ok([]) : await findLeaving(tx, tenantId, file, { ...whole, asOf });
  if (!leaving.ok) return leaving;
  const gone = leaving.value.map(({ productId }) => productId);
  const kept = withoutTakenSkus(file, await skusOfOtherProducts(tx, tenantId, file.products, gone));
  const sold = new Set(kept.products.map(({ productId }) => productId));
  const media = kept.media.filter(({ productId }) => sold.has(productId));
  await putFeedMedia(tx, tenantId, kept.products, media, 0);
  const known = await readMediaOf(tx, tenantId, [...sold]);
  const products = kept.products.map((product) => ({ ...product, ...known.get(product.productId) }));
  const left = await takeOffSale(tx, tenantId, leaving.value, products);
  const counts = await putProducts(tx, tenantId, products, kept.stock);
  const { created, changed } = counts;
  const facts = { store: storeId, operator: by?.operatorId ?? null, asOf, whole: whole !== undefined, products: products.length, created, changed, left };
  await noteFeed(tx, tenantId, by?.at ?? asOf, facts);
  return ok({ file: kept, counts, left });
}
