import type { z } from 'zod';
import type { operatorShortage, operatorStock, takenFigures } from '../../../contract/hub/operator-stock.ts';
import type { Stock } from '../../../contract/catalogue.ts';
import { stationConfig } from '../../../contract/hub/sync.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Queryable } from '../../db/database.ts';
import type { Operator } from '../../db/operators.ts';
import { lockOrder } from '../../db/orders.ts';
import { num, parsed, str } from '../../db/rows.ts';
import { findHolds, freeOf, lockStock, publishStock, readPlaces } from '../../db/stock.ts';
import { audit, type Happening } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import { takeFigures } from './feed.ts';
import { findProductOf } from './products.ts';
import { sellHolds } from './sell.ts';

/** A clock that is this far ahead is believed; beyond it the figure's time is a mistake. Milliseconds. */
const AHEAD_MS = 300_000;
/** Most orders in the list of what is missing. */
const MOST = 1000;

/**
 * Takes figures that an operator, or the retailer's own system, sends. A figure for a place or an article that is not known, or from the future, is
 * rejected with its reason, and the others are taken.
 */
export async function takeOperatorFigures(c: Happening, operator: Operator, figures: readonly Stock[]): Promise<Result<z.infer<typeof takenFigures>, Refusal>> {
  const { tenantId } = operator;
  const places = await knownPlaces(c.tx, tenantId);
  const articles = await knownArticles(c.tx, tenantId, [...new Set(figures.map((figure) => figure.sku))]);
  const rejected = figures.flatMap(({ sku, locationId, asOf }, index) => {
    const reason = !places.has(locationId) ? 'unknown-location' : !articles.has(sku) ? 'unknown-sku' : asOf > c.at + AHEAD_MS ? 'from-the-future' : null;
    return reason === null ? [] : [{ index, sku, locationId, reason } as const];
  });
  const bad = new Set(rejected.map((one) => one.index));
  const counts = await takeFigures(
    c.tx,
    tenantId,
    figures.filter((_, index) => !bad.has(index)),
  );
  await audit(c, 'stock.figures', { operatorId: operator.operatorId, taken: figures.length - rejected.length, rejected: rejected.length });
  return ok({ changed: counts.created + counts.changed, rejected: rejected.slice(0, 1000) });
}

/** What every place has of one SKU, and who it is promised to. */
export async function readOperatorStock(db: Queryable, tenantId: string, sku: string): Promise<z.infer<typeof operatorStock>> {
  const places = await readPlaces(db, tenantId, [sku]);
  const rows = await db.query(
    `SELECT h.order_id, o.number, o.status, h.location_id, h.quantity FROM stock_holds h
     JOIN orders o ON o.tenant_id = h.tenant_id AND o.order_id = h.order_id
     WHERE h.tenant_id = $1 AND h.sku = $2 AND h.sold_at IS NULL ORDER BY h.since, h.order_id LIMIT ${MOST}`,
    [tenantId, sku],
  );
  return {
    sku,
    places: places.map((place) => {
      const { locationId, quantity, asOf, held, sold, leased, safety } = place;
      return { locationId, quantity, asOf, held, sold, leased, safety, free: freeOf(place) };
    }),
    holds: rows.map((row) => ({
      orderId: str(row, 'order_id'),
      number: str(row, 'number'),
      paid: str(row, 'status') !== 'placed',
      locationId: str(row, 'location_id'),
      quantity: num(row, 'quantity'),
    })),
  };
}

/** What is missing of orders, what is asked first; those whose customer waits behind. */
export async function listShortages(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorShortage>[]> {
  const rows = await db.query(
    `SELECT s.*, o.number, o.store_id, o.status FROM stock_shorts s JOIN orders o ON o.tenant_id = s.tenant_id AND o.order_id = s.order_id
     WHERE s.tenant_id = $1 ORDER BY s.waits, s.until, s.order_id, s.sku LIMIT ${MOST}`,
    [tenantId],
  );
  return rows.map((row) => ({
    orderId: str(row, 'order_id'),
    number: str(row, 'number'),
    storeId: str(row, 'store_id'),
    paid: str(row, 'status') !== 'placed',
    sku: str(row, 'sku'),
    short: num(row, 'quantity'),
    since: num(row, 'since'),
    until: num(row, 'until'),
    waits: row['waits'] === true,
  }));
}

/**
 * A warehouse or another shop tells that it sent what an order holds there: from now on that is sold, and a later figure of that place is believed to be
 * without it. Told again it changes nothing.
 */
export async function tellDispatched(c: Happening, operator: Operator, orderId: string, locationId: string): Promise<Result<undefined, Refusal>> {
  const { tenantId } = operator;
  const order = await lockOrder(c.tx, tenantId, orderId);
  if (order === null) return err({ kind: 'unknown', message: 'there is no such order' });
  if (order.status === 'placed' || order.status === 'cancelled') return err({ kind: 'not-now', message: 'it is not paid: nothing of it is sent' });
  await lockStock(c.tx, tenantId);
  const skus = (await findHolds(c.tx, tenantId, orderId)).filter((hold) => hold.locationId === locationId && hold.soldAt === null).map((hold) => hold.sku);
  await sellHolds(c.tx, { tenantId, orderId, skus, locationId }, c.at);
  await publishStock(c.tx, tenantId, skus);
  await audit(c, 'stock.dispatched', { orderId, locationId, operatorId: operator.operatorId, lines: skus.length });
  return ok(undefined);
}

async function knownPlaces(db: Queryable, tenantId: string): Promise<ReadonlySet<string>> {
  const rows = await db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'config' AND key = 'station'", [tenantId]);
  return new Set(rows.flatMap((row) => parsed(row, 'value', stationConfig).locations.map((one) => one.locationId)));
}

/** What has a figure somewhere is known; the catalogue is asked only for the rest. */
async function knownArticles(db: Queryable, tenantId: string, skus: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set((await readPlaces(db, tenantId, skus)).map((place) => place.sku));
  for (const sku of skus) if (!known.has(sku) && (await findProductOf(db, tenantId, sku)) !== null) known.add(sku);
  return known;
}
