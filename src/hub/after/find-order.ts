import type { FindOrderRequest, FoundOrder } from '../../contract/hub/found.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable } from '../db/database.ts';
import { findOrder, findOrderByToken, type StoredOrder } from '../db/orders.ts';
import { str } from '../db/rows.ts';
import { readPhoneOrder } from '../domain/phone-view.ts';
import { findOrderId } from './order-meant.ts';

/** The order that somebody at a kiosk means, or null: who is wrong learns nothing of what is. */
export async function findOrderFor(db: Queryable, tenantId: string, by: FindOrderRequest): Promise<StoredOrder | null> {
  switch (by.by) {
    case 'contact': {
      const orderId = await findOrderId(db, tenantId, by.number, by.contact);
      return orderId === null ? null : await findOrder(db, tenantId, orderId);
    }
    case 'link': {
      const order = await findOrderByToken(db, by.token);
      return order?.tenantId === tenantId ? order : null;
    }
    case 'order':
      return await findOrder(db, tenantId, by.orderId);
    case 'pass': {
      const orderId = await newestOfPass(db, tenantId, by.passId);
      return orderId === null ? null : await findOrder(db, tenantId, orderId);
    }
  }
}

/** What a kiosk shows of it: the page of the phone without what opens a door. */
export async function readFoundOrder(db: Queryable, order: StoredOrder, now: UnixMs): Promise<FoundOrder> {
  const { number, status, placedAt, lines, total, fulfilmentKind, parts, locale, collect, returns, after } = await readPhoneOrder(db, order, now);
  if (after === undefined) throw new Error('this hub tells of the time after the sale');
  return {
    ...{ orderId: order.orderId, number, status, placedAt, lines, total, fulfilmentKind, locale, after },
    ...(parts === undefined ? {} : { parts }),
    waitingUntil: collect?.until ?? null,
    returnsUntil: returns?.open === true ? returns.until : null,
  };
}

/** Of several orders whose parcels a code opens, or opened, the newest: its message is the one that the customer looked at. */
async function newestOfPass(db: Queryable, tenantId: string, passId: string): Promise<string | null> {
  const [row] = await db.query(
    `SELECT o.order_id FROM parcels p JOIN orders o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id
     WHERE p.tenant_id = $1 AND p.pass_id = $2 AND p.kind = 'order' AND p.bound ORDER BY o.placed_at DESC, o.order_id LIMIT 1`,
    [tenantId, passId],
  );
  return row === undefined ? null : str(row, 'order_id');
}
