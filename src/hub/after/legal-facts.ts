import { z } from 'zod';
import { type ClockFacts, type LegalClock, readLegalClock } from '../../core/orders/legal-clock.ts';
import { partStates } from '../../core/orders/ways.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { partedOf, type StoredOrder } from '../db/orders.ts';
import { findParcelsOfOrder } from '../db/parcels.ts';
import { SHIPPING_DAYS } from '../db/returns.ts';
import { num, numOrNull, parsed, str } from '../db/rows.ts';
import { findSettledOff, waysCalledOff } from './called-off.ts';

const DAY_MS = 86_400_000;

/** The legal clock of an order, from everything that the hub knows of it. */
export async function readClockOf(db: Queryable, order: StoredOrder): Promise<LegalClock> {
  return readLegalClock(await readClockFacts(db, order));
}

/** Keeps in which country an order was placed: a shop that moves takes no order with it. */
export async function noteCountry(tx: Transaction, { tenantId, orderId, storeId }: Pick<StoredOrder, 'tenantId' | 'orderId' | 'storeId'>): Promise<void> {
  await tx.query(
    `UPDATE orders SET country = s.country FROM stores s
     WHERE orders.tenant_id = $1 AND orders.order_id = $2 AND s.tenant_id = $1 AND s.store_id = $3`,
    [tenantId, orderId, storeId],
  );
}

/** Keeps that an order was paid on the customer's phone, which makes it a contract at a distance. */
export async function noteDistance(tx: Transaction, { tenantId, orderId }: Pick<StoredOrder, 'tenantId' | 'orderId'>): Promise<void> {
  await tx.query("UPDATE orders SET concluded = 'distance' WHERE tenant_id = $1 AND order_id = $2", [tenantId, orderId]);
}

/** Keeps when the first message went out that confirms the order in writing and says how to withdraw. */
export async function noteConfirmed(db: Queryable, tenantId: string, orderId: string, at: UnixMs): Promise<void> {
  await db.query('UPDATE orders SET confirmed_at = least(confirmed_at, $3::bigint) WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId, at]);
}

/** Did a message go out that confirms the order in writing? */
export async function isConfirmed(db: Queryable, { tenantId, orderId }: Pick<StoredOrder, 'tenantId' | 'orderId'>): Promise<boolean> {
  return (await db.query('SELECT 1 FROM orders WHERE tenant_id = $1 AND order_id = $2 AND confirmed_at IS NOT NULL', [tenantId, orderId])).length > 0;
}

/**
 * When the last of an order was handed over; null while something is still to come, or all of it was called off and nobody has it. Nobody tells when what was sent
 * arrives, so it counts as two weeks under way: that errs to the customer's side.
 */
export async function readReceivedAt(db: Queryable, order: StoredOrder): Promise<UnixMs | null> {
  if (order.status === 'placed') return null;
  const [payment] = await db.query('SELECT taken_at FROM payments WHERE tenant_id = $1 AND order_id = $2', [order.tenantId, order.orderId]);
  const paidAt = payment === undefined ? order.placedAt : num(payment, 'taken_at');
  const parcels = (await findParcelsOfOrder(db, order.tenantId, order.orderId)).filter(({ kind }) => kind === 'order');
  const collected = parcels.flatMap(({ status, endedAt }) => (status === 'collected' && endedAt !== null ? [endedAt] : []));
  const ways = new Set(order.lines.map(({ way }) => way ?? order.fulfilment.kind));
  if (order.status === 'cancelled') return latestOf([...collected, ...handedOf(order)]);
  const off = waysCalledOff(order, await findSettledOff(db, order));
  const isWaiting = parcels.some(({ status }) => status === 'stored') || (ways.has('silo') && order.status !== 'collected' && collected.length === 0);
  const isAtDesk = partStates(partedOf(order)).some(({ way, state }) => way === 'desk' && state !== 'handed-over' && !off.includes('desk'));
  if (isWaiting || isAtDesk) return null;
  return Math.max(paidAt + (ways.has('ship') ? SHIPPING_DAYS * DAY_MS : 0), ...collected, ...handedOf(order));
}

function handedOf({ handOvers = [] }: StoredOrder): readonly UnixMs[] {
  return handOvers.flatMap(({ handedAt }) => (handedAt === undefined ? [] : [handedAt]));
}

function latestOf(times: readonly UnixMs[]): UnixMs | null {
  return times.length === 0 ? null : Math.max(...times);
}

async function readClockFacts(db: Queryable, order: StoredOrder): Promise<ClockFacts> {
  const [row] = await db.query(
    `SELECT coalesce(o.country, s.country) AS country, o.concluded, o.confirmed_at, s.time_zone FROM orders o
     JOIN stores s ON s.tenant_id = o.tenant_id AND s.store_id = o.store_id WHERE o.tenant_id = $1 AND o.order_id = $2`,
    [order.tenantId, order.orderId],
  );
  return {
    country: str(row, 'country'),
    timeZone: str(row, 'time_zone'),
    concluded: parsed(row, 'concluded', z.enum(['shop', 'distance'])),
    placedAt: order.placedAt,
    confirmedAt: numOrNull(row, 'confirmed_at'),
    receivedAt: await readReceivedAt(db, order),
  };
}
