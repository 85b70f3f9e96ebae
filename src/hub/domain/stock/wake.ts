import type { Transaction } from '../../db/database.ts';
import { freeOf, overdrawnOf, type PlaceStock } from '../../db/stock.ts';

/** What places had before and after something changed; `but`: the order that changed it, which needs no second look. */
export interface StockChange {
  readonly before: readonly PlaceStock[];
  readonly after: readonly PlaceStock[];
  readonly but: string | null;
}

/**
 * Has the orders looked at for which a change of the stock matters: where pieces became free those that miss some, paid ones first and then whoever waits
 * longest; where there are fewer than are spoken for those that hold some, unpaid ones first and then the youngest, because the first look gives up first.
 */
export async function wakeWaiting(tx: Transaction, tenantId: string, { before, after, but }: StockChange): Promise<void> {
  const freed = skusOf(after, (place) => freeOf(place) > 0 && freeOf(place) > freeThere(before, place));
  const overdrawn = skusOf(after, (place) => overdrawnOf(place) > overdrawnThere(before, place));
  if (freed.length > 0) {
    await tx.query(
      `INSERT INTO stock_due (tenant_id, order_id)
       SELECT $1, order_id FROM (
         SELECT s.order_id, bool_or(o.status <> 'placed') AS paid, min(s.since) AS since FROM stock_shorts s
         JOIN orders o ON o.tenant_id = s.tenant_id AND o.order_id = s.order_id
         WHERE s.tenant_id = $1 AND s.order_id <> $3 AND s.sku IN (SELECT jsonb_array_elements_text($2::jsonb)) GROUP BY s.order_id
       ) w ORDER BY paid DESC, since, order_id`,
      [tenantId, JSON.stringify(freed), but ?? ''],
    );
  }
  if (overdrawn.length > 0) {
    await tx.query(
      `INSERT INTO stock_due (tenant_id, order_id)
       SELECT $1, order_id FROM (
         SELECT h.order_id, bool_or(o.status <> 'placed') AS paid, max(h.since) AS since FROM stock_holds h
         JOIN orders o ON o.tenant_id = h.tenant_id AND o.order_id = h.order_id
         WHERE h.tenant_id = $1 AND h.order_id <> $3 AND h.sold_at IS NULL AND h.sku IN (SELECT jsonb_array_elements_text($2::jsonb)) GROUP BY h.order_id
       ) w ORDER BY paid, since DESC, order_id`,
      [tenantId, JSON.stringify(overdrawn), but ?? ''],
    );
  }
}

function skusOf(places: readonly PlaceStock[], matters: (place: PlaceStock) => boolean): string[] {
  return [...new Set(places.filter(matters).map((place) => place.sku))];
}

function freeThere(places: readonly PlaceStock[], { sku, locationId }: PlaceStock): number {
  const place = places.find((one) => one.sku === sku && one.locationId === locationId);
  return place === undefined ? 0 : freeOf(place);
}

/** Only what became worse wakes anybody: what nobody can give up would else wake them for ever. */
function overdrawnThere(places: readonly PlaceStock[], { sku, locationId }: PlaceStock): number {
  const place = places.find((one) => one.sku === sku && one.locationId === locationId);
  return place === undefined ? 0 : overdrawnOf(place);
}
