import type { PhoneBag, PhoneBagLine } from '../../contract/hub/phone-bag.ts';
import { stationConfig } from '../../contract/hub/sync.ts';
import type { Queryable } from '../db/database.ts';
import { findGoods, findQuantities } from '../db/goods.ts';
import { parsed, str } from '../db/rows.ts';

/** Most pieces of one line. */
const MOST = 20;

/** What the shop of a station says of a bag's lines now; null for a station that there is not. */
export async function readPhoneBag(
  db: Queryable,
  stationId: string,
  lines: readonly { readonly sku: string; readonly quantity: number }[],
): Promise<PhoneBag | null> {
  const [station] = await db.query(
    `SELECT s.tenant_id, r.value FROM stations s
     JOIN bucket_rows r ON r.tenant_id = s.tenant_id AND r.bucket = 'config' AND r.scope = s.store_id AND r.key = 'station' WHERE s.station_id = $1`,
    [stationId],
  );
  if (station === undefined) return null;
  const tenantId = str(station, 'tenant_id');
  const { storeName, currency, locations } = parsed(station, 'value', stationConfig);
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
  return { storeName, currency, lines: shown };
}
