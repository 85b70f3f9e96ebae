import type { PhoneBag, PhoneBagLine } from '../../contract/hub/phone-bag.ts';
import { type StationConfig, stationConfig } from '../../contract/hub/sync.ts';
import type { Queryable } from '../db/database.ts';
import { findGoods, findQuantities } from '../db/goods.ts';
import { num, parsed, str } from '../db/rows.ts';
import { shownStore } from '../db/stores.ts';
import type { StationIdentity } from './context.ts';

/** Most pieces of one line. */
const MOST = 20;

/** The shop of a station whose screen showed a bag. */
export interface BagShop {
  readonly station: StationIdentity;
  readonly config: StationConfig;
  readonly timeZone: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** Can orders be collected from lockers there? */
  readonly hasSilo: boolean;
}

/** The shop of a station; null for a station that there is not. */
export async function findBagShop(db: Queryable, stationId: string): Promise<BagShop | null> {
  const [row] = await db.query(
    `SELECT s.tenant_id, s.station_id, s.store_id, s.bank, o.time_zone, o.country, r.value,
       EXISTS (SELECT 1 FROM stations b WHERE b.tenant_id = s.tenant_id AND b.store_id = s.store_id AND b.pass_pool > 0 AND b.revoked_at IS NULL) AS has_silo
     FROM stations s JOIN stores o ON o.tenant_id = s.tenant_id AND o.store_id = s.store_id
     JOIN bucket_rows r ON r.tenant_id = s.tenant_id AND r.bucket = 'config' AND r.scope = s.store_id AND r.key = 'station' WHERE s.station_id = $1`,
    [stationId],
  );
  if (row === undefined) return null;
  return {
    station: { tenantId: str(row, 'tenant_id'), stationId: str(row, 'station_id'), storeId: str(row, 'store_id'), bank: num(row, 'bank') },
    config: parsed(row, 'value', stationConfig),
    timeZone: str(row, 'time_zone'),
    country: str(row, 'country'),
    hasSilo: row['has_silo'] === true,
  };
}

/** What the shop of a station says of a bag's lines now; null for a station that there is not. */
export async function readPhoneBag(
  db: Queryable,
  stationId: string,
  lines: readonly { readonly sku: string; readonly quantity: number }[],
): Promise<PhoneBag | null> {
  const shop = await findBagShop(db, stationId);
  if (shop === null) return null;
  const { tenantId } = shop.station;
  const { storeName, currency, locations, theme: look } = shop.config;
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  const goods = await findGoods(db, tenantId, skus);
  const quantities = await findQuantities(
    db,
    tenantId,
    skus,
    locations.map(({ locationId }) => locationId),
  );
  const shown = lines.map(({ sku, quantity }): PhoneBagLine => {
    const found = goods.get(sku);
    // A price in another currency cannot be added up.
    if (found === undefined || found.variant.price.currency !== currency) return { sku, quantity, goods: null };
    const { product, variant } = found;
    const photo = product.photos?.find((candidate) => candidate.colour === variant.colour) ?? product.photos?.[0];
    const { size, colour, colourHex } = variant;
    const picture = colourHex === null ? product.picture : { ...product.picture, colour: colourHex };
    const available = Math.min(MOST, quantities.get(sku) ?? 0);
    return {
      sku,
      quantity,
      goods: { title: product.title, size, colour, picture, unitPrice: variant.price, available, ...(photo === undefined ? {} : { photo }) },
    };
  });
  return { ...shownStore({ name: storeName, ...(look === undefined ? {} : { theme: look }) }), currency, lines: shown };
}
