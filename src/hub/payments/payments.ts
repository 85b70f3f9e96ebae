import type { PhonePayment, StartPayment } from '../../contract/hub/payments.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { findDuePayments } from '../db/online-payments.ts';
import { findOrder, type StoredOrder } from '../db/orders.ts';
import type { Refusal } from '../domain/refusal.ts';
import { beginPayment } from './begin.ts';
import type { PaymentParts } from './payment-parts.ts';
import { hurryPayments, readPhonePayment } from './phone-payment.ts';
import type { WebhookRefusal, WebhookRequest } from './port.ts';
import { tendPayment } from './tend.ts';
import { forgetNews, hearNews, type WebhookPlace } from './webhooks.ts';

/** Payments at providers, as the API and the worker use them. */
export interface Payments {
  /** What the page behind an order's link says of its payment; has the providers asked soon where something is not decided. */
  look(order: StoredOrder): Promise<PhonePayment>;
  /** Begins a payment and answers what is known then. */
  begin(order: StoredOrder, wanted: StartPayment): Promise<Result<PhonePayment, Refusal>>;
  /** Takes a provider's news. */
  hear(place: WebhookPlace, request: WebhookRequest): Promise<Result<undefined, WebhookRefusal | { readonly kind: 'unknown' }>>;
  /** Asks the providers of all payments that are due, until none is. Answers whether anything changed that others see. */
  tendDue(): Promise<boolean>;
}

/** What `createPayments` needs beside the payments' own parts. */
export interface PaymentsParts extends PaymentParts {
  /** The worker has something to do. */
  readonly kick: () => void;
}

/** Payments tended in one go; at a provider that hangs each takes ten seconds. */
const BATCH = 20;

/** Makes the payments of a hub. Without ways to pay it offers none, and still finishes what was begun before. */
export function createPayments(parts: PaymentsParts): Payments {
  const { db, clock, ways } = parts;
  const show = async ({ tenantId, orderId }: StoredOrder): Promise<PhonePayment> => {
    const order = await findOrder(db, tenantId, orderId);
    if (order === null) throw new Error('an order vanished');
    return await readPhonePayment(db, order, ways.of(tenantId));
  };
  return {
    async look(order) {
      if (await hurryPayments(db, order, clock.now())) parts.kick();
      return await show(order);
    },
    async begin(order, wanted) {
      const begun = await beginPayment(parts, order, wanted);
      parts.kick();
      return begun.ok ? ok(await show(order)) : begun;
    },
    async hear(place, request) {
      const heard = await hearNews(parts, place, request);
      if (heard.ok) parts.kick();
      return heard;
    },
    async tendDue() {
      await forgetNews(parts, clock.now());
      let changed = false;
      // A payment goes several steps at once (agreed, asked for, taken); one that only waits is not due again.
      for (let round = 0; round < BATCH; round++) {
        const due = await findDuePayments(db, clock.now(), BATCH);
        if (due.length === 0) return changed;
        const done = await Promise.all(due.map((key) => tendPayment(parts, key)));
        changed = done.some(Boolean) || changed;
      }
      return changed;
    },
  };
}
