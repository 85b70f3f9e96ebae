import type { Money } from '../../kernel/money.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import type { RefundCause } from '../db/provider-refunds.ts';
import { num, str } from '../db/rows.ts';

type OrderKey = Pick<StoredOrder, 'tenantId' | 'orderId'>;

/** What refuses: everything that goes back for an order together is never more than what was taken for it. */
export const TOO_MUCH = 'that is more than was paid for the order, with what went back of it before';

/**
 * The one gate for money that goes back, whatever for and by whichever way: it opens while everything that went back for the order, or is on its way, and this sum
 * together are no more than what the order's payment took, and writes down that they are. The database holds the same (`payments_back_cap`). Money that a till took
 * beside what the order cost, or that a provider could not give back of another payment, never was in that payment, and does not come here. The order is locked.
 */
export async function grantBack(
  tx: Transaction,
  order: OrderKey,
  { cause, amount }: { readonly cause: RefundCause; readonly amount: Money },
): Promise<boolean> {
  const left = await readLeftToGive(tx, order, cause);
  if (amount.minor < 0 || amount.minor > left.minor || (amount.minor > 0 && amount.currency !== left.currency)) return false;
  await tx.query('UPDATE payments SET back_minor = $3::bigint + $4::bigint WHERE tenant_id = $1 AND order_id = $2', [
    order.tenantId,
    order.orderId,
    left.gone,
    amount.minor,
  ]);
  return true;
}

/** What could still go back for a cause, and what has gone, or goes, for the others. Of an order that nobody paid nothing can. Minor units. */
export async function readLeftToGive(db: Queryable, order: OrderKey, cause: RefundCause | null = null): Promise<Money & { readonly gone: number }> {
  const [payment] = await db.query('SELECT amount_minor, currency, back_before FROM payments WHERE tenant_id = $1 AND order_id = $2', [
    order.tenantId,
    order.orderId,
  ]);
  if (payment === undefined) return { minor: 0, currency: '', gone: 0 };
  const gone = Math.max(0, (await readGoneBack(db, order, cause)) - num(payment, 'back_before'));
  return { minor: Math.max(0, num(payment, 'amount_minor') - gone), currency: str(payment, 'currency'), gone };
}

/** What went back for an order, at a till or through a provider, or is asked of one. What a till and a provider both gave counts twice, as it did. */
export async function readGoneBack(db: Queryable, { tenantId, orderId }: OrderKey, except: RefundCause | null): Promise<number> {
  const [row] = await db.query(
    `SELECT coalesce(sum(minor), 0)::bigint AS minor FROM (
       SELECT 'withdrawal' AS cause, withdrawal_id AS about, settled_minor AS minor FROM withdrawals
         WHERE tenant_id = $1 AND order_id = $2 AND settled = 'paid' AND settled_by NOT LIKE 'provider/%'
       UNION ALL SELECT 'return', parcel_id, settled_minor FROM refunds
         WHERE tenant_id = $1 AND order_id = $2 AND settled = 'paid' AND settled_by NOT LIKE 'provider/%'
       UNION ALL SELECT 'money', money_id, amount_minor FROM money_back
         WHERE tenant_id = $1 AND order_id = $2 AND settled = 'paid' AND settled_by NOT LIKE 'provider/%' AND why NOT IN ('not-needed', 'refund-failed')
       UNION ALL SELECT cause, about, amount_minor FROM provider_refunds WHERE tenant_id = $1 AND order_id = $2 AND stage->>'kind' <> 'refused'
     ) gone WHERE NOT (gone.cause = $3 AND gone.about = $4)`,
    [tenantId, orderId, except?.kind ?? '', except?.about ?? ''],
  );
  return num(row, 'minor');
}
