import type { SettleRefund } from '../../contract/hub/operator.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Operator } from '../db/operators.ts';
import { lockOrder, publishOrder, type StoredOrder } from '../db/orders.ts';
import { findStoredParcels } from '../db/parcels.ts';
import { noteStockDue } from '../db/stock.ts';
import { findWithdrawal, type StoredWithdrawal } from '../db/withdrawals.ts';
import { returnPoints } from '../domain/benefits.ts';
import { grantBack, TOO_MUCH } from '../domain/back-cap.ts';
import { audit, endAlarm, type Happening } from '../domain/context.ts';
import { queueMessage } from '../domain/messages.ts';
import { requestGiveBack, settlerFacts, whyNotAtTheTill } from '../domain/give-back.ts';
import type { Refusal } from '../domain/refusal.ts';
import { spokenFor } from './spoken-for.ts';

/** The kind of the alarm that the money for a withdrawal is late. */
export const WITHDRAWAL_LATE = 'withdrawal-late';

/** The kind of the alarm that goods of an order which was called off are still on their way, or lie at the desk. */
export const STOP_GOODS = 'withdrawal-stop-goods';

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
  const cause = { kind: 'withdrawal', about: withdrawalId } as const;
  const problem = told.outcome === 'declined' ? whyNotDeclined(one) : await whyNotPayable(c, order, one, told.amount);
  if (problem !== null) return err({ kind: 'not-now', message: problem });
  if (told.outcome === 'give-back') return await requestGiveBack(c, order, { cause, amount: told.amount }, by);
  const already = await whyNotAtTheTill(c.tx, tenantId, cause);
  if (already !== null) return err({ kind: 'not-now', message: already });
  if (told.outcome === 'paid' && !(await grantBack(c.tx, order, { cause, amount: told.amount }))) return err({ kind: 'not-now', message: TOO_MUCH });
  const isPaid = told.outcome === 'paid';
  await writeSettledWithdrawal(c, one, { outcome: told.outcome, amount: isPaid ? told.amount : null, tender: isPaid ? told.tender : null, by });
  return ok(undefined);
}

/** What became of a withdrawal's money, in the books and towards the customer. `tender`: `card` too where it went back through a provider. */
export async function writeSettledWithdrawal(
  c: Happening,
  { tenantId, withdrawalId, orderId, number, lines }: StoredWithdrawal,
  {
    outcome,
    amount,
    tender,
    by,
  }: { readonly outcome: 'paid' | 'declined'; readonly amount: Money | null; readonly tender: 'cash' | 'card' | null; readonly by: string },
): Promise<void> {
  await c.tx.query(
    `UPDATE withdrawals SET settled = $3, settled_minor = $4::bigint, settled_tender = $5, settled_by = $6, settled_at = $7
     WHERE tenant_id = $1 AND withdrawal_id = $2`,
    [tenantId, withdrawalId, outcome, amount?.minor ?? null, tender, by, c.at],
  );
  const order = amount === null ? null : await lockOrder(c.tx, tenantId, orderId);
  // Of an order that was called off as a whole everything went back with it.
  if (order !== null && amount !== null && order.status !== 'cancelled') {
    await returnPoints(c, order, withdrawalId, { refunded: amount, goods: lines });
    // What still lay somewhere for its customer is not theirs any more: stations hear that, and nothing is held for it.
    await noteStockDue(c.tx, tenantId, orderId, null);
    await publishOrder(c.tx, order);
  }
  await endAlarm(c, WITHDRAWAL_LATE, withdrawalId);
  await endAlarm(c, STOP_GOODS, withdrawalId);
  await audit(c, 'withdrawal.settled', { withdrawalId, orderId, outcome, minor: amount?.minor ?? null, tender, ...settlerFacts(by) });
  await queueMessage(c, { orderId, kind: 'withdrawal-settled', about: `${orderId}.${number}`, happenedAt: c.at });
}

function isSame({ settled }: StoredWithdrawal, told: SettleRefund, by: string): boolean {
  if (told.outcome === 'give-back' || settled?.outcome !== told.outcome || settled.by !== by) return false;
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
  // Who paid with points alone gets points back, and no money.
  if (amount.minor < 0 || (amount.minor === 0 && order.total.minor > 0)) return 'nothing is not paid back: decline it';
  if (one.state === 'refund-due' && (await findStoredParcels(c.tx, order.tenantId, order.orderId)).length > 0) {
    return 'a parcel of the order still lies in a silo: take it out first';
  }
  const others = await spokenFor(c.tx, order, one.withdrawalId);
  return others + amount.minor > order.total.minor ? 'that is more than the order cost, with what was paid back for it before' : null;
}
