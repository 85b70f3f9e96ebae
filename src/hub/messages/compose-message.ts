import type { OutgoingMessage } from '../connectors/messenger.ts';
import type { Queryable } from '../db/database.ts';
import { findOrder, type StoredOrder } from '../db/orders.ts';
import { findParcel, findPassOfParcel, type StoredPass } from '../db/parcels.ts';
import { num, numOrNull, str } from '../db/rows.ts';
import type { MessageKind } from '../domain/messages.ts';
import { codePng } from './code-picture.ts';
import { CODE_CID, type News, renderMessage } from './mails.ts';

/** A queued message, as far as writing it needs. */
export interface QueuedMessage {
  readonly tenantId: string;
  readonly messageId: string;
  readonly orderId: string;
  readonly kind: MessageKind;
  readonly about: string;
  readonly createdAt: number;
}

interface NewsAndCode {
  readonly news: News;
  readonly code: string | null;
}

/** Writes a message from what is so now; null when its news is not true any more (a parcel that was collected is not ready). */
export async function composeMessage(db: Queryable, message: QueuedMessage, publicUrl: string): Promise<OutgoingMessage | null> {
  const order = await findOrder(db, message.tenantId, message.orderId);
  if (order === null) throw new Error(`message ${message.messageId} without its order`);
  const found = await findNews(db, order, message);
  if (found === null) return null;
  const [store] = await db.query('SELECT name, time_zone FROM stores WHERE tenant_id = $1 AND store_id = $2', [order.tenantId, order.storeId]);
  const storeName = str(store, 'name');
  const url = `${publicUrl}/p/${order.phoneToken}`;
  const rendered = renderMessage({ order, storeName, timeZone: str(store, 'time_zone'), url, news: found.news });
  const isMail = order.contact.kind === 'email';
  return {
    messageId: message.messageId,
    name: `${order.number}-${message.kind}-${message.about.slice(-6)}`,
    to: order.contact,
    senderName: storeName,
    subject: rendered.subject,
    html: rendered.html,
    text: isMail ? rendered.text : rendered.sms,
    date: message.createdAt,
    pictures: isMail && found.code !== null ? [{ cid: CODE_CID, fileName: 'codigo-qr.png', png: await codePng(found.code) }] : [],
  };
}

async function findNews(db: Queryable, order: StoredOrder, message: QueuedMessage): Promise<NewsAndCode | null> {
  switch (message.kind) {
    case 'received':
      return { news: { kind: 'received' }, code: null };
    case 'paid':
      return await findPayment(db, order);
    case 'ready':
      return await findReady(db, order, message.about);
    case 'collected': {
      const [parcel] = await db.query('SELECT collected_at FROM parcels WHERE tenant_id = $1 AND parcel_id = $2', [order.tenantId, message.about]);
      const collectedAt = numOrNull(parcel, 'collected_at');
      return collectedAt === null ? null : { news: { kind: 'collected', collectedAt }, code: null };
    }
  }
}

async function findPayment(db: Queryable, order: StoredOrder): Promise<NewsAndCode | null> {
  const [payment] = await db.query('SELECT tender, taken_at FROM payments WHERE tenant_id = $1 AND order_id = $2', [order.tenantId, order.orderId]);
  if (payment === undefined) return null;
  return { news: { kind: 'paid', tender: str(payment, 'tender') === 'cash' ? 'cash' : 'card', takenAt: num(payment, 'taken_at') }, code: null };
}

async function findReady(db: Queryable, order: StoredOrder, parcelId: string): Promise<NewsAndCode | null> {
  const parcel = await findParcel(db, order.tenantId, parcelId);
  if (order.status !== 'ready' || parcel === null || parcel.status !== 'stored') return null;
  const pass = await findPassOfParcel(db, order.tenantId, parcelId);
  if (parcel.doorNumber === null || !opens(pass)) return { news: { kind: 'ready', collect: null }, code: null };
  const { shortCode, pin, expires, code } = pass;
  return { news: { kind: 'ready', collect: { shortCode, pin, doorNumber: parcel.doorNumber, expiresAt: expires * 1000 } }, code };
}

function opens(pass: StoredPass | null): pass is StoredPass & { readonly code: string; readonly pin: string } {
  return pass !== null && pass.code !== null && pass.pin !== null;
}
