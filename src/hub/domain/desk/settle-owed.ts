import type { DeskOutcome, DeskSettle } from '../../../contract/hub/staff-desk.ts';
import type { SettleRefund } from '../../../contract/hub/operator.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Result } from '../../../kernel/result.ts';
import { settleWithdrawal } from '../../after/settle-withdrawal.ts';
import type { Operator } from '../../db/operators.ts';
import { lockOrder } from '../../db/orders.ts';
import { str } from '../../db/rows.ts';
import { OWED_IN } from '../../after/settle-cause.ts';
import { audit } from '../context.ts';
import { settleMoney } from '../money-back.ts';
import type { Refusal } from '../refusal.ts';
import { settleRefund } from '../settle-refund.ts';
import type { DeskContext } from './desk-order.ts';
import { findOwed } from './money-list.ts';
import { mayStaff } from './staff-right.ts';

/**
 * A manager of the shop gave money back at the till, or has a provider asked for it (anew). Told again it changes nothing; what goes back by itself, or
 * has, nobody pays a second time. Only what is owed is given: neither less nor more.
 */
export async function settleOwed(c: DeskContext, asked: DeskSettle): Promise<DeskOutcome> {
  if (!(await mayStaff(c.tx, c.station, asked.staffId, 'manager'))) return 'not-allowed';
  await lockCause(c, asked);
  const owed = await findOwed(c.tx, c.station, asked, c.at);
  // Not owed to a customer of this shop, or not any more: it was settled, or its goods were handed over meanwhile.
  if (owed === null) return (await isGivenBefore(c, asked)) ? 'done' : 'already';
  if (owed.state === 'coming' || owed.state === 'look' || owed.amount === null) return 'not-now';
  if (owed.amount.minor !== asked.amount.minor || owed.amount.currency !== asked.amount.currency) return 'changed';
  const settled = await settleAtTill(c, asked);
  if (!settled.ok) return 'not-now';
  await audit(c, 'owed.settled-at-till', { cause: asked.cause, about: asked.about, how: asked.how, staffId: asked.staffId });
  return 'done';
}

/** The order first, as everywhere: what is read of the sum afterwards stays so until it is settled. */
export async function lockCause(c: DeskContext, { cause, about }: Pick<DeskSettle, 'cause' | 'about'>): Promise<void> {
  const [table, key] = OWED_IN[cause];
  const [row] = await c.tx.query(`SELECT order_id FROM ${table} WHERE tenant_id = $1 AND ${key} = $2 AND order_id IS NOT NULL`, [c.station.tenantId, about]);
  if (row !== undefined) await lockOrder(c.tx, c.station.tenantId, str(row, 'order_id'));
}

/** The answer was lost, and the same person says it again: it stays given once. */
async function isGivenBefore(c: DeskContext, { cause, about, amount, how, staffId }: DeskSettle): Promise<boolean> {
  const [table, key] = OWED_IN[cause];
  const minor = cause === 'money' ? 'amount_minor' : 'settled_minor';
  const rows = await c.tx.query(
    `SELECT 1 FROM ${table} WHERE tenant_id = $1 AND ${key} = $2 AND settled = 'paid' AND settled_by = $3 AND settled_tender = $4 AND ${minor} = $5`,
    [c.station.tenantId, about, `${c.station.stationId}/${staffId}`, how, amount.minor],
  );
  return rows.length > 0;
}

/** Settles a sum in the name of a till, by the rules of its cause. */
export async function settleAtTill(c: DeskContext, { cause, about, amount, how, staffId }: DeskSettle): Promise<Result<undefined, Refusal>> {
  const operator: Operator = { tenantId: c.station.tenantId, operatorId: c.station.stationId, rights: new Set(['refund']) };
  const told: SettleRefund = how === 'provider' ? { outcome: 'give-back', amount, by: staffId } : { outcome: 'paid', amount, tender: how, by: staffId };
  switch (cause) {
    case 'withdrawal':
      return await settleWithdrawal(c, operator, about, told);
    case 'return':
      return await settleRefund(c, operator, about, told);
    case 'money':
      return await settleMoney(c, operator, about, told);
    default:
      return assertNever(cause);
  }
}
