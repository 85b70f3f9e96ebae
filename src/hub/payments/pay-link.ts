import type { PayPage, StationPayment } from '../../contract/hub/payments.ts';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { findOrder, type StoredOrder } from '../db/orders.ts';
import { findLiveLink, findPayLink, keepPayLink, notePayLinkLooked, type PayLink } from '../db/pay-links.ts';
import { readStore, shownStore } from '../db/stores.ts';
import { type PaymentParts, payUrl } from './payment-parts.ts';
import { readPhonePayment } from './phone-payment.ts';

/** How long a link to pay by works after the kiosk last showed it, and how little of that may be left before it gets more. Milliseconds. */
const LINK_MS = 86_400_000;
const RENEW_MS = LINK_MS / 2;

/** An order and the link by which somebody came to pay it. */
export interface LinkedOrder {
  readonly order: StoredOrder;
  readonly link: PayLink;
}

/** What the kiosk where an order was placed shows of paying it on a phone. A link is made when it is first asked for, while there is something to pay. */
export async function readStationPayment(parts: PaymentParts, order: StoredOrder): Promise<StationPayment> {
  const payment = await readPhonePayment(parts.db, order, { ways: parts.ways.of(order.tenantId), payToken: null });
  const isPayable = payment.state === 'open' && payment.ways.length > 0;
  const link = isPayable ? await linkOf(parts, order, parts.clock.now()) : null;
  return {
    state: payment.state,
    link: link === null ? null : payUrl(parts.publicUrl(), link.token),
    looked: link?.lookedAt != null,
    attempt: payment.last?.state ?? null,
  };
}

/** The page behind a link to pay by. */
export async function readPayPage(parts: PaymentParts, { order, link }: LinkedOrder): Promise<PayPage> {
  const store = await readStore(parts.db, order.tenantId, order.storeId);
  const payment = await readPhonePayment(parts.db, order, { ways: parts.ways.of(order.tenantId), payToken: link.token });
  return { ...shownStore(store), locale: order.locale, number: order.number, payment };
}

/** The order behind a link's token; null for a link that is unknown or over. Notes that somebody looked. */
export async function findLinked(parts: PaymentParts, token: string): Promise<LinkedOrder | null> {
  const now = parts.clock.now();
  const link = await findLiveLink(parts.db, token, now);
  const order = link === null ? null : await findOrder(parts.db, link.tenantId, link.orderId);
  if (link === null || order === null) return null;
  if (link.lookedAt === null) await notePayLinkLooked(parts.db, token, now);
  return { order, link };
}

/** A link that a phone has read must lead there after a power cut, too. */
async function linkOf(parts: PaymentParts, { tenantId, orderId }: StoredOrder, now: UnixMs): Promise<PayLink> {
  const known = await findPayLink(parts.db, tenantId, orderId);
  if (known !== null && known.until - now > RENEW_MS) return known;
  const token = encodeBase64Url(parts.random(16));
  const kept = await parts.db.transaction((tx) => keepPayLink(tx, { token, tenantId, orderId, until: now + LINK_MS }));
  await parts.durable();
  return kept;
}
