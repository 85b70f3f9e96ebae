import type { SettleRefund } from '../../contract/hub/operator.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { spokenFor } from '../after/spoken-for.ts';
import type { Operator } from '../db/operators.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { findRefund, lockRefund, type StoredRefund } from '../db/returns.ts';
import { returnPoints } from './benefits.ts';
import { audit, endAlarm, type Happening } from './context.ts';
import { queueMessage } from './messages.ts';
import type { Refusal } from './refusal.ts';

/** The kind of the alarm that a refund waits for too long. */
export const REFUND_LATE = 'refund-late';

/**
 * The till tells that a refund was paid, or that nothing will be. Told again it changes nothing and writes to nobody; told otherwise it is refused,
 * because money that went out cannot be told away. All refunds and withdrawals of an order together never pay more
 * than the order cost.
 */
export async function settleRefund(c: Happening, operator: Operator, parcelId: string, told: SettleRefund): Promise<Result<undefined, Refusal>> {
  const { tenantId } = operator;
  const found = await findRefund(c.tx, tenantId, parcelId);
  if (found === null) return err({ kind: 'unknown', message: 'there is no such return' });
  // The order first, as deposits do: two tills that settle two returns of one order wait for each other.
  const order = found.orderId === null ? null : await lockOrder(c.tx, tenantId, found.orderId);
  const refund = await lockRefund(c.tx, tenantId, parcelId);
  if (refund === null) throw new Error('a refund vanished');
  const by = `${operator.operatorId}/${told.by}`;
  if (refund.settled !== null) return isSame(refund.settled, told, by) ? ok(undefined) : err({ kind: 'not-now', message: 'it was settled otherwise' });
  if (told.outcome === 'paid') {
    const problem = order === null ? 'nothing can be paid back for an order that is not known' : await whyNotPayable(c, order, refund, told.amount);
    if (problem !== null) return err({ kind: 'not-now', message: problem });
  }
  const amount = told.outcome === 'paid' ? told.amount : null;
  await c.tx.query(
    `UPDATE refunds SET settled = $3, settled_minor = $4::bigint, settled_tender = $5, settled_by = $6, settled_at = $7,
       currency = coalesce(currency, $8::text), amount_minor = CASE WHEN currency IS NULL THEN coalesce($4::bigint, 0) ELSE amount_minor END
     WHERE tenant_id = $1 AND parcel_id = $2`,
    [tenantId, parcelId, told.outcome, amount?.minor ?? null, told.outcome === 'paid' ? told.tender : null, by, c.at, amount?.currency ?? null],
  );
  await endAlarm(c, REFUND_LATE, parcelId);
  await audit(c, 'refund.settled', {
    parcelId,
    orderId: refund.orderId,
    outcome: told.outcome,
    minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    tender: told.outcome === 'paid' ? told.tender : null,
    operatorId: operator.operatorId,
    by: told.by,
  });
  if (order !== null && amount !== null) await returnPoints(c, order, parcelId, amount);
  if (order !== null) await queueMessage(c, { orderId: order.orderId, kind: 'refunded', about: parcelId, happenedAt: c.at });
  return ok(undefined);
}

function isSame(settled: NonNullable<StoredRefund['settled']>, told: SettleRefund, by: string): boolean {
  if (settled.outcome !== told.outcome || settled.by !== by) return false;
  if (told.outcome === 'declined') return true;
  return settled.tender === told.tender && settled.amount?.minor === told.amount.minor && settled.amount.currency === told.amount.currency;
}

/** Null: it may be paid. What other returns of the order were paid, or are to be, counts against what it cost. */
async function whyNotPayable(c: Happening, order: StoredOrder, refund: StoredRefund, amount: { minor: number; currency: string }): Promise<string | null> {
  if (amount.currency !== order.total.currency) return 'the order was paid in another currency';
  if (amount.minor <= 0) return 'nothing is not paid back: decline it';
  const others = await spokenFor(c.tx, order, refund.parcelId);
  return others + amount.minor > order.total.minor ? 'that is more than the order cost, with what was paid back for it before' : null;
}
