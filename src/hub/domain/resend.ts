import { err, ok, type Result } from '../../kernel/result.ts';
import type { StoredOrder } from '../db/orders.ts';
import { num } from '../db/rows.ts';
import { audit, type Happening } from './context.ts';
import { queueMessage } from './messages.ts';
import type { Refusal } from './refusal.ts';
import { findWaiting } from './waiting.ts';

/** Most times that a code is sent again in a day: a link in the wrong hands must not fill its owner's mailbox. */
const MOST_PER_DAY = 3;
const DAY_MS = 86_400_000;

/** Sends the code once more, to the order's own contact and nowhere else. The order is locked. */
export async function resendCode(c: Happening, order: StoredOrder): Promise<Result<undefined, Refusal>> {
  const { tenantId, orderId } = order;
  const waiting = await findWaiting(c.tx, order, c.at);
  if (waiting === null) return err({ kind: 'not-now', message: 'nothing waits in a silo' });
  const [row] = await c.tx.query(
    `SELECT count(*) AS sent, count(*) FILTER (WHERE created_at > $3) AS today FROM messages WHERE tenant_id = $1 AND order_id = $2 AND kind = 'code'`,
    [tenantId, orderId, c.at - DAY_MS],
  );
  if (num(row, 'today') >= MOST_PER_DAY) return err({ kind: 'too-often', message: 'the code was sent several times today' });
  await queueMessage(c, { orderId, kind: 'code', about: `${waiting.parcels[0].parcelId}.${num(row, 'sent') + 1}`, happenedAt: c.at });
  await audit(c, 'code.resent', { orderId });
  return ok(undefined);
}
