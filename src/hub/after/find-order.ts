import type { FindOrderRequest, FoundOrder } from '../../contract/hub/found.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable } from '../db/database.ts';
import { findOrder, findOrderByToken, type StoredOrder } from '../db/orders.ts';
import { findOrdersOfPass } from '../db/parcels.ts';
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
      // Of several orders behind one code the newest is shown: its message is the one that the customer looked at.
      const orders = await Promise.all((await findOrdersOfPass(db, tenantId, by.passId)).map((orderId) => findOrder(db, tenantId, orderId)));
      return orders.filter((order) => order !== null).toSorted((a, b) => b.placedAt - a.placedAt)[0] ?? null;
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
