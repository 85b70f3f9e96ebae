import type { DeskOutcome } from '../../../contract/hub/staff-desk.ts';
import { num } from '../../db/rows.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { audit } from '../context.ts';
import { type MessageKind, queueMessage } from '../messages.ts';
import { resendCode } from '../resend.ts';
import { findWaiting } from '../waiting.ts';
import { type DeskContext, openOrder } from './desk-order.ts';

/** Most times that news are sent again in a day: a message that is not read is not read the fourth time either. */
const MOST_PER_DAY = 3;
const DAY_MS = 86_400_000;

/** Sends the last news of an order once more: the code where something waits in a silo. It goes to the contact that the order has and nowhere else. */
export async function resendNews(c: DeskContext, orderId: string, staffId: string): Promise<DeskOutcome> {
  const opened = await openOrder(c, orderId, staffId);
  if (!opened.ok) return opened.error;
  const order = opened.value;
  if (order.contact === null) return 'no-contact';
  if (order.status === 'cancelled') return 'cancelled';
  if ((await findWaiting(c.tx, order, c.at)) === null) return await sendAgain(c, order, staffId);
  const sent = await resendCode(c, order);
  if (!sent.ok) return sent.error.kind === 'too-often' ? 'too-often' : 'nothing-to-tell';
  await audit(c, 'news.resent', { orderId, staffId, news: 'code' });
  return 'done';
}

async function sendAgain(c: DeskContext, order: StoredOrder, staffId: string): Promise<DeskOutcome> {
  const { tenantId, orderId } = order;
  const kind = lastNews(order);
  if (kind === null) return 'nothing-to-tell';
  const [row] = await c.tx.query(
    `SELECT count(*) AS again, count(*) FILTER (WHERE created_at > $4) AS today FROM messages
     WHERE tenant_id = $1 AND order_id = $2 AND kind = $3 AND about LIKE order_id || '.%'`,
    [tenantId, orderId, kind, c.at - DAY_MS],
  );
  if (num(row, 'today') >= MOST_PER_DAY) return 'too-often';
  await queueMessage(c, { orderId, kind, about: `${orderId}.${num(row, 'again') + 1}`, happenedAt: c.at });
  await audit(c, 'news.resent', { orderId, staffId, news: kind });
  return 'done';
}

/** What its customer was told last that is still so; null: nothing. */
function lastNews(order: StoredOrder): MessageKind | null {
  const atDesk = order.handOvers?.find(({ way }) => way === 'desk');
  if (order.status === 'placed') return 'received';
  if (order.status === 'collected') return null;
  if (atDesk?.readyAt !== undefined && atDesk.handedAt === undefined) return 'desk-ready';
  return order.status === 'paid' ? 'paid' : null;
}
