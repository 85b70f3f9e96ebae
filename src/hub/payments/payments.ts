import type { PayPage, PhonePayment, StartPayment, StationPayment } from '../../contract/hub/payments.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { findDuePayments } from '../db/online-payments.ts';
import { findDueRefunds } from '../db/provider-refunds.ts';
import { findOrder, type StoredOrder } from '../db/orders.ts';
import { forgetPayLinks } from '../db/pay-links.ts';
import { alone, type Broken, tellBroken } from '../domain/alone.ts';
import type { Refusal } from '../domain/refusal.ts';
import { beginPayment } from './begin.ts';
import { findLinked, type LinkedOrder, readPayPage, readStationPayment } from './pay-link.ts';
import type { PaymentParts } from './payment-parts.ts';
import { hurryPayments, readPhonePayment } from './phone-payment.ts';
import type { WebhookRefusal, WebhookRequest } from './port.ts';
import { tendPayment } from './tend.ts';
import { requestOwed, tendRefund } from './tend-refund.ts';
import { forgetNews, hearNews, type WebhookPlace } from './webhooks.ts';

/** Payments at providers, as the API and the worker use them. */
export interface Payments {
  /** What the page behind an order's link says of its payment; has the providers asked soon where something is not decided. */
  look(order: StoredOrder): Promise<PhonePayment>;
  /** Begins a payment and answers what is known then. */
  begin(order: StoredOrder, wanted: StartPayment): Promise<Result<PhonePayment, Refusal>>;
  /** What the kiosk where the order was placed shows of paying it on a phone; has the providers asked soon, as `look` does. */
  lookForStation(order: StoredOrder): Promise<StationPayment>;
  /** The order behind a link to pay by, or null. */
  linked(token: string): Promise<LinkedOrder | null>;
  /** The same as `look` and `begin`, for the page behind a link to pay by. */
  lookByLink(linked: LinkedOrder): Promise<PayPage>;
  beginByLink(linked: LinkedOrder, wanted: StartPayment): Promise<Result<PayPage, Refusal>>;
  /** Takes a provider's news. */
  hear(place: WebhookPlace, request: WebhookRequest): Promise<Result<undefined, WebhookRefusal | { readonly kind: 'unknown' }>>;
  /** Asks the providers of all payments and refunds that are due, until none is. Answers whether anything changed that others see. */
  tendDue(): Promise<boolean>;
}

/** What `createPayments` needs beside the payments' own parts. */
export interface PaymentsParts extends PaymentParts {
  /** The worker has something to do. */
  readonly kick: () => void;
}

/** Payments tended in one go; at a provider that hangs each takes ten seconds. */
const BATCH = 20;
/** So long a payment or a refund rests at which the work broke, in milliseconds. */
const BROKEN_MS = 600_000;

/** Makes the payments of a hub. Without ways to pay it offers none, and still finishes what was begun before. */
export function createPayments(parts: PaymentsParts): Payments {
  const { db, clock, ways } = parts;
  const asItIs = async ({ tenantId, orderId }: StoredOrder): Promise<StoredOrder> => {
    const order = await findOrder(db, tenantId, orderId);
    if (order === null) throw new Error('an order vanished');
    return order;
  };
  const show = async (order: StoredOrder): Promise<PhonePayment> =>
    await readPhonePayment(db, await asItIs(order), { ways: ways.of(order.tenantId), payToken: null });
  const showLinked = async ({ order, link }: LinkedOrder): Promise<PayPage> => await readPayPage(parts, { link, order: await asItIs(order) });
  const hurry = async (order: StoredOrder): Promise<void> => {
    if (await hurryPayments(db, order, clock.now())) parts.kick();
  };
  const beginAt = async (order: StoredOrder, wanted: StartPayment, payToken: string | null): ReturnType<typeof beginPayment> => {
    const begun = await beginPayment(parts, order, { ...wanted, payToken });
    parts.kick();
    return begun;
  };
  return {
    async look(order) {
      await hurry(order);
      return await show(order);
    },
    async begin(order, wanted) {
      const begun = await beginAt(order, wanted, null);
      return begun.ok ? ok(await show(order)) : begun;
    },
    async lookForStation(order) {
      await hurry(order);
      return await readStationPayment(parts, await asItIs(order));
    },
    linked: (token) => findLinked(parts, token),
    async lookByLink(linked) {
      await hurry(linked.order);
      return await showLinked(linked);
    },
    async beginByLink(linked, wanted) {
      const begun = await beginAt(linked.order, wanted, linked.link.token);
      return begun.ok ? ok(await showLinked(linked)) : begun;
    },
    async hear(place, request) {
      const heard = await hearNews(parts, place, request);
      if (heard.ok) parts.kick();
      return heard;
    },
    async tendDue() {
      await forgetNews(parts, clock.now());
      await forgetPayLinks(db, clock.now());
      let changed = await requestOwed(parts);
      // A payment goes several steps at once (agreed, asked for, taken); one that only waits is not due again.
      for (let round = 0; round < BATCH; round++) {
        const due = await findDuePayments(db, clock.now(), BATCH);
        const back = await findDueRefunds(db, clock.now(), BATCH);
        if (due.length === 0 && back.length === 0) return changed;
        const done = await Promise.all([
          ...due.map((key) => alone({ ...key, about: key.attemptId }, () => tendPayment(parts, key), later(parts, 'online_payments', 'attempt_id'))),
          ...back.map((key) => alone({ ...key, about: key.refundId }, () => tendRefund(parts, key), later(parts, 'provider_refunds', 'refund_id'))),
        ]);
        changed = done.some(Boolean) || changed;
      }
      return changed;
    },
  };
}

/** What breaks is looked at again in a while, so that it does not stand before what can be done. */
function later({ db, logger, clock }: PaymentParts, table: 'online_payments' | 'provider_refunds', key: 'attempt_id' | 'refund_id'): Broken {
  return async (row, failure) => {
    await tellBroken({ db, logger, now: () => clock.now() }, 'payments')(row, failure);
    await db.query(`UPDATE ${table} SET next_at = $3 WHERE tenant_id = $1 AND ${key} = $2`, [row.tenantId, row.about, clock.now() + BROKEN_MS]);
  };
}
