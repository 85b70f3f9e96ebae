import { z } from 'zod';
import {
  type Contact,
  contact,
  type Fulfilment,
  fulfilment,
  type OrderLine,
  type HandOver,
  handOver,
  orderExtras,
  type OrderStatus,
  type OrderSummary,
  orderLine,
  orderStatus,
  type ShipAddress,
  shipAddress,
} from '../../contract/orders.ts';
import { type Locale, locale } from '../../contract/schema.ts';
import { extrasOf, type OrderExtras } from '../../core/orders/order-extras.ts';
import type { PartedOrder } from '../../core/orders/ways.ts';
import type { Money } from '../../kernel/money.ts';
import { lockCounter, putRows } from './buckets.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { findMoneyFlags } from './order-money.ts';
import { num, parsed, str, strOrNull } from './rows.ts';
import { findStockSummary } from './stock.ts';

const erasedShipping = z.strictObject({ kind: z.literal('ship'), address: z.null() });
/** A delivery whose address was erased. */
export type ErasedShipping = z.infer<typeof erasedShipping>;

/** An order as the hub keeps it: the only place that knows who it is for. */
export interface StoredOrder extends OrderExtras {
  readonly tenantId: string;
  readonly orderId: string;
  readonly storeId: string;
  readonly stationId: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: number;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  /** The address is null once it was erased. */
  readonly fulfilment: Fulfilment | ErasedShipping;
  /** Where lines are sent to of an order whose leading way is another; left out: none are, or it was erased. */
  readonly shipTo?: ShipAddress | undefined;
  /** What staff put ready and handed over; left out: nothing. */
  readonly handOvers?: readonly HandOver[] | undefined;
  /** Null once it was erased: the shop's time for keeping it is over. */
  readonly contact: Contact | null;
  readonly locale: Locale;
  readonly phoneToken: string;
  /** The person as stations know them: 16 random-looking bytes in hexadecimal; null for orders from before there were any. */
  readonly holder: string | null;
}

const COLUMNS =
  'tenant_id, order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, contact, locale, phone_token, holder, extras, ship_to, hand_overs';

/** Inserts an order that is not there yet. */
export async function insertOrder(tx: Transaction, order: StoredOrder): Promise<void> {
  await tx.query(
    `INSERT INTO orders (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11::jsonb, $12::jsonb, $13, $14, $15, $16::jsonb, $17::jsonb, $18::jsonb)`,
    [
      order.tenantId,
      order.orderId,
      order.storeId,
      order.stationId,
      order.number,
      order.status,
      order.placedAt,
      JSON.stringify(order.lines),
      order.total.minor,
      order.total.currency,
      JSON.stringify(order.fulfilment),
      JSON.stringify(order.contact),
      order.locale,
      order.phoneToken,
      order.holder,
      JSON.stringify(extrasOf(order)),
      order.shipTo === undefined ? null : JSON.stringify(order.shipTo),
      JSON.stringify(order.handOvers ?? []),
    ],
  );
  await publishOrder(tx, order);
}

/** Whose orders they are, all of one shop. */
type Shop = Pick<StoredOrder, 'tenantId' | 'storeId'>;

/** Inserts orders of which there is nothing yet, each with the country of their shop, in one statement. Whoever calls tells the stations. */
export async function insertFreshOrders(tx: Transaction, { tenantId, storeId }: Shop, orders: readonly StoredOrder[]): Promise<void> {
  const rows = orders.map((order, n) => ({
    n,
    id: order.orderId,
    station: order.stationId,
    number: order.number,
    status: order.status,
    at: order.placedAt,
    lines: order.lines,
    minor: order.total.minor,
    currency: order.total.currency,
    fulfilment: order.fulfilment,
    contact: order.contact,
    locale: order.locale,
    token: order.phoneToken,
    holder: order.holder,
    extras: extrasOf(order),
    ship: order.shipTo ?? null,
  }));
  await tx.query(
    `INSERT INTO orders (${COLUMNS}, country)
     SELECT $1::text, o.id, $2::text, o.station, o.number, o.status, o.at, o.lines, o.minor, o.currency, o.fulfilment, o.contact, o.locale, o.token, o.holder, o.extras,
       o.ship, '[]'::jsonb, (SELECT country FROM stores WHERE tenant_id = $1 AND store_id = $2)
     FROM json_to_recordset($3::json) AS o(n integer, id text, station text, number text, status text, at bigint, lines jsonb, minor bigint, currency text,
       fulfilment jsonb, contact jsonb, locale text, token text, holder text, extras jsonb, ship jsonb) ORDER BY o.n`,
    [tenantId, storeId, JSON.stringify(rows)],
  );
}

/** Tells the stations of a shop of orders that were just inserted, in this order: there is nothing to tell but the orders themselves. */
export async function publishFreshOrders(tx: Transaction, { tenantId, storeId }: Shop, orders: readonly StoredOrder[]): Promise<void> {
  const rows = orders.map((order) => ({ key: order.orderId, value: summary(order) }));
  await putRows(tx, { tenantId, bucket: 'orders', scope: storeId }, rows);
}

/** Keeps every other transaction away from these order ids, and then from the first orders of these people, until this one ends; see `lockOrderId` and `holderOf`. */
export async function lockOrdersToBe(tx: Transaction, tenantId: string, orders: { readonly ids: readonly string[]; readonly contacts: readonly string[] }) {
  const sql = 'SELECT count(pg_advisory_xact_lock(hashtextextended($1 || name, $2::bigint))) FROM json_array_elements_text($3::json) AS wanted(name)';
  // In one order, whoever asks: two pushes with the same people wait for each other and not in a circle.
  const locked = (names: readonly string[], seed: number) => tx.query(sql, [`${tenantId}/`, seed, JSON.stringify(names.toSorted())]);
  await Promise.all([locked(orders.ids, 0), locked(orders.contacts, 1)]);
}

/** Is there anything yet of one of these orders to be: the order, another with its number, a parcel, money for what came back, or news that wait for it? */
export async function isAnyKnown(tx: Transaction, tenantId: string, orders: readonly Pick<StoredOrder, 'orderId' | 'number'>[]): Promise<boolean> {
  // Looked up one by one, whatever the planner thinks of the tables.
  const rows = await tx.query(
    `SELECT 1 FROM json_to_recordset($2::json) AS o(id text, number text)
     WHERE (SELECT 1 FROM orders WHERE tenant_id = $1 AND order_id = o.id LIMIT 1) IS NOT NULL
       OR (SELECT 1 FROM orders WHERE tenant_id = $1 AND number = o.number LIMIT 1) IS NOT NULL
       OR (SELECT 1 FROM parcels WHERE tenant_id = $1 AND order_id = o.id LIMIT 1) IS NOT NULL
       OR (SELECT 1 FROM refunds WHERE tenant_id = $1 AND order_id = o.id LIMIT 1) IS NOT NULL
       OR (SELECT 1 FROM operations WHERE tenant_id = $1 AND awaits_order = o.id AND outcome = 'deferred' LIMIT 1) IS NOT NULL
     LIMIT 1`,
    [tenantId, JSON.stringify(orders.map(({ orderId: id, number }) => ({ id, number })))],
  );
  return rows.length > 0;
}

/** The holders that people have from earlier orders, by `contactKey`. */
export async function findHolders(tx: Transaction, tenantId: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query(
    `SELECT wanted.key, o.holder FROM json_array_elements_text($2::json) AS wanted(key)
     CROSS JOIN LATERAL (SELECT holder FROM orders WHERE tenant_id = $1 AND contact_key = wanted.key AND holder IS NOT NULL LIMIT 1) AS o`,
    [tenantId, JSON.stringify(keys)],
  );
  return new Map(rows.map((row) => [str(row, 'key'), str(row, 'holder')]));
}

/** A person as orders know them: upper and lower case, blanks and hyphens aside. */
export function contactKey(who: Contact): string {
  return who.kind === 'email' ? `e:${who.email.trim().toLowerCase()}` : `p:${who.phone.replace(/[^0-9+]/g, '')}`;
}

/**
 * Keeps every other transaction away from an order id until this one ends, also while there is no row to lock: an order that is just
 * being placed and a payment that looks for it would else not see each other.
 */
export async function lockOrderId(tx: Transaction, tenantId: string, orderId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tenantId}/${orderId}`]);
}

/** The order, locked until the transaction ends, or null. */
export async function lockOrder(tx: Transaction, tenantId: string, orderId: string): Promise<StoredOrder | null> {
  const [row] = await tx.query(`SELECT ${COLUMNS} FROM orders WHERE tenant_id = $1 AND order_id = $2 FOR UPDATE`, [tenantId, orderId]);
  return row === undefined ? null : readOrder(row);
}

/** The order, or null. */
export async function findOrder(db: Queryable, tenantId: string, orderId: string): Promise<StoredOrder | null> {
  const [row] = await db.query(`SELECT ${COLUMNS} FROM orders WHERE tenant_id = $1 AND order_id = $2`, [tenantId, orderId]);
  return row === undefined ? null : readOrder(row);
}

/** The order behind a link's token, or null. */
export async function findOrderByToken(db: Queryable, token: string): Promise<StoredOrder | null> {
  const [row] = await db.query(`SELECT ${COLUMNS} FROM orders WHERE phone_token = $1`, [token]);
  return row === undefined ? null : readOrder(row);
}

/**
 * The holder of an order: that of an earlier order with the same contact (upper and lower case, blanks and hyphens aside), else `fresh`.
 * Contacts stay where they are; two orders of one new person that arrive at once wait for each other.
 */
export async function holderOf(tx: Transaction, tenantId: string, who: Contact, fresh: string): Promise<string> {
  const key = contactKey(who);
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`${tenantId}/${key}`]);
  const [row] = await tx.query('SELECT holder FROM orders WHERE tenant_id = $1 AND contact_key = $2 AND holder IS NOT NULL LIMIT 1', [tenantId, key]);
  return row === undefined ? fresh : str(row, 'holder');
}

/** Moves an order to a status and tells the stations of its shop. What its person needed of a door is forgotten with its end. */
export async function setOrderStatus(tx: Transaction, order: StoredOrder, status: OrderStatus): Promise<void> {
  const how = isOver(status) ? "fulfilment - 'needsLowDoor'" : 'fulfilment';
  // What it holds of the stock may be another's now, or is sold: that is looked at after this transaction.
  await tx.query(
    `WITH due AS (INSERT INTO stock_due (tenant_id, order_id) VALUES ($1, $2))
     UPDATE orders SET status = $3, fulfilment = ${how} WHERE tenant_id = $1 AND order_id = $2`,
    [order.tenantId, order.orderId, status],
  );
  await publishOrder(tx, { ...order, status });
}

/** Writes down an order's lines, total and what goes with them: its customer decided that they are others. Whoever calls this tells the stations. */
export async function changeOrder(tx: Transaction, order: StoredOrder): Promise<void> {
  await tx.query('UPDATE orders SET lines = $3::jsonb, total_minor = $4, extras = $5::jsonb WHERE tenant_id = $1 AND order_id = $2', [
    order.tenantId,
    order.orderId,
    JSON.stringify(order.lines),
    order.total.minor,
    JSON.stringify(extrasOf(order)),
  ]);
}

/** Writes down which ways the lines of an order go now, where to, and what is promised of them, and tells the stations of its shop. */
export async function routeOrder(tx: Transaction, order: StoredOrder): Promise<void> {
  await tx.query(
    'UPDATE orders SET lines = $3::jsonb, extras = $4::jsonb, fulfilment = $5::jsonb, ship_to = $6::jsonb WHERE tenant_id = $1 AND order_id = $2',
    [
      order.tenantId,
      order.orderId,
      JSON.stringify(order.lines),
      JSON.stringify(extrasOf(order)),
      JSON.stringify(order.fulfilment),
      order.shipTo === undefined ? null : JSON.stringify(order.shipTo),
    ],
  );
  await publishOrder(tx, order);
}

/** What the rules about parts of orders need to know of one. */
export function partedOf({ status, fulfilment: how, lines, handOvers }: StoredOrder): PartedOrder<OrderLine> {
  return { status, fulfilmentKind: how.kind, lines, handOvers };
}

/** Keeps what staff put ready or handed over, with the status that the order has then, and tells the stations of its shop. */
export async function setHandOvers(tx: Transaction, order: StoredOrder, handOvers: readonly HandOver[], status: OrderStatus): Promise<void> {
  // What was handed over is sold, and has left the shelf.
  await tx.query(
    `WITH due AS (INSERT INTO stock_due (tenant_id, order_id) VALUES ($1, $2))
     UPDATE orders SET hand_overs = $3::jsonb WHERE tenant_id = $1 AND order_id = $2`,
    [order.tenantId, order.orderId, JSON.stringify(handOvers)],
  );
  const handed = { ...order, handOvers };
  if (status === order.status) await publishOrder(tx, handed);
  else await setOrderStatus(tx, handed, status);
}

/** What stations of the shop may know of the order: no contact, no address. */
export function summary(order: StoredOrder): OrderSummary {
  const { orderId, number, status, placedAt, total, fulfilment: how } = order;
  const needsLowDoor = how.kind === 'silo' && how.needsLowDoor === true && !isOver(status);
  const known = { orderId, number, status, placedAt, lines: [...order.lines], total, fulfilmentKind: how.kind, locale: order.locale, holder: order.holder };
  const handed = order.handOvers === undefined || order.handOvers.length === 0 ? {} : { handOvers: [...order.handOvers] };
  return { ...known, ...extrasOf(order), ...handed, ...(needsLowDoor ? { needsLowDoor } : {}) };
}

/** Tells the stations of its shop how an order is now, what of it has come back, and whose PIN it was collected with. */
export async function publishOrder(tx: Transaction, order: StoredOrder): Promise<void> {
  const bucket = { tenantId: order.tenantId, bucket: 'orders', scope: order.storeId } as const;
  await lockCounter(tx, bucket);
  const [returned, collected, stock, money] = await Promise.all([
    countReturned(tx, order),
    findCollected(tx, order),
    findStockSummary(tx, order.tenantId, order.orderId),
    findMoneyFlags(tx, order),
  ]);
  const value: OrderSummary = {
    ...summary(order),
    ...(returned.length === 0 ? {} : { returned }),
    ...(collected === null ? {} : { collected }),
    ...(stock === null || order.status === 'cancelled' ? {} : { stock }),
    ...money,
  };
  await putRows(tx, bucket, [{ key: order.orderId, value }]);
}

/**
 * Tells of an order that was not locked how it is now. Whoever changes it at the same time publishes it too, behind the bucket's lock, so that
 * the newer word stays.
 */
export async function publishOrderAgain(tx: Transaction, tenantId: string, orderId: string): Promise<void> {
  const known = await findOrder(tx, tenantId, orderId);
  if (known === null) return;
  await lockCounter(tx, { tenantId, bucket: 'orders', scope: known.storeId });
  const now = await findOrder(tx, tenantId, orderId);
  if (now !== null) await publishOrder(tx, now);
}

/** The last hand-over whose pass opens nothing any more: a PIN that still opens a door is known to its own silo alone. */
async function findCollected(db: Queryable, order: StoredOrder): Promise<OrderSummary['collected'] | null> {
  const [row] = await db.query(
    `SELECT p.collected_at, s.pass_id, s.pin_hash FROM parcels p JOIN passes s ON s.tenant_id = p.tenant_id AND s.pass_id = p.pass_id
     WHERE p.tenant_id = $1 AND p.order_id = $2 AND p.kind = 'order' AND p.status = 'collected' AND p.bound AND p.collected_at IS NOT NULL
       AND s.state = 'used' AND s.pin_hash IS NOT NULL
     ORDER BY p.collected_at DESC, p.parcel_id LIMIT 1`,
    [order.tenantId, order.orderId],
  );
  return row === undefined ? null : { at: num(row, 'collected_at'), passId: str(row, 'pass_id'), pin: str(row, 'pin_hash') };
}

function isOver(status: OrderStatus): boolean {
  return status === 'collected' || status === 'cancelled';
}

/** The pieces of an order that lie in silos or in people's hands again, or are nobody's any more because they were called off or paid back, by SKU; what was noted twice counts once. */
async function countReturned(db: Queryable, order: StoredOrder): Promise<{ sku: string; quantity: number }[]> {
  const rows = await db.query(
    `SELECT line->>'sku' AS sku, sum((line->>'quantity')::integer)::integer AS quantity FROM (
       SELECT CASE r.state WHEN 'requested' THEN r.paid_lines WHEN 'review' THEN r.lines ELSE '[]'::jsonb END AS lines FROM refunds r
         WHERE r.tenant_id = $1 AND r.order_id = $2
       UNION ALL SELECT w.lines FROM withdrawals w WHERE w.tenant_id = $1 AND w.order_id = $2 AND (w.state IN ('refund-due', 'cancelled') OR w.settled = 'paid') AND $3 NOT IN ('placed', 'cancelled')
     ) gone, jsonb_array_elements(gone.lines) AS line GROUP BY 1 ORDER BY 1 LIMIT 50`,
    [order.tenantId, order.orderId, order.status],
  );
  return rows.map((row) => ({ sku: str(row, 'sku'), quantity: Math.min(1000, num(row, 'quantity')) }));
}

function readOrder(row: Row): StoredOrder {
  return {
    tenantId: str(row, 'tenant_id'),
    orderId: str(row, 'order_id'),
    storeId: str(row, 'store_id'),
    stationId: str(row, 'station_id'),
    number: str(row, 'number'),
    status: parsed(row, 'status', orderStatus),
    placedAt: num(row, 'placed_at'),
    lines: parsed(row, 'lines', z.array(orderLine)),
    total: { minor: num(row, 'total_minor'), currency: str(row, 'currency') },
    fulfilment: parsed(row, 'fulfilment', z.union([fulfilment, erasedShipping])),
    contact: parsed(row, 'contact', contact.nullable()),
    locale: parsed(row, 'locale', locale),
    phoneToken: str(row, 'phone_token'),
    holder: strOrNull(row, 'holder'),
    ...parsed(row, 'extras', z.object(orderExtras)),
    ...(row['ship_to'] === null ? {} : { shipTo: parsed(row, 'ship_to', shipAddress) }),
    handOvers: parsed(row, 'hand_overs', z.array(handOver)),
  };
}
