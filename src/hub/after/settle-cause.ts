import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import type { RefundCause } from '../db/provider-refunds.ts';
import { findRefund } from '../db/returns.ts';
import { findWithdrawal } from '../db/withdrawals.ts';
import { str } from '../db/rows.ts';
import type { Happening } from '../domain/context.ts';
import { findMoney, writeSettledMoney } from '../domain/money-back.ts';
import { writeSettledRefund } from '../domain/settle-refund.ts';
import type { Queryable } from '../db/database.ts';
import { readWhereGoodsAre } from './where-goods-are.ts';
import { writeSettledWithdrawal } from './settle-withdrawal.ts';

/** Money that is owed to who paid on a phone and that nobody has asked back yet. */
export interface OwedCause {
  readonly tenantId: string;
  readonly orderId: string;
  readonly cause: RefundCause;
}

/** Most such causes in one go. */
const BATCH = 50;

/**
 * So long after the last station of the shop heard, its word of what it had handed over before has come, too. A station says itself that it has told everything before
 * it counts as having heard; this is for those that do not say it. Milliseconds.
 */
const TELLING_MS = 60_000;

/**
 * Notes which orders that were called off every station of their shop has heard of: a station that was away may have handed goods over, and tells it when it
 * comes back. A shop without stations has nobody to hear.
 *
 * ```
 *  called off        last station hears         a minute
 *      |---------------------|----------------------|
 *      |   no money by itself; people may decide    |  goes back by itself, unless goods were handed over, or lie ready
 * ```
 */
export async function noteTold(db: Queryable, now: UnixMs): Promise<void> {
  await db.query(
    `UPDATE withdrawals w SET told_at = CASE WHEN EXISTS (SELECT 1 FROM stations s WHERE ${HANDS_OVER}) THEN $1::bigint ELSE 0 END
     FROM orders o WHERE o.tenant_id = w.tenant_id AND o.order_id = w.order_id AND w.told_at IS NULL AND w.settled IS NULL AND w.state = 'refund-due'
       AND NOT EXISTS (${STILL_TO_HEAR})`,
    [now],
  );
  await db.query(
    `UPDATE money_back w SET told_at = CASE WHEN EXISTS (SELECT 1 FROM stations s WHERE ${HANDS_OVER}) THEN $1::bigint ELSE 0 END
     FROM orders o WHERE o.tenant_id = w.tenant_id AND o.order_id = w.order_id AND w.told_at IS NULL AND w.settled IS NULL AND NOT EXISTS (${STILL_TO_HEAR})`,
    [now],
  );
}

/** A station of the order's shop that is in use. */
const HANDS_OVER = 's.tenant_id = o.tenant_id AND s.store_id = o.store_id AND s.public_key IS NOT NULL AND s.revoked_at IS NULL';

const STILL_TO_HEAR = `
  SELECT 1 FROM stations s JOIN bucket_rows r ON r.tenant_id = s.tenant_id AND r.bucket = 'orders' AND r.scope = o.store_id AND r.key = o.order_id
  WHERE ${HANDS_OVER} AND r.revision > coalesce(
    (SELECT h.revision FROM heard h WHERE h.tenant_id = s.tenant_id AND h.station_id = s.station_id AND h.bucket = 'orders'), 0)`;

/**
 * What is to go back by itself: for orders that their customers called off, once every station has heard and nothing of them lies where it could still be taken,
 * and for goods that the shop did not have. Each time in another order, so that rows which break, however many, never stand before all others. What came back through a door people look at first, and then say so.
 */
export async function findOwedByProviders(db: Queryable, now: UnixMs): Promise<readonly OwedCause[]> {
  const rows = await db.query(
    `SELECT w.tenant_id, w.order_id, 'withdrawal' AS cause, w.withdrawal_id AS about, md5(w.withdrawal_id || $2) AS turn FROM withdrawals w
       JOIN payments p ON p.tenant_id = w.tenant_id AND p.order_id = w.order_id AND p.tender = 'online'
       WHERE w.settled IS NULL AND w.state = 'refund-due' AND w.told_at <= $1
       AND NOT EXISTS (SELECT 1 FROM till_given g WHERE g.tenant_id = w.tenant_id AND g.cause = 'withdrawal' AND g.about = w.withdrawal_id)
       AND NOT EXISTS (SELECT 1 FROM provider_refunds r WHERE r.tenant_id = w.tenant_id AND r.cause = 'withdrawal' AND r.about = w.withdrawal_id)
       AND NOT EXISTS (SELECT 1 FROM parcels x WHERE x.tenant_id = w.tenant_id AND x.order_id = w.order_id AND x.kind = 'order' AND x.status = 'stored')
       AND NOT EXISTS (SELECT 1 FROM orders o, jsonb_array_elements(o.hand_overs) h WHERE o.tenant_id = w.tenant_id AND o.order_id = w.order_id
         AND h->>'way' = 'desk' AND h ? 'readyAt' AND NOT h ? 'handedAt')
     UNION ALL
     SELECT m.tenant_id, m.order_id, 'money', m.money_id, md5(m.money_id || $2) FROM money_back m
       JOIN payments p ON p.tenant_id = m.tenant_id AND p.order_id = m.order_id AND p.tender = 'online'
       WHERE m.settled IS NULL AND m.why NOT IN ('paid-too-much', 'not-needed', 'refund-failed') AND m.told_at <= $1 AND m.goods_out_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM till_given g WHERE g.tenant_id = m.tenant_id AND g.cause = 'money' AND g.about = m.money_id)
       AND NOT EXISTS (SELECT 1 FROM provider_refunds r WHERE r.tenant_id = m.tenant_id AND r.cause = 'money' AND r.about = m.money_id)
     ORDER BY 5 LIMIT ${BATCH}`,
    [now - TELLING_MS, `${now}`],
  );
  return rows.map((row) => ({
    tenantId: str(row, 'tenant_id'),
    orderId: str(row, 'order_id'),
    cause: { kind: str(row, 'cause') === 'money' ? 'money' : 'withdrawal', about: str(row, 'about') },
  }));
}

/** What is owed for a cause now, seen under the lock of its order; null: nothing any more, or not yet. */
export async function readOwed(c: Happening, { tenantId, orderId, cause }: OwedCause): Promise<{ readonly order: StoredOrder; readonly amount: Money } | null> {
  const order = await lockOrder(c.tx, tenantId, orderId);
  if (order === null) return null;
  switch (cause.kind) {
    case 'withdrawal': {
      const one = await findWithdrawal(c.tx, tenantId, cause.about);
      if (one?.state !== 'refund-due' || one.settled !== null || one.amount === null || one.amount.minor <= 0) return null;
      const { inSilo, atDesk } = await readWhereGoodsAre(c.tx, order);
      return inSilo || atDesk ? null : { order, amount: one.amount };
    }
    case 'money': {
      const money = await findMoney(c.tx, tenantId, cause.about);
      return money === null || money.settled !== null || money.goodsOut ? null : { order, amount: money.amount };
    }
    case 'return':
      return null;
    default:
      return assertNever(cause.kind);
  }
}

/** The money of a cause has gone back through the provider `by`. False: it had been settled otherwise, so it may have been paid twice. The order is locked. */
export async function settleCause(
  c: Happening,
  order: StoredOrder,
  cause: RefundCause,
  paid: { readonly amount: Money; readonly by: string },
): Promise<boolean> {
  const { tenantId } = order;
  const settled = { outcome: 'paid', amount: paid.amount, tender: 'card', by: paid.by } as const;
  switch (cause.kind) {
    case 'withdrawal': {
      const one = await findWithdrawal(c.tx, tenantId, cause.about);
      if (one?.settled !== null) return false;
      await writeSettledWithdrawal(c, one, settled);
      return true;
    }
    case 'return': {
      const refund = await findRefund(c.tx, tenantId, cause.about);
      if (refund?.settled !== null) return false;
      await writeSettledRefund(c, order, refund, settled);
      return true;
    }
    case 'money': {
      const money = await findMoney(c.tx, tenantId, cause.about);
      if (money?.settled !== null) return false;
      await writeSettledMoney(c, money, settled);
      return true;
    }
    default:
      return assertNever(cause.kind);
  }
}

/** The money came back from the customer's bank: it is owed again. */
export async function reopenCause(c: Happening, tenantId: string, { kind, about }: RefundCause, by: string): Promise<void> {
  const [table, key] = OWED_IN[kind];
  const minor = kind === 'money' ? '' : 'settled_minor = NULL, ';
  await c.tx.query(
    `UPDATE ${table} SET settled = NULL, ${minor}settled_tender = NULL, settled_by = NULL, settled_at = NULL
     WHERE tenant_id = $1 AND ${key} = $2 AND settled = 'paid' AND settled_by = $3`,
    [tenantId, about, by],
  );
}

/** The table of each cause, and its key. */
export const OWED_IN = {
  withdrawal: ['withdrawals', 'withdrawal_id'],
  return: ['refunds', 'parcel_id'],
  money: ['money_back', 'money_id'],
} as const;
