import type { Gone } from '../../core/orders/withdraw.ts';
import { linesOf, waysOf } from '../../core/orders/ways.ts';
import type { Way } from '../../contract/orders.ts';
import type { Queryable } from '../db/database.ts';
import { partedOf, type StoredOrder } from '../db/orders.ts';
import { findWithdrawals, type StoredWithdrawal } from '../db/withdrawals.ts';

/**
 * What was called off of an order whose customer keeps the rest, because they had taken it along from the shop before they withdrew: pieces that never left the
 * shop. Of an order that was called off as a whole its status says it.
 */
export async function findCalledOff(db: Queryable, order: StoredOrder): Promise<readonly Gone[]> {
  return await findWithdrawn(db, order, isCalledOff);
}

/** The same, and the pieces for whose withdrawal somebody gave the money back without a return: neither goods nor money are its customer's a second time. */
export async function findSettledOff(db: Queryable, order: StoredOrder): Promise<readonly Gone[]> {
  return await findWithdrawn(db, order, (one) => isCalledOff(one) || one.settled?.outcome === 'paid');
}

function isCalledOff({ state }: StoredWithdrawal): boolean {
  return state === 'refund-due' || state === 'cancelled';
}

async function findWithdrawn(db: Queryable, order: StoredOrder, matches: (one: StoredWithdrawal) => boolean): Promise<readonly Gone[]> {
  if (order.status === 'cancelled' || order.status === 'placed') return [];
  return (await findWithdrawals(db, order.tenantId, order.orderId)).filter(matches).flatMap(({ lines }) => lines);
}

/**
 * The pieces of an order that its customer has withdrawn from and whose money is not settled: they have their own way back, so nobody takes them off the order, has them
 * go another way, or gives them up a second time.
 */
export async function findOpenlyWithdrawn(db: Queryable, { tenantId, orderId }: StoredOrder): Promise<readonly Gone[]> {
  return (await findWithdrawals(db, tenantId, orderId))
    .filter(({ state, settled }) => settled === null && state !== 'cancelled' && state !== 'brought-back')
    .flatMap(({ lines }) => lines);
}

/** The ways of an order along which nothing goes any more, because all of it was called off. */
export function waysCalledOff(order: StoredOrder, gone: readonly Gone[]): readonly Way[] {
  if (gone.length === 0) return [];
  const parted = partedOf(order);
  const isGone = ({ sku }: Gone): boolean => gone.some((one) => one.sku === sku);
  return waysOf(parted).filter((way) => way !== 'carry-out' && linesOf({ lines: order.lines, fulfilmentKind: parted.fulfilmentKind }, way).every(isGone));
}
