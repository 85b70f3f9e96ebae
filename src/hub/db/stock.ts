import { z } from 'zod';
import type { Stock } from '../../contract/catalogue.ts';
import { orderStock, type OrderStock, type SafetyStock, type SoftHold, softHold, type StockRules, stockRules, usualStockRules } from '../../contract/stock.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { type BucketCounts, lockCounter, putRows } from './buckets.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** What a place has of a SKU, by the feed, and what of it is spoken for. */
export interface PlaceStock {
  readonly sku: string;
  readonly locationId: string;
  /** The feed's figure and when it was true. */
  readonly quantity: number;
  readonly asOf: UnixMs;
  /** Kept for orders; handed over since the figure was true; a station's own for a while; kept back by rule. */
  readonly held: number;
  readonly sold: number;
  readonly leased: number;
  readonly safety: number;
}

/** Pieces of an order at one place. `soldAt`: when they left with their customer; null: they are kept for them. */
export interface StockHold {
  readonly orderId: string;
  readonly sku: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly soldAt: UnixMs | null;
}

/** Pieces of an order that are nowhere. `until`: so long its customer may say what to do, or, where they wait, so long it is waited for. */
export interface StockShort {
  readonly orderId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly since: UnixMs;
  readonly until: UnixMs;
  readonly waits: boolean;
  readonly productId: string | null;
}

/** What the stock's books say of an order beside its holds. */
export interface StockOrder {
  readonly unpaidUntil: UnixMs | null;
  /** It was not paid in time and is cancelled for that; null: it is not. */
  readonly expiredAt: UnixMs | null;
  /** What it came to when it was placed. */
  readonly placedMinor: number;
  /** Where its station expected the pieces. */
  readonly expected: readonly SoftHold[];
  /** How often its customer was told of something missing. */
  readonly told: number;
  readonly changed: boolean;
  readonly summary: OrderStock | null;
}

/** Pieces that may be promised to somebody now. */
export function freeOf({ quantity, held, sold, leased, safety }: PlaceStock): number {
  return quantity - held - sold - leased - safety;
}

/** Pieces that are promised and not there: the feed says that there are fewer than are spoken for. */
export function overdrawnOf({ quantity, held, sold, leased }: PlaceStock): number {
  return Math.max(0, held + sold + leased - Math.max(0, quantity));
}

/** Keeps everybody else from promising pieces of a tenant until the transaction ends. Whoever needs an order too locks that first. */
export async function lockStock(tx: Transaction, tenantId: string): Promise<void> {
  await lockCounter(tx, bucketOf(tenantId));
}

/**
 * What every place has of some SKUs. A SKU of which no place has a figure is not counted. An array of names is looked up in the index even
 * while the database knows nothing of its tables' sizes; a list of rows would have it read every figure of the tenant.
 */
export async function readPlaces(db: Queryable, tenantId: string, skus: readonly string[]): Promise<readonly PlaceStock[]> {
  const rows = await db.query(
    'SELECT * FROM stock_places WHERE tenant_id = $1 AND sku = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb))) ORDER BY sku, location_id',
    [tenantId, JSON.stringify(skus)],
  );
  return rows.map(readPlace);
}

/** Tells stations what may be promised of some SKUs: the figure less what is spoken for, and never less than nothing unless the feed itself says so. */
export async function publishStock(tx: Transaction, tenantId: string, skus: readonly string[]): Promise<BucketCounts> {
  const places = await readPlaces(tx, tenantId, skus);
  const changes = places.map((place) => {
    const { sku, locationId, asOf } = place;
    const value: Stock = { sku, locationId, quantity: Math.max(freeOf(place), Math.min(place.quantity, 0)), asOf };
    return { key: stockKey(value), value };
  });
  return await putRows(tx, bucketOf(tenantId), changes);
}

/** The key of a stock figure in its bucket: `<location>/<sku>`. */
export function stockKey(figure: Pick<Stock, 'sku' | 'locationId'>): string {
  return `${figure.locationId}/${figure.sku}`;
}

/** Writes figures of the feed. One that is older than what is known is left out; `newer` are those that were not. */
export async function putFigures(tx: Transaction, tenantId: string, figures: readonly Stock[]): Promise<readonly string[]> {
  const rows = await tx.query(
    `INSERT INTO stock_figures (tenant_id, sku, location_id, quantity, as_of)
     SELECT $1, sku, "locationId", quantity, "asOf" FROM jsonb_to_recordset($2::jsonb) AS f(sku text, "locationId" text, quantity integer, "asOf" bigint)
     ON CONFLICT (tenant_id, sku, location_id) DO UPDATE SET quantity = excluded.quantity, as_of = excluded.as_of
     WHERE excluded.as_of >= stock_figures.as_of AND (excluded.quantity, excluded.as_of) IS DISTINCT FROM (stock_figures.quantity, stock_figures.as_of)
     RETURNING sku`,
    [tenantId, JSON.stringify(figures)],
  );
  return [...new Set(rows.map((row) => str(row, 'sku')))];
}

/** What an order holds, and what of it was sold. */
export async function findHolds(db: Queryable, tenantId: string, orderId: string): Promise<readonly StockHold[]> {
  const rows = await db.query('SELECT * FROM stock_holds WHERE tenant_id = $1 AND order_id = $2 ORDER BY sku, location_id', [tenantId, orderId]);
  return rows.map((row) => ({
    orderId,
    sku: str(row, 'sku'),
    locationId: str(row, 'location_id'),
    quantity: num(row, 'quantity'),
    soldAt: numOrNull(row, 'sold_at'),
  }));
}

/** Gives an order so many pieces of a SKU at a place; none: it holds nothing there any more. */
export async function setHold(tx: Transaction, tenantId: string, hold: Omit<StockHold, 'soldAt'>, at: UnixMs): Promise<void> {
  const { orderId, sku, locationId, quantity } = hold;
  if (quantity <= 0) {
    await tx.query('DELETE FROM stock_holds WHERE tenant_id = $1 AND order_id = $2 AND sku = $3 AND location_id = $4 AND sold_at IS NULL', [
      tenantId,
      orderId,
      sku,
      locationId,
    ]);
    return;
  }
  await tx.query(
    `INSERT INTO stock_holds (tenant_id, order_id, sku, location_id, quantity, since) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, order_id, sku, location_id) DO UPDATE SET quantity = excluded.quantity, sold_at = NULL`,
    [tenantId, orderId, sku, locationId, quantity, at],
  );
}

/** What is missing of an order. */
export async function findShorts(db: Queryable, tenantId: string, orderId: string): Promise<readonly StockShort[]> {
  const rows = await db.query('SELECT * FROM stock_shorts WHERE tenant_id = $1 AND order_id = $2 ORDER BY sku', [tenantId, orderId]);
  return rows.map(readShort);
}

/** Notes how many pieces of a SKU are missing; none: it is whole. A question that was asked keeps its time and its answer. */
export async function setShort(tx: Transaction, tenantId: string, short: Omit<StockShort, 'waits'>): Promise<void> {
  const { orderId, sku, quantity, since, until, productId } = short;
  if (quantity <= 0) {
    await tx.query('DELETE FROM stock_shorts WHERE tenant_id = $1 AND order_id = $2 AND sku = $3', [tenantId, orderId, sku]);
    return;
  }
  await tx.query(
    `INSERT INTO stock_shorts (tenant_id, order_id, sku, quantity, since, until, product_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, order_id, sku) DO UPDATE SET quantity = excluded.quantity,
       until = CASE WHEN excluded.quantity > stock_shorts.quantity AND NOT stock_shorts.waits THEN excluded.until ELSE stock_shorts.until END`,
    [tenantId, orderId, sku, quantity, since, until, productId],
  );
}

/** What the books say of an order, or null before it was looked at. */
export async function findStockOrder(db: Queryable, tenantId: string, orderId: string): Promise<StockOrder | null> {
  const [row] = await db.query('SELECT * FROM stock_orders WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
  if (row === undefined) return null;
  return {
    unpaidUntil: numOrNull(row, 'unpaid_until'),
    expiredAt: numOrNull(row, 'expired_at'),
    placedMinor: num(row, 'placed_minor'),
    expected: parsed(row, 'expected', z.array(softHold)),
    told: num(row, 'told'),
    changed: row['changed'] === true,
    summary: parsed(row, 'summary', orderStock.nullable()),
  };
}

/** What stations are told of the stock of an order; null: nothing. */
export async function findStockSummary(db: Queryable, tenantId: string, orderId: string): Promise<OrderStock | null> {
  const [row] = await db.query('SELECT summary FROM stock_orders WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
  return row === undefined ? null : parsed(row, 'summary', orderStock.nullable());
}

/** Has an order looked at soon: it was placed (`holds` says what its station took), or something about it or its pieces has changed. */
export async function noteStockDue(tx: Queryable, tenantId: string, orderId: string, holds: readonly SoftHold[] | null): Promise<void> {
  await tx.query('INSERT INTO stock_due (tenant_id, order_id, holds) VALUES ($1, $2, $3::jsonb)', [
    tenantId,
    orderId,
    holds === null ? null : JSON.stringify(holds),
  ]);
}

/** Has orders looked at soon that were placed, in this order; see `noteStockDue`. */
export async function noteAllStockDue(
  tx: Queryable,
  tenantId: string,
  placed: readonly { readonly orderId: string; readonly holds: readonly SoftHold[] }[],
): Promise<void> {
  await tx.query(
    `INSERT INTO stock_due (tenant_id, order_id, holds)
     SELECT $1::text, o."orderId", o.holds FROM json_to_recordset($2::json) AS o(n integer, "orderId" text, holds jsonb) ORDER BY o.n`,
    [tenantId, JSON.stringify(placed.map(({ orderId, holds }, n) => ({ n, orderId, holds })))],
  );
}

/** Keeps back what the rules say, and nothing else, and tells stations where that changed what may be promised. */
export async function putSafety(tx: Transaction, tenantId: string, safety: readonly SafetyStock[]): Promise<void> {
  const wanted = safety.map(({ locationId, sku, pieces }) => ({ locationId, sku: sku ?? '', pieces }));
  const words = (rows: readonly unknown[]) => JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted());
  const known = await tx.query('SELECT location_id AS "locationId", sku, pieces FROM stock_safety WHERE tenant_id = $1', [tenantId]);
  if (words(known.map(({ locationId, sku, pieces }) => ({ locationId, sku, pieces }))) === words(wanted)) return;
  await lockStock(tx, tenantId);
  await tx.query('DELETE FROM stock_safety WHERE tenant_id = $1', [tenantId]);
  await tx.query(
    `INSERT INTO stock_safety (tenant_id, location_id, sku, pieces)
     SELECT DISTINCT ON ("locationId", sku) $1, "locationId", sku, pieces FROM jsonb_to_recordset($2::jsonb) AS s("locationId" text, sku text, pieces integer)`,
    [tenantId, JSON.stringify(wanted)],
  );
  const rows = await tx.query('SELECT DISTINCT sku FROM stock_figures WHERE tenant_id = $1 ORDER BY sku', [tenantId]);
  const skus = rows.map((row) => str(row, 'sku'));
  for (let at = 0; at < skus.length; at += 1000) await publishStock(tx, tenantId, skus.slice(at, at + 1000));
}

/** The rules of a tenant. */
export async function readStockRules(db: Queryable, tenantId: string): Promise<StockRules> {
  const [row] = await db.query('SELECT stock_rules FROM tenants WHERE tenant_id = $1', [tenantId]);
  return parsed(row, 'stock_rules', stockRules.nullable()) ?? usualStockRules;
}

function bucketOf(tenantId: string) {
  return { tenantId, bucket: 'stock', scope: '' } as const;
}

function readPlace(row: Row): PlaceStock {
  return {
    sku: str(row, 'sku'),
    locationId: str(row, 'location_id'),
    quantity: num(row, 'quantity'),
    asOf: num(row, 'as_of'),
    held: num(row, 'held'),
    sold: num(row, 'sold'),
    leased: num(row, 'leased'),
    safety: num(row, 'safety'),
  };
}

function readShort(row: Row): StockShort {
  return {
    orderId: str(row, 'order_id'),
    sku: str(row, 'sku'),
    quantity: num(row, 'quantity'),
    since: num(row, 'since'),
    until: num(row, 'until'),
    waits: row['waits'] === true,
    productId: strOrNull(row, 'product_id'),
  };
}
