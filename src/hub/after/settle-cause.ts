import type { Money } from '../../kernel/money.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { findStoredParcels } from '../db/parcels.ts';
import type { RefundCause } from '../db/provider-refunds.ts';
import { findRefund } from '../db/returns.ts';
import { findWithdrawal } from '../db/withdrawals.ts';
import { str } from '../db/rows.ts';
import type { Happening } from '../domain/context.ts';
import { findMoney, writeSettledMoney } from '../domain/money-back.ts';
import { writeSettledRefund } from '../domain/settle-refund.ts';
import type { Queryable } from '../db/database.ts';
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
 * What is to go back by itself: for orders that their customers called off, once nothing of them lies where it could still be taken, and for goods
 * that the shop did not have. What came back through a door people look at first, and then say so.
 */
export async function findOwedByProviders(db: Queryable): Promise<readonly OwedCause[]> {
  const rows = await db.query(
    `SELECT w.tenant_id, w.order_id, 'withdrawal' AS cause, w.withdrawal_id AS about FROM withdrawals w
       JOIN payments p ON p.tenant_id = w.tenant_id AND p.order_id = w.order_id AND p.tender = 'online'
       WHERE w.settled IS NULL AND w.state = 'refund-due'
       AND NOT EXISTS (SELECT 1 FROM provider_refunds r WHERE r.tenant_id = w.tenant_id AND r.cause = 'withdrawal' AND r.about = w.withdrawal_id)
       AND NOT EXISTS (SELECT 1 FROM parcels x WHERE x.tenant_id = w.tenant_id AND x.order_id = w.order_id AND x.kind = 'order' AND x.status = 'stored')
     UNION ALL
     SELECT m.tenant_id, m.order_id, 'money', m.money_id FROM money_back m
       JOIN payments p ON p.tenant_id = m.tenant_id AND p.order_id = m.order_id AND p.tender = 'online'
       WHERE m.settled IS NULL AND m.why NOT IN ('paid-too-much', 'not-needed')
       AND NOT EXISTS (SELECT 1 FROM provider_refunds r WHERE r.tenant_id = m.tenant_id AND r.cause = 'money' AND r.about = m.money_id)
     LIMIT ${BATCH}`,
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
      return (await findStoredParcels(c.tx, tenantId, orderId)).some(({ kind }) => kind === 'order') ? null : { order, amount: one.amount };
    }
    case 'money': {
      const money = await findMoney(c.tx, tenantId, cause.about);
      return money === null || money.settled !== null ? null : { order, amount: money.amount };
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

const OWED_IN = {
  withdrawal: ['withdrawals', 'withdrawal_id'],
  return: ['refunds', 'parcel_id'],
  money: ['money_back', 'money_id'],
} as const;
