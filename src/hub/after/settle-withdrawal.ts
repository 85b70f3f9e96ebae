import type { SettleRefund } from '../../contract/hub/operator.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Operator } from '../db/operators.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { findStoredParcels } from '../db/parcels.ts';
import { findWithdrawal, type StoredWithdrawal } from '../db/withdrawals.ts';
import { audit, endAlarm, type Happening } from '../domain/context.ts';
import { queueMessage } from '../domain/messages.ts';
import type { Refusal } from '../domain/refusal.ts';
import { spokenFor } from './spoken-for.ts';

/** The kind of the alarm that the money for a withdrawal is late. */
export const WITHDRAWAL_LATE = 'withdrawal-late';

/**
 * The till tells that the money for a withdrawal went back, or that it will not. Told again it changes nothing; told otherwise it is refused. Money
 * goes back only when nothing of the order lies where its customer could still take it.
 */
export async function settleWithdrawal(c: Happening, operator: Operator, withdrawalId: string, told: SettleRefund): Promise<Result<undefined, Refusal>> {
  const { tenantId } = operator;
  const found = await findWithdrawal(c.tx, tenantId, withdrawalId);
  if (found === null) return err({ kind: 'unknown', message: 'there is no such withdrawal' });
  const order = await lockOrder(c.tx, tenantId, found.orderId);
  const one = await findWithdrawal(c.tx, tenantId, withdrawalId);
  if (order === null || one === null) throw new Error('a withdrawal vanished');
  const by = `${operator.operatorId}/${told.by}`;
  if (one.settled !== null) return isSame(one, told, by) ? ok(undefined) : err({ kind: 'not-now', message: 'it was settled otherwise' });
  const problem = told.outcome === 'paid' ? await whyNotPayable(c, order, one, told.amount) : whyNotDeclined(one);
  if (problem !== null) return err({ kind: 'not-now', message: problem });
  const paid = told.outcome === 'paid' ? told : null;
  await c.tx.query(
    `UPDATE withdrawals SET settled = $3, settled_minor = $4::bigint, settled_tender = $5, settled_by = $6, settled_at = $7
     WHERE tenant_id = $1 AND withdrawal_id = $2`,
    [tenantId, withdrawalId, told.outcome, paid?.amount.minor ?? null, paid?.tender ?? null, by, c.at],
  );
  await endAlarm(c, WITHDRAWAL_LATE, withdrawalId);
  await audit(c, 'withdrawal.settled', {
    ...{ withdrawalId, orderId: order.orderId, outcome: told.outcome, minor: paid?.amount.minor ?? null, tender: paid?.tender ?? null },
    ...{ operatorId: operator.operatorId, by: told.by },
  });
  await queueMessage(c, { orderId: order.orderId, kind: 'withdrawal-settled', about: `${order.orderId}.${one.number}`, happenedAt: c.at });
  return ok(undefined);
}

function isSame({ settled }: StoredWithdrawal, told: SettleRefund, by: string): boolean {
  if (settled?.outcome !== told.outcome || settled.by !== by) return false;
  return told.outcome === 'declined' || (settled.tender === told.tender && settled.amount?.minor === told.amount.minor);
}

/** Null: it may be declined. What was called off was paid for and is owed. */
function whyNotDeclined({ state }: StoredWithdrawal): string | null {
  if (state === 'cancelled' || state === 'brought-back') return 'nothing is owed for it';
  return state === 'refund-due' ? 'the order was called off: what was paid for it is owed' : null;
}

async function whyNotPayable(
  c: Happening,
  order: StoredOrder,
  one: StoredWithdrawal,
  amount: { readonly minor: number; readonly currency: string },
): Promise<string | null> {
  if (one.state === 'cancelled') return 'nothing was paid for the order';
  if (one.state === 'brought-back') return 'the money goes back with the return of its goods';
  if (amount.currency !== order.total.currency) return 'the order was paid in another currency';
  if (amount.minor <= 0) return 'nothing is not paid back: decline it';
  if (one.state === 'refund-due' && (await findStoredParcels(c.tx, order.tenantId, order.orderId)).length > 0) {
    return 'a parcel of the order still lies in a silo: take it out first';
  }
  const others = await spokenFor(c.tx, order, one.withdrawalId);
  return others + amount.minor > order.total.minor ? 'that is more than the order cost, with what was paid back for it before' : null;
}
