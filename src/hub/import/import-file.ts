import { stationConfig } from '../../contract/hub/sync.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type CatalogueCounts, upsertProducts } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import { putFeedMedia, readMediaOf } from '../db/feed-media.ts';
import { parsed, str } from '../db/rows.ts';
import type { Language } from '../../kernel/language.ts';
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

/** The shop named `storeId`, or the only one that this hub has. */
export async function findImportTarget(db: Database, storeId: string | null): Promise<Result<ImportTarget, NoTarget>> {
  const rows = await db.query('SELECT tenant_id, store_id, currency, location_id FROM stores ORDER BY store_id');
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
export async function atLocation(db: Database, target: ImportTarget, locationId: string): Promise<Result<ImportTarget, NoTarget>> {
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

/**
 * Reads a Shopify export and writes its products and stock, all in one transaction or nothing. A row whose SKU is another product's
 * in the catalogue is rejected like a bad one: a SKU must lead to one product. `asOf` is the time of the file: the
 * same file again changes nothing.
 */
export async function importShopifyFile(
  db: Database,
  target: ImportTarget,
  source: { readonly chunks: AsyncIterable<Uint8Array>; readonly asOf: UnixMs; readonly language: Language },
): Promise<Result<{ readonly file: ShopifyFile; readonly counts: CatalogueCounts }, FileProblem>> {
  const { currency, locationId } = target;
  const file = await readShopifyCsv(source.chunks, { currency, digits: currencyDigits(currency), locationId, asOf: source.asOf, language: source.language });
  if (!file.ok) return file;
  const left = withoutTakenSkus(file.value, await skusOfOtherProducts(db, target.tenantId, file.value.products));
  const sold = new Set(left.products.map(({ productId }) => productId));
  const media = left.media.filter(({ productId }) => sold.has(productId));
  await db.transaction((tx) => putFeedMedia(tx, target.tenantId, left.products, media, 0));
  const known = await readMediaOf(db, target.tenantId, [...sold]);
  const products = left.products.map((product) => ({ ...product, ...known.get(product.productId) }));
  const counts = await upsertProducts(db, target.tenantId, products, left.stock);
  await db.flush();
  return ok({ file: left, counts });
}
