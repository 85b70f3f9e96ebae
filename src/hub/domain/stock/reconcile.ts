import type { Way } from '../../../contract/orders.ts';
import type { OrderStock, SettledLine, SoftHold, StockRules } from '../../../contract/stock.ts';
import { allocate, type Available } from '../../../core/stock/allocate.ts';
import type { Gone } from '../../../core/orders/withdraw.ts';
import { piecesOf } from '../../../core/stock/give-up.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Transaction } from '../../db/database.ts';
import { lockOrder, publishOrder, type StoredOrder } from '../../db/orders.ts';
import {
  findHolds,
  findShorts,
  findStockOrder,
  freeOf,
  lockStock,
  overdrawnOf,
  type PlaceStock,
  publishStock,
  readPlaces,
  readStockRules,
  setHold,
  setShort,
  type StockHold,
  type StockOrder,
} from '../../db/stock.ts';
import type { Happening } from '../context.ts';
import { findSettledOff } from '../../after/called-off.ts';
import { type Geography, readGeography } from './geography.ts';
import { drawLeases } from './leases.ts';
import { findProductOf } from './products.ts';
import { tellOfPrices } from './prices.ts';
import { sellHolds } from './sell.ts';
import { tellOfStock } from './tell.ts';
import { wakeWaiting } from './wake.ts';

/** What is known when an order is looked at. */
export interface Look {
  readonly c: Happening;
  readonly order: StoredOrder;
  readonly book: StockOrder;
  readonly rules: StockRules;
  readonly geography: Geography;
  /** What of the order was called off, or paid back without a return, of which the rest stays bought. */
  readonly calledOff: readonly Gone[];
}

const HOUR_MS = 3_600_000;

/**
 * Makes what an order holds fit what it is: the one rule behind placing, cancelling, handing over, corrections of the feed and new goods. It may be
 * run at any time and again after a crash: with nothing changed it changes nothing. Answers whether stations have anything new to hear.
 *
 * ```
 *  placed, paid, ready    hold what is wanted where it is; give up what is not there any more, and take it elsewhere; the rest is missing
 *  carried out, and paid  what was held is sold
 *  collected              the same
 *  cancelled              nothing is held
 * ```
 *
 * The order is locked first, then the stock: who decides on an order does it in the same order.
 */
export async function reconcileOrder(
  tx: Transaction,
  key: { readonly tenantId: string; readonly orderId: string },
  at: UnixMs,
  holds: readonly SoftHold[] | null,
): Promise<boolean> {
  const order = await lockOrder(tx, key.tenantId, key.orderId);
  if (order === null) return false;
  await lockStock(tx, key.tenantId);
  return await reconcileLocked({ tx, at, station: { tenantId: key.tenantId, stationId: order.stationId } }, order, holds);
}

/** The same for an order and a stock that are locked already. */
export async function reconcileLocked(c: Happening, order: StoredOrder, holds: readonly SoftHold[] | null): Promise<boolean> {
  const { tenantId, orderId } = order;
  // Nothing that is asked for together changes anything: one way there and back for all of it.
  const [rules, geography, calledOff, held, missed] = await Promise.all([
    readStockRules(c.tx, tenantId),
    readGeography(c.tx, tenantId, order.storeId),
    findSettledOff(c.tx, order),
    findHolds(c.tx, tenantId, orderId),
    findShorts(c.tx, tenantId, orderId),
  ]);
  const book = await openBook(c, order, rules, holds);
  // Also what is not wanted any more, but was held or missed until now.
  const skus = [...new Set([...order.lines, ...held, ...missed].map(({ sku }) => sku))];
  if (holds !== null) await drawLeases(c, order, holds);
  // Also of what nobody counts: a price is a price.
  if (holds !== null) await tellOfPrices(c, order);
  const before = await readPlaces(c.tx, tenantId, skus);
  if (before.length === 0 && held.length === 0 && missed.length === 0 && book.summary === null) return false;
  const look: Look = { c, order, book, rules, geography, calledOff };
  if (order.status === 'cancelled') await releaseAll(look);
  else if (order.status === 'collected') await sellAll(look, skus);
  else await holdWhatIsWanted(look, skus);
  const published = await publishStock(c.tx, tenantId, skus);
  await wakeWaiting(c.tx, tenantId, { before, after: await readPlaces(c.tx, tenantId, skus), but: orderId });
  const told = await settle(look);
  return told || published.created + published.changed > 0;
}

/** What the books say of the order, begun at its first look: from then on it has so long to be paid. */
async function openBook(c: Happening, order: StoredOrder, rules: StockRules, holds: readonly SoftHold[] | null): Promise<StockOrder> {
  const { tenantId, orderId } = order;
  const unpaidUntil = order.status === 'placed' ? c.at + rules.unpaidHours * HOUR_MS : null;
  await c.tx.query(
    `INSERT INTO stock_orders (tenant_id, order_id, unpaid_until, placed_minor, expected) VALUES ($1, $2, $3, $4, $5::jsonb)
     ON CONFLICT (tenant_id, order_id) DO UPDATE SET unpaid_until = CASE WHEN $6 THEN stock_orders.unpaid_until END`,
    [tenantId, orderId, unpaidUntil, order.total.minor, JSON.stringify(holds ?? []), order.status === 'placed'],
  );
  const book = await findStockOrder(c.tx, tenantId, orderId);
  if (book === null) throw new Error('a row that was just written is not there');
  return book;
}

async function releaseAll({ c, order }: Look): Promise<void> {
  await c.tx.query('DELETE FROM stock_holds WHERE tenant_id = $1 AND order_id = $2 AND sold_at IS NULL', [order.tenantId, order.orderId]);
  await c.tx.query('DELETE FROM stock_shorts WHERE tenant_id = $1 AND order_id = $2', [order.tenantId, order.orderId]);
}

/** What its customer has is sold, also where the hub hears of the whole order only now; then it came from where the station said, or from the shop. */
async function sellAll(look: Look, skus: readonly string[]): Promise<void> {
  const { c, order, book, geography } = look;
  const { tenantId, orderId } = order;
  for (const { sku } of look.calledOff) {
    const places = await readPlaces(c.tx, tenantId, [sku]);
    const there = (await findHolds(c.tx, tenantId, orderId)).filter((hold) => hold.sku === sku);
    await giveBack(look, { held: there, places, wanted: wantedOf(look, sku), isSetAside: true });
  }
  const held = await findHolds(c.tx, tenantId, orderId);
  for (const sku of skus) {
    const kept = held.filter((hold) => hold.sku === sku);
    const missing = wantedOf(look, sku) - kept.reduce((count, hold) => count + hold.quantity, 0);
    if (missing <= 0 || kept.some((hold) => hold.soldAt !== null)) continue;
    const locationId = expectedOf(book, sku)[0] ?? geography.here;
    const there = kept.find((hold) => hold.locationId === locationId)?.quantity ?? 0;
    await setHold(c.tx, tenantId, { orderId, sku, locationId, quantity: there + missing }, c.at);
  }
  await sellHolds(c.tx, { tenantId, orderId, skus, locationId: null }, c.at);
}

async function holdWhatIsWanted(look: Look, skus: readonly string[]): Promise<void> {
  const { c, order } = look;
  // What lies in a locker or on the desk is there, whatever the feed says.
  const isSetAside = (order.handOvers?.length ?? 0) > 0 || (await hasParcel(c.tx, order));
  for (const sku of skus) {
    if (isHandedOver(order, sku)) await handOut(look, sku);
    else await holdSku(look, sku, isSetAside);
  }
}

/** What was handed over is sold; what was taken along from the shop is gone from there, whatever the feed says that there was. */
async function handOut(look: Look, sku: string): Promise<void> {
  const { c, order, geography } = look;
  const { tenantId, orderId } = order;
  const held = (await findHolds(c.tx, tenantId, orderId)).filter((hold) => hold.sku === sku);
  if (held.some((hold) => hold.soldAt !== null)) return;
  if (waysOf(order, sku).some((way) => way !== 'carry-out')) return await sellAll(look, [sku]);
  for (const hold of held) await setHold(c.tx, tenantId, { ...hold, quantity: 0 }, c.at);
  await setHold(c.tx, tenantId, { orderId, sku, locationId: geography.here, quantity: piecesOf(order.lines, sku) }, c.at);
  await sellHolds(c.tx, { tenantId, orderId, skus: [sku], locationId: null }, c.at);
}

/** The pieces of a SKU that somebody has, or is to have. */
function wantedOf({ order, calledOff }: Look, sku: string): number {
  return piecesOf(order.lines, sku) - piecesOf(calledOff, sku);
}

function isHandedOver(order: StoredOrder, sku: string): boolean {
  const isHanded = (way: Way): boolean => order.handOvers?.some((one) => one.way === way && one.handedAt !== undefined) ?? false;
  return piecesOf(order.lines, sku) > 0 && waysOf(order, sku).every(isHanded);
}

async function holdSku(look: Look, sku: string, isSetAside: boolean): Promise<void> {
  const { c, order, rules } = look;
  const { tenantId, orderId } = order;
  const [places, allHeld] = await Promise.all([readPlaces(c.tx, tenantId, [sku]), findHolds(c.tx, tenantId, orderId)]);
  const held = allHeld.filter((hold) => hold.sku === sku);
  const wanted = Math.max(0, wantedOf(look, sku));
  const kept = await giveBack(look, { held, places, wanted, isSetAside });
  const missing = wanted - piecesIn(kept);
  if (places.length === 0 && wanted > 0) return;
  // What was given back is free again.
  const fresh = piecesIn(kept) === piecesIn(held) ? places : await readPlaces(c.tx, tenantId, [sku]);
  const asked = { quantity: Math.max(0, missing), way: waysOf(order, sku)[0] ?? 'silo', here: look.geography.here, expected: expectedOf(look.book, sku) };
  const taken = allocate(asked, availableOf(look.geography, fresh, kept));
  for (const { locationId, quantity } of taken.shares) {
    const there = kept.find((hold) => hold.locationId === locationId && hold.soldAt === null)?.quantity ?? 0;
    await setHold(c.tx, tenantId, { orderId, sku, locationId, quantity: there + quantity }, c.at);
  }
  const productId = taken.short > 0 ? await findProductOf(c.tx, tenantId, sku) : null;
  await setShort(c.tx, tenantId, { orderId, sku, quantity: taken.short, since: c.at, until: c.at + rules.answerHours * HOUR_MS, productId });
}

function piecesIn(holds: readonly StockHold[]): number {
  return holds.reduce((count, hold) => count + hold.quantity, 0);
}

interface Holding {
  readonly held: readonly StockHold[];
  readonly places: readonly PlaceStock[];
  readonly wanted: number;
  readonly isSetAside: boolean;
}

/** Gives back what is held beyond what is wanted, and what a correction says is not there; answers what is left. */
async function giveBack({ c, order }: Look, { held, places, wanted, isSetAside }: Holding): Promise<readonly StockHold[]> {
  let surplus = held.reduce((count, hold) => count + hold.quantity, 0) - wanted;
  const kept: StockHold[] = [];
  for (const hold of held.toReversed()) {
    const place = places.find((one) => one.locationId === hold.locationId);
    const lost = isSetAside || hold.soldAt !== null || place === undefined ? 0 : Math.min(hold.quantity, overdrawnOf(place));
    const off = hold.soldAt === null ? Math.min(hold.quantity, Math.max(lost, surplus)) : 0;
    surplus -= off;
    const left = { ...hold, quantity: hold.quantity - off };
    if (off > 0) await setHold(c.tx, order.tenantId, left, c.at);
    if (left.quantity > 0) kept.push(left);
  }
  return kept;
}

/** What places could give. A place that is overdrawn has nothing, and one whose pieces were sold from this order is not asked for more. */
function availableOf({ kinds }: Geography, places: readonly PlaceStock[], kept: readonly StockHold[]): Available[] {
  return places
    .filter((place) => !kept.some((hold) => hold.locationId === place.locationId && hold.soldAt !== null))
    .map((place) => ({ locationId: place.locationId, kind: kinds.get(place.locationId) ?? 'warehouse', pieces: freeOf(place) }));
}

/** Writes down and tells what became of it, if that is not what was told before. */
async function settle({ c, order, book, geography }: Look): Promise<boolean> {
  const { tenantId, orderId } = order;
  const summary = order.status === 'cancelled' ? null : await summaryOf(c, order, book);
  if (isSameSummary(book.summary, summary)) return false;
  await c.tx.query('UPDATE stock_orders SET summary = $3::jsonb WHERE tenant_id = $1 AND order_id = $2', [
    tenantId,
    orderId,
    summary === null ? null : JSON.stringify(summary),
  ]);
  await tellOfStock(c, { order, book, summary, here: geography.here });
  await publishOrder(c.tx, order);
  return true;
}

async function summaryOf(c: Happening, order: StoredOrder, book: StockOrder): Promise<OrderStock> {
  const [holds, shorts] = await Promise.all([findHolds(c.tx, order.tenantId, order.orderId), findShorts(c.tx, order.tenantId, order.orderId)]);
  const counted = [...new Set(order.lines.map((line) => line.sku))].filter((sku) => [...holds, ...shorts].some((one) => one.sku === sku));
  const lines = counted.map((sku): SettledLine => {
    const from = holds
      .filter((hold) => hold.sku === sku)
      .map(({ locationId, quantity }) => ({ locationId, quantity }))
      .toSorted((one, two) => two.quantity - one.quantity || (one.locationId < two.locationId ? -1 : 1));
    const short = shorts.find((one) => one.sku === sku);
    const expected = expectedOf(book, sku);
    const moved = expected.length > 0 && from.some(({ locationId }) => !expected.includes(locationId));
    const held = from.reduce((count, one) => count + one.quantity, 0);
    return { sku, held, short: short?.quantity ?? 0, from: from.slice(0, 20), moved, waits: short?.waits ?? false };
  });
  const asked = shorts.filter((short) => !short.waits).map((short) => short.until);
  return { settledAt: c.at, lines, answerBy: asked.length === 0 ? null : Math.min(...asked), changed: book.changed };
}

/** When it was settled does not matter where nothing else is new. */
function isSameSummary(one: OrderStock | null, two: OrderStock | null): boolean {
  if (one === null || two === null) return one === two;
  return JSON.stringify({ ...one, settledAt: 0 }) === JSON.stringify({ ...two, settledAt: 0 });
}

function expectedOf({ expected }: StockOrder, sku: string): string[] {
  return expected.filter((hold) => hold.sku === sku).map((hold) => hold.locationId);
}

function waysOf(order: StoredOrder, sku: string): Way[] {
  return order.lines.filter((line) => line.sku === sku).map((line) => line.way ?? order.fulfilment.kind);
}

async function hasParcel(tx: Transaction, order: StoredOrder): Promise<boolean> {
  const rows = await tx.query("SELECT 1 FROM parcels WHERE tenant_id = $1 AND order_id = $2 AND kind = 'order' AND status IN ('stored', 'collected') LIMIT 1", [
    order.tenantId,
    order.orderId,
  ]);
  return rows.length > 0;
}
