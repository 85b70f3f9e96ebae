import type { Queryable } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findRefunds, type StoredRefund } from '../db/returns.ts';
import { findWithdrawals, type StoredWithdrawal } from '../db/withdrawals.ts';

/**
 * What of an order's money was paid back already, or is to be, in minor units: by its returns and its withdrawals together, so that neither pays what
 * the other has. `except` is the return or the withdrawal that is being judged.
 */
export async function spokenFor(db: Queryable, { tenantId, orderId }: Pick<StoredOrder, 'tenantId' | 'orderId'>, except: string): Promise<number> {
  const refunds = (await findRefunds(db, tenantId, orderId)).filter((one) => one.parcelId !== except).map(owedForReturn);
  const withdrawals = (await findWithdrawals(db, tenantId, orderId)).filter((one) => one.withdrawalId !== except).map(owedForWithdrawal);
  return [...refunds, ...withdrawals].reduce((sum, minor) => sum + minor, 0);
}

function owedForReturn({ state, amount, settled }: StoredRefund): number {
  if (settled !== null) return settled.amount?.minor ?? 0;
  return state === 'requested' ? (amount?.minor ?? 0) : 0;
}

/** Of goods that are still to come back nothing is owed yet: their return says how much. */
function owedForWithdrawal({ state, amount, settled }: StoredWithdrawal): number {
  if (settled !== null) return settled.amount?.minor ?? 0;
  return state === 'refund-due' ? (amount?.minor ?? 0) : 0;
}
