import type { SettleRefund } from '../../contract/hub/operator.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { spokenFor } from '../after/spoken-for.ts';
import type { Operator } from '../db/operators.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { findRefund, lockRefund, type StoredRefund } from '../db/returns.ts';
import { returnPoints } from './benefits.ts';
import { grantBack, TOO_MUCH } from './back-cap.ts';
import { audit, endAlarm, type Happening } from './context.ts';
import { requestGiveBack, settlerFacts, whyNotAtTheTill } from './give-back.ts';
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
  const cause = { kind: 'return', about: parcelId } as const;
  if (told.outcome !== 'declined') {
    if (order === null) return err({ kind: 'not-now', message: 'nothing can be paid back for an order that is not known' });
    const problem = await whyNotPayable(c, order, refund, told.amount);
    if (problem !== null) return err({ kind: 'not-now', message: problem });
    if (told.outcome === 'give-back') return await requestGiveBack(c, order, { cause, amount: told.amount }, by);
  }
  const already = await whyNotAtTheTill(c.tx, tenantId, cause);
  if (already !== null) return err({ kind: 'not-now', message: already });
  if (told.outcome === 'paid' && order !== null && !(await grantBack(c.tx, order, { cause, amount: told.amount })))
    return err({ kind: 'not-now', message: TOO_MUCH });
  const isPaid = told.outcome === 'paid';
  await writeSettledRefund(c, order, refund, { outcome: told.outcome, amount: isPaid ? told.amount : null, tender: isPaid ? told.tender : null, by });
  return ok(undefined);
}

/** What became of a return's money, in the books and towards the customer. `tender`: `card` too where it went back through a provider. */
export async function writeSettledRefund(
  c: Happening,
  order: StoredOrder | null,
  { parcelId, orderId, paidLines }: StoredRefund,
  {
    outcome,
    amount,
    tender,
    by,
  }: { readonly outcome: 'paid' | 'declined'; readonly amount: Money | null; readonly tender: 'cash' | 'card' | null; readonly by: string },
): Promise<void> {
  await c.tx.query(
    `UPDATE refunds SET settled = $3, settled_minor = $4::bigint, settled_tender = $5, settled_by = $6, settled_at = $7,
       currency = coalesce(currency, $8::text), amount_minor = CASE WHEN currency IS NULL THEN coalesce($4::bigint, 0) ELSE amount_minor END
     WHERE tenant_id = $1 AND parcel_id = $2`,
    [c.station.tenantId, parcelId, outcome, amount?.minor ?? null, tender, by, c.at, amount?.currency ?? null],
  );
  await endAlarm(c, REFUND_LATE, parcelId);
  await audit(c, 'refund.settled', {
    parcelId,
    orderId,
    outcome,
    minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    tender,
    ...settlerFacts(by),
  });
  if (order !== null && amount !== null) await returnPoints(c, order, parcelId, { refunded: amount, goods: paidLines });
  if (order !== null) await queueMessage(c, { orderId: order.orderId, kind: 'refunded', about: parcelId, happenedAt: c.at });
}

function isSame(settled: NonNullable<StoredRefund['settled']>, told: SettleRefund, by: string): boolean {
  if (told.outcome === 'give-back' || settled.outcome !== told.outcome || settled.by !== by) return false;
  if (told.outcome === 'declined') return true;
  return settled.tender === told.tender && settled.amount?.minor === told.amount.minor && settled.amount.currency === told.amount.currency;
}

/** Null: it may be paid. What other returns of the order were paid, or are to be, counts against what it cost. */
async function whyNotPayable(c: Happening, order: StoredOrder, refund: StoredRefund, amount: { minor: number; currency: string }): Promise<string | null> {
  if (amount.currency !== order.total.currency) return 'the order was paid in another currency';
  // Who paid with points alone gets points back, and no money.
  if (amount.minor < 0 || (amount.minor === 0 && refund.amount?.minor !== 0)) return 'nothing is not paid back: decline it';
  const others = await spokenFor(c.tx, order, refund.parcelId);
  return others + amount.minor > order.total.minor ? 'that is more than the order cost, with what was paid back for it before' : null;
}
