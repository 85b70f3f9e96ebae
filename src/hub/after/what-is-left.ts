import { returnedByEither } from '../../core/returns/goods.ts';
import { type Gone, type Withdrawable, withdrawable } from '../../core/orders/withdraw.ts';
import type { Queryable } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findParcelsOfOrder } from '../db/parcels.ts';
import { findRefunds } from '../db/returns.ts';
import { findWithdrawals } from '../db/withdrawals.ts';

/** What of an order may still be withdrawn from. */
export interface LeftToWithdraw {
  readonly lines: readonly Withdrawable[];
  /** None of it was handed over and none is on its way: then it is all of it or nothing. */
  readonly whole: boolean;
  /** Something of the order was taken along from the shop: that stays bought. */
  readonly kept: boolean;
}

/**
 * What is left. A piece that was withdrawn from and then brought back is one piece; so of each article the larger of the two figures is gone.
 */
export async function readLeftToWithdraw(db: Queryable, order: StoredOrder): Promise<LeftToWithdraw> {
  if (order.status === 'cancelled') return { lines: [], whole: true, kept: false };
  const lines = withdrawable(order.lines, order.fulfilment.kind, await readGone(db, order));
  const kept = order.handOvers?.some(({ way, handedAt }) => way === 'carry-out' && handedAt !== undefined) ?? false;
  return { lines, whole: await isUntouched(db, order), kept };
}

/** What of an order is not the customer's any more: withdrawn from, or brought back. */
export async function readGone(db: Queryable, { tenantId, orderId }: StoredOrder): Promise<readonly Gone[]> {
  const withdrawn = (await findWithdrawals(db, tenantId, orderId)).filter(({ settled }) => settled?.outcome !== 'declined').flatMap(({ lines }) => lines);
  const brought = (await findRefunds(db, tenantId, orderId)).filter(({ state }) => state !== 'duplicate').flatMap(({ lines }) => lines);
  return returnedByEither(withdrawn, brought);
}

async function isUntouched(db: Queryable, order: StoredOrder): Promise<boolean> {
  if (order.status === 'placed') return true;
  if (order.status === 'collected') return false;
  // What is sent may have left: the warehouse does not tell.
  if (order.lines.some(({ way }) => (way ?? order.fulfilment.kind) === 'ship')) return false;
  if (order.handOvers?.some(({ way, handedAt }) => way === 'desk' && handedAt !== undefined) === true) return false;
  return !(await findParcelsOfOrder(db, order.tenantId, order.orderId)).some(({ kind, status }) => kind === 'order' && status === 'collected');
}
