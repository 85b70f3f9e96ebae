import type { OrderSummary } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable, Transaction } from './database.ts';

interface OrderKey {
  readonly tenantId: string;
  readonly orderId: string;
}

/** What stations must know of an order's money beside its status. */
export async function findMoneyFlags(db: Queryable, { tenantId, orderId }: OrderKey): Promise<Pick<OrderSummary, 'onHold' | 'paying' | 'discountRefused'>> {
  const [row] = await db.query(
    `SELECT EXISTS (SELECT 1 FROM order_holds WHERE tenant_id = $1 AND order_id = $2 AND released_at IS NULL) AS held,
       EXISTS (SELECT 1 FROM online_payments WHERE tenant_id = $1 AND order_id = $2 AND stage->>'kind' IN ('unknown', 'created', 'approved')) AS paying,
       EXISTS (SELECT 1 FROM staff_discounts WHERE tenant_id = $1 AND order_id = $2 AND why IS NOT NULL AND settled IS NULL) AS refused,
       (SELECT status FROM orders WHERE tenant_id = $1 AND order_id = $2) AS status`,
    [tenantId, orderId],
  );
  return {
    ...(row?.['held'] === true ? { onHold: true } : {}),
    ...(row?.['paying'] === true && row['status'] === 'placed' ? { paying: true } : {}),
    ...(row?.['refused'] === true && row['status'] !== 'cancelled' ? { discountRefused: true } : {}),
  };
}

/** Is the order on hold now? */
export async function isOnHold(db: Queryable, { tenantId, orderId }: OrderKey): Promise<boolean> {
  return (await db.query('SELECT 1 FROM order_holds WHERE tenant_id = $1 AND order_id = $2 AND released_at IS NULL', [tenantId, orderId])).length > 0;
}

/** Puts an order on hold; false: it was already. */
export async function putHold(tx: Transaction, { tenantId, orderId }: OrderKey, since: UnixMs): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO order_holds (tenant_id, order_id, since) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, order_id) DO UPDATE SET since = excluded.since, released_at = NULL, released_by = NULL WHERE order_holds.released_at IS NOT NULL
     RETURNING order_id`,
    [tenantId, orderId, since],
  );
  return rows.length > 0;
}

/** Ends the hold of an order; false: it was on none. */
export async function endHold(tx: Transaction, { tenantId, orderId }: OrderKey, { at, by }: { readonly at: UnixMs; readonly by: string }): Promise<boolean> {
  const rows = await tx.query(
    'UPDATE order_holds SET released_at = $3, released_by = $4 WHERE tenant_id = $1 AND order_id = $2 AND released_at IS NULL RETURNING order_id',
    [tenantId, orderId, at, by],
  );
  return rows.length > 0;
}
