import { z } from 'zod';
import type { UnixMs } from '../../kernel/clock.ts';
import type { OutgoingMessage } from '../connectors/messenger.ts';
import type { Queryable } from '../db/database.ts';
import { findOrder, type StoredOrder } from '../db/orders.ts';
import { findParcel, findStoredParcels } from '../db/parcels.ts';
import { findRefund } from '../db/returns.ts';
import { num, numOrNull, parsed, str } from '../db/rows.ts';
import { isConfirmed } from '../after/legal-facts.ts';
import { readStore, type StoredStore } from '../db/stores.ts';
import { extendable } from '../domain/extend.ts';
import { confirms, isConfirming } from '../domain/messages.ts';
import { findWaiting } from '../domain/waiting.ts';
import { renderAfterMail } from './after-mails.ts';
import { codePng } from './code-picture.ts';
import { findAfterNews, isAfterKind, readRights } from './compose-after.ts';
import { composeMemberCode, composeOptIn } from './loyalty-mails.ts';
import { findStockNews, isStockKind } from './compose-stock.ts';
import { CODE_CID, type CollectFacts, type News, type RenderedMessage, renderMessage } from './mails.ts';
import type { QueuedMessage, Writing } from './writing.ts';
import { renderReturnReceipt } from './return-receipt.ts';
import { renderStockMail } from './stock-mails.ts';

interface NewsAndCode {
  readonly news: News;
  readonly code: string | null;
}

/** Writes a message from what is so now; null when its news is not true any more (a parcel that was collected is not ready). */
export async function composeMessage(db: Queryable, message: QueuedMessage, writing: Writing): Promise<OutgoingMessage | null> {
  if (message.kind === 'opt-in') return await composeOptIn(db, message, writing);
  if (message.kind === 'member-code') return await composeMemberCode(db, message, writing);
  const order = message.orderId === null ? null : await findOrder(db, message.tenantId, message.orderId);
  if (message.kind === 'returned') return await composeReturned(db, message, order, writing);
  if (order === null) throw new Error(`message ${message.messageId} without its order`);
  // Nobody is left to tell: the contact was erased.
  if (order.contact === null) return null;
  const written = await writeOfOrder(db, order, message, writing);
  if (written === null) return null;
  const { rendered, senderName, code, country } = written;
  const isMail = order.contact.kind === 'email';
  return {
    messageId: message.messageId,
    name: `${order.number}-${message.kind}-${tail(message.about)}`,
    to: order.contact,
    country,
    senderName,
    subject: rendered.subject,
    html: rendered.html,
    text: isMail ? rendered.text : rendered.sms,
    date: message.createdAt,
    pictures: isMail && code !== null ? [{ cid: CODE_CID, fileName: 'codigo-qr.png', png: await codePng(code) }] : [],
  };
}

interface Written {
  readonly rendered: RenderedMessage;
  readonly senderName: string;
  readonly country: string;
  readonly code: string | null;
}

/**
 * The words of a message about an order; null when its news is not so any more. Confirmations say how to withdraw, because the law's clock asks for it; so does
 * the first of the later news where those overtook them.
 */
async function writeOfOrder(db: Queryable, order: StoredOrder, message: QueuedMessage, { publicUrl, now }: Writing): Promise<Written | null> {
  const { name: storeName, timeZone, country } = await readStore(db, order.tenantId, order.storeId);
  const facts = { order, storeName, timeZone, url: `${publicUrl}/p/${order.phoneToken}` };
  const { kind, about } = message;
  if (isAfterKind(kind)) {
    const news = await findAfterNews(db, order, { kind, about });
    return news === null ? null : { rendered: renderAfterMail(facts, news), senderName: storeName, country, code: null };
  }
  if (isStockKind(kind)) {
    const news = await findStockNews(db, order, { kind, about });
    return news === null ? null : { rendered: renderStockMail(facts, news), senderName: storeName, country, code: null };
  }
  const found = await findNews(db, order, message, now);
  if (found === null) return null;
  const rights = isConfirming(kind) || (confirms(kind) && !(await isConfirmed(db, order))) ? await readRights(db, order) : null;
  return { rendered: renderMessage({ ...facts, news: found.news, ...(rights === null ? {} : { rights }) }), senderName: storeName, country, code: found.code };
}

/** The end of what a message is about, for a file name: six characters of the id, and the numbers behind it where there are any. */
function tail(about: string): string {
  const [id = '', ...numbers] = about.split('.');
  return [id.slice(-6), ...numbers].join('-');
}

async function findNews(db: Queryable, order: StoredOrder, message: QueuedMessage, now: UnixMs): Promise<NewsAndCode | null> {
  const parcelId = message.about.split('.')[0] ?? '';
  switch (message.kind) {
    case 'received':
      return { news: { kind: 'received' }, code: null };
    case 'paid':
      return await findPayment(db, order);
    case 'ready':
    case 'another':
    case 'code':
    case 'reminder':
    case 'extended':
      return await findCall(db, order, { kind: message.kind, parcelId }, now);
    case 'desk-ready':
      return waitsAtDesk(order) ? { news: { kind: 'desk-ready' }, code: null } : null;
    case 'recalled':
      return await findRecall(db, order, parcelId);
    case 'collected':
      return await findCollection(db, order, parcelId);
    case 'withdrawn':
    case 'withdrawal-settled':
    case 'claimed':
    case 'claim-answered':
    case 'returned':
    case 'opt-in':
    case 'member-code':
    case 'short':
    case 'restocked':
    case 'moved':
    case 'changed':
    case 'expired':
    case 'money-owed':
    case 'money-back':
      return null;
    case 'refunded':
      return await findSettlement(db, order, parcelId);
  }
}

/** How an order was paid, as the database keeps it. */
const tenders = z.enum(['cash', 'card', 'online', 'nothing']);

async function findPayment(db: Queryable, order: StoredOrder): Promise<NewsAndCode | null> {
  const [payment] = await db.query('SELECT tender, taken_at FROM payments WHERE tenant_id = $1 AND order_id = $2', [order.tenantId, order.orderId]);
  if (payment === undefined) return null;
  return { news: { kind: 'paid', tender: parsed(payment, 'tender', tenders), takenAt: num(payment, 'taken_at') }, code: null };
}

/** Does the desk's part of an order lie there? */
function waitsAtDesk({ handOvers = [] }: StoredOrder): boolean {
  return handOvers.some(({ way, readyAt, handedAt }) => way === 'desk' && readyAt !== undefined && handedAt === undefined);
}

/** A call to a parcel that waits: with the code that opens it, or to the staff. A reminder of what is over calls nobody. */
async function findCall(
  db: Queryable,
  order: StoredOrder,
  call: { readonly kind: 'ready' | 'another' | 'code' | 'reminder' | 'extended'; readonly parcelId: string },
  now: UnixMs,
): Promise<NewsAndCode | null> {
  const parcel = await findParcel(db, order.tenantId, call.parcelId);
  if (order.status !== 'ready' || parcel?.status !== 'stored') return null;
  const waiting = await findWaiting(db, order, now, parcel.parcelId);
  if (waiting === null) return call.kind === 'ready' || call.kind === 'another' ? { news: { kind: 'ready', collect: null }, code: null } : null;
  if (call.kind === 'reminder' && now >= waiting.until) return null;
  const { shortCode, pin, code } = waiting.pass;
  const doors = waiting.parcels.flatMap((one) => (one.doorNumber === null ? [] : [one.doorNumber]));
  const { rules } = await readStore(db, order.tenantId, order.storeId);
  const mayExtend = extendable(waiting, rules, now).length > 0;
  const collect: CollectFacts = { shortCode, pin, doors, until: waiting.until, mayExtend };
  return { news: { kind: call.kind, collect }, code };
}

async function findCollection(db: Queryable, order: StoredOrder, parcelId: string): Promise<NewsAndCode | null> {
  const [parcel] = await db.query('SELECT collected_at FROM parcels WHERE tenant_id = $1 AND parcel_id = $2', [order.tenantId, parcelId]);
  const collectedAt = numOrNull(parcel, 'collected_at');
  if (collectedAt === null) return null;
  const left = await findStoredParcels(db, order.tenantId, order.orderId);
  return { news: { kind: 'collected', collectedAt, left: left.length }, code: null };
}

async function findRecall(db: Queryable, order: StoredOrder, parcelId: string): Promise<NewsAndCode | null> {
  const parcel = await findParcel(db, order.tenantId, parcelId);
  if (parcel?.status !== 'withdrawn' || order.status === 'collected' || order.status === 'cancelled') return null;
  return { news: { kind: 'recalled', expired: parcel.recall === 'expired' }, code: null };
}

async function findSettlement(db: Queryable, order: StoredOrder, parcelId: string): Promise<NewsAndCode | null> {
  const refund = await findRefund(db, order.tenantId, parcelId);
  if (refund?.settled == null) return null;
  const { receipt, settled } = refund;
  return { news: { kind: 'refunded', receipt, amount: settled.amount, tender: settled.tender, at: settled.at }, code: null };
}

/** The receipt of a return goes to whom the person at the silo named, else to the order's contact, and exists also without a known order. */
async function composeReturned(db: Queryable, message: QueuedMessage, order: StoredOrder | null, writing: Writing): Promise<OutgoingMessage | null> {
  const refund = await findRefund(db, message.tenantId, message.about);
  const to = message.contact ?? order?.contact ?? null;
  if (refund === null || to === null) return null;
  const store = await storeOfStation(db, message.tenantId, refund.stationId);
  // The order's link goes to its own contact only: whoever stood at the silo may be somebody else.
  const url = order === null || message.contact !== null ? null : `${writing.publicUrl}/p/${order.phoneToken}`;
  const rendered = renderReturnReceipt({ refund, order, store, url });
  return {
    messageId: message.messageId,
    name: `${order?.number ?? 'devolucion'}-returned-${tail(message.about)}`,
    to,
    country: store.country,
    senderName: store.name,
    subject: rendered.subject,
    html: rendered.html,
    text: to.kind === 'email' ? rendered.text : rendered.sms,
    date: message.createdAt,
    pictures: [],
  };
}

async function storeOfStation(db: Queryable, tenantId: string, stationId: string): Promise<StoredStore> {
  const [row] = await db.query('SELECT store_id FROM stations WHERE tenant_id = $1 AND station_id = $2', [tenantId, stationId]);
  return await readStore(db, tenantId, str(row, 'store_id'));
}
