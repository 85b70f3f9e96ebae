import type { DeskOutcome, DeskSettle } from '../../../contract/hub/staff-desk.ts';
import type { SettleRefund } from '../../../contract/hub/operator.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Result } from '../../../kernel/result.ts';
import { settleWithdrawal } from '../../after/settle-withdrawal.ts';
import type { Operator } from '../../db/operators.ts';
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
  const { tenantId, stationId } = c.station;
  if (!(await mayStaff(c.tx, c.station, asked.staffId, 'manager'))) return 'not-allowed';
  const operator: Operator = { tenantId, operatorId: stationId, rights: new Set(['refund']) };
  const owed = await findOwed(c.tx, c.station, asked, c.at);
  if (owed !== null && (owed.state === 'coming' || owed.amount === null)) return 'not-now';
  if (owed !== null && (owed.amount?.minor !== asked.amount.minor || owed.amount.currency !== asked.amount.currency)) return 'changed';
  const settled = await tell(c, operator, asked);
  if (settled.ok) await audit(c, 'owed.settled-at-till', { cause: asked.cause, about: asked.about, how: asked.how, staffId: asked.staffId });
  if (settled.ok) return 'done';
  // What is not owed any more was settled, by somebody else or otherwise.
  return owed === null ? 'already' : 'not-now';
}

async function tell(c: DeskContext, operator: Operator, { cause, about, amount, how, staffId }: DeskSettle): Promise<Result<undefined, Refusal>> {
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
