import type { UnixMs } from '../../../kernel/clock.ts';
import { alone, type Broken } from '../alone.ts';
import { giveBenefitsBack } from '../benefits.ts';
import { readWhereGoodsAre } from '../../after/where-goods-are.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { lockOrder, setOrderStatus, type StoredOrder } from '../../db/orders.ts';
import { str } from '../../db/rows.ts';
import { findShorts, lockStock } from '../../db/stock.ts';
import { audit, type Happening } from '../context.ts';
import { queueMessage } from '../messages.ts';
import { settleIfNothingDue } from '../orders.ts';
import { dropShort, isWithdrawn } from './decide.ts';
import { reconcileLocked } from './reconcile.ts';

/** Orders or questions that are ended in one run. */
const MOST = 200;
/** So long an order waits again that a payment on the phone may still pay; and one of which goods have moved, which people look at. */
const PAYING_MS = 600_000;
const MOVED_MS = 6 * 3_600_000;
/** So long after its end a page at a provider that does not answer, or that the shop has no more, keeps an order from ending. */
const UNHEARD_MS = 86_400_000;

/**
 * Cancels orders that nobody paid in time, so that what they hold goes to somebody who pays. One that is just being paid on a phone waits; one that was paid at
 * a till which could not tell yet comes back with its payment. Answers how many were cancelled.
 */
export async function expireUnpaid(db: Database, now: UnixMs, broken: Broken): Promise<number> {
  const rows = await db.query('SELECT tenant_id, order_id FROM stock_orders WHERE unpaid_until <= $1 ORDER BY unpaid_until, order_id LIMIT $2', [now, MOST]);
  let cancelled = 0;
  for (const row of rows) {
    const key = { tenantId: str(row, 'tenant_id'), orderId: str(row, 'order_id') };
    const expire = () => db.transaction((tx) => expireOrder(tx, key, now));
    const done = await alone({ tenantId: key.tenantId, about: key.orderId }, expire, broken);
    if (done === true) cancelled++;
    // Behind the others, or as many that break as are looked at would stand before all the rest.
    if (done === null)
      await db.query('UPDATE stock_orders SET unpaid_until = $3 WHERE tenant_id = $1 AND order_id = $2', [key.tenantId, key.orderId, now + PAYING_MS]);
  }
  return cancelled;
}

/** Takes what is missing off orders whose customers said nothing in time, or waited long enough. Answers how many. */
export async function giveUpUnanswered(db: Database, now: UnixMs, broken: Broken): Promise<number> {
  const rows = await db.query('SELECT DISTINCT tenant_id, order_id FROM stock_shorts WHERE until <= $1 ORDER BY tenant_id, order_id LIMIT $2', [now, MOST]);
  let given = 0;
  for (const row of rows) {
    const key = { tenantId: str(row, 'tenant_id'), orderId: str(row, 'order_id') };
    const giveUp = () => db.transaction((tx) => giveUpOrder(tx, key, now));
    given += (await alone({ tenantId: key.tenantId, about: key.orderId }, giveUp, broken)) ?? 0;
  }
  return given;
}

interface OrderKey {
  readonly tenantId: string;
  readonly orderId: string;
}

async function expireOrder(tx: Transaction, { tenantId, orderId }: OrderKey, now: UnixMs): Promise<boolean> {
  const order = await lockOrder(tx, tenantId, orderId);
  if (order?.status !== 'placed') {
    await tx.query('UPDATE stock_orders SET unpaid_until = NULL WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
    return false;
  }
  const c: Happening = { tx, at: now, station: { tenantId, stationId: order.stationId } };
  // Placed before orders that cost nothing were paid by that.
  if (await settleIfNothingDue(c, order, now)) return false;
  const waits = (await isBeingPaid(tx, order, now)) ? PAYING_MS : (await haveGoodsMoved(tx, order)) ? MOVED_MS : null;
  if (waits !== null) {
    await tx.query('UPDATE stock_orders SET unpaid_until = $3 WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId, now + waits]);
    return false;
  }
  await tx.query('UPDATE stock_orders SET unpaid_until = NULL, expired_at = $3 WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId, now]);
  await setOrderStatus(tx, order, 'cancelled');
  await giveBenefitsBack(c, order);
  await queueMessage(c, { orderId, kind: 'expired', about: orderId, happenedAt: now });
  await audit(c, 'order.expired', { orderId, number: order.number });
  return true;
}

/**
 * May a provider still take money for it? Of a page whose time is over, and of which nobody could say for a day how it ended, that is not waited for any more: should money
 * have come all the same, it goes back once the provider can be asked.
 */
async function isBeingPaid(tx: Transaction, order: StoredOrder, now: UnixMs): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM online_payments WHERE tenant_id = $1 AND order_id = $2 AND stage->>'kind' IN ('unknown', 'created', 'approved')
     AND (stage->>'asked' = 'capture' OR expires_at > $3) LIMIT 1`,
    [order.tenantId, order.orderId, now - UNHEARD_MS],
  );
  return rows.length > 0;
}

/** Goods that lie in a silo or on a desk, or are out, were paid for at a till that cannot tell yet, or by mistake: what they are is not another's to buy. */
async function haveGoodsMoved(tx: Transaction, order: StoredOrder): Promise<boolean> {
  const { inSilo, atDesk, out } = await readWhereGoodsAre(tx, order);
  return inSilo || atDesk || out;
}

async function giveUpOrder(tx: Transaction, { tenantId, orderId }: OrderKey, now: UnixMs): Promise<number> {
  const c: Happening = { tx, at: now, station: { tenantId, stationId: null } };
  for (let given = 0; ; given++) {
    // Anew each time: what was given up before has changed the order.
    const order = await lockOrder(tx, tenantId, orderId);
    await lockStock(tx, tenantId);
    const late = (await findShorts(tx, tenantId, orderId)).find((short) => short.until <= now);
    if (order === null || late === undefined) return given;
    // Nothing is left to give up of an order that is over: it only has to be looked at.
    if (order.status === 'cancelled' || order.status === 'collected') {
      await reconcileLocked(c, order, null);
      return given;
    }
    // Its customer has withdrawn from it: people settle that first.
    if (await isWithdrawn(tx, order, late)) {
      await tx.query('UPDATE stock_shorts SET until = $4 WHERE tenant_id = $1 AND order_id = $2 AND sku = $3', [tenantId, orderId, late.sku, now + MOVED_MS]);
      continue;
    }
    await dropShort(c, order, late);
  }
}
