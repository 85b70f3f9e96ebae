import type { DeskOutcome } from '../../../contract/hub/staff-desk.ts';
import type { Money } from '../../../kernel/money.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Transaction } from '../../db/database.ts';
import { findMoneyFlags } from '../../db/order-money.ts';
import { lockOrder, type StoredOrder } from '../../db/orders.ts';
import type { StationIdentity } from '../context.ts';
import { mayStaff } from './staff-right.ts';

/** What staff of a shop ask of the hub, in the transaction that does it. */
export interface DeskContext {
  readonly tx: Transaction;
  readonly station: StationIdentity;
  readonly at: number;
}

/** Why nothing was done. */
export type Refused = Exclude<DeskOutcome, 'done'>;

/** The order of the asker's shop, locked, while they may work on it. */
export async function openOrder(c: DeskContext, orderId: string, staffId: string): Promise<Result<StoredOrder, Refused>> {
  const order = await lockOrder(c.tx, c.station.tenantId, orderId);
  if (!(await mayStaff(c.tx, c.station, staffId, 'anybody'))) return err('not-allowed');
  return order === null || order.storeId !== c.station.storeId ? err('unknown-order') : ok(order);
}

/** Null: what the order consists of may be changed now, by somebody who sees it as it is. */
export async function whyNotChanged(c: DeskContext, order: StoredOrder, seen: Money): Promise<Refused | null> {
  if (order.status === 'cancelled') return 'cancelled';
  if (order.status === 'collected') return 'already';
  if (order.total.minor !== seen.minor || order.total.currency !== seen.currency) return 'changed';
  const { onHold, paying } = await findMoneyFlags(c.tx, order);
  if (onHold === true) return 'on-hold';
  return paying === true ? 'paying' : null;
}
