import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { digitsOf } from '../../core/payments/amount-text.ts';
import type { Clock } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { askJson } from './ask-http.ts';
import {
  type AskFailure,
  type GivenBack,
  type HeldPayment,
  headerOf,
  type PaymentProvider,
  type PaymentRequest,
  type Reading,
  type WebhookNews,
  type WebhookRefusal,
} from './port.ts';
import { judgeTimedHmac, timedHmacHeader } from './timed-hmac.ts';

/** The shop's own card, behind a page of its issuer. Both sides share one key. */
export interface ShopCardIssuer {
  /** The page to which the customer goes. */
  readonly pageUrl: string;
  /** Where the hub asks: `GET /payments/ID`, `POST /payments/ID/cancel`, `POST /payments/ID/refund`, `GET /payments/ID/refunds/KEY`. */
  readonly apiUrl: string;
  readonly merchant: string;
  readonly key: string;
  readonly lifeMinutes: number;
  readonly currencies: readonly string[];
}

/**
 * A hosted page described by configuration. The payment is made by the customer's arrival there, with everything in the address and an HMAC over it;
 * all calls and news carry `pasillo-signature: t=SECONDS,v1=HEX` over their body (of a GET: over its path). `README.md` in this folder is the contract.
 */
export function shopCardProvider(issuer: ShopCardIssuer, { clock }: { readonly clock: Clock }): PaymentProvider {
  const signed = (text: string) => timedHmacHeader(Math.floor(clock.now() / 1000), new TextEncoder().encode(text), issuer.key);
  const state = async ({ reference }: HeldPayment): Promise<Result<Reading, AskFailure>> => {
    const path = `/payments/${encodeURIComponent(reference)}`;
    const headers = { 'pasillo-merchant': issuer.merchant, 'pasillo-signature': signed(path) };
    const answer = await askJson({ method: 'GET', url: issuer.apiUrl + path, headers }, codeOf);
    // Nobody arrived at the page yet, so that the issuer has not heard of it.
    if (!answer.ok && answer.error.kind === 'refused' && answer.error.status === 404) return ok(NOT_ARRIVED);
    return answer.ok ? readPayment(answer.value) : answer;
  };
  const post = async ({ reference }: HeldPayment, what: 'cancel' | 'refund', fields: Readonly<Record<string, string | number>>, key: string) => {
    const body = JSON.stringify({ ...fields, key });
    const headers = { 'pasillo-merchant': issuer.merchant, 'pasillo-signature': signed(body), 'idempotency-key': key, 'content-type': 'application/json' };
    return await askJson({ method: 'POST', url: `${issuer.apiUrl}/payments/${encodeURIComponent(reference)}/${what}`, headers, body }, codeOf);
  };
  return {
    lifeMs: issuer.lifeMinutes * 60_000,
    takes: ({ minor, currency }) => issuer.currencies.includes(currency) && minor > 0,
    async begin(request) {
      return ok({ reference: request.attemptId, pageUrl: pageFor(issuer, request) });
    },
    state,
    capture: state,
    async cancel(payment) {
      const answer = await post(payment, 'cancel', {}, `${payment.attemptId}-cancel`);
      return answer.ok || answer.error.kind === 'refused' ? await state(payment) : answer;
    },
    async refund(payment, amount, before) {
      const answer = await post(payment, 'refund', { minor: amount.minor, currency: amount.currency }, `${payment.attemptId}-refund-${before}`);
      return answer.ok ? await state(payment) : answer;
    },
    async giveBack(payment, { key, amount }) {
      const answer = await post(payment, 'refund', { minor: amount.minor, currency: amount.currency }, key);
      return answer.ok ? readRefund(answer.value) : answer;
    },
    async findGiven({ reference }, key) {
      const path = `/payments/${encodeURIComponent(reference)}/refunds/${encodeURIComponent(key)}`;
      const headers = { 'pasillo-merchant': issuer.merchant, 'pasillo-signature': signed(path) };
      const answer = await askJson({ method: 'GET', url: issuer.apiUrl + path, headers }, codeOf);
      if (!answer.ok && answer.error.kind === 'refused' && answer.error.status === 404) return ok(null);
      return answer.ok ? readRefund(answer.value) : answer;
    },
    async hear(request) {
      const header = headerOf(request, 'pasillo-signature');
      const verdict = header === null ? 'forged' : judgeTimedHmac(header, request.body, issuer.key, request.now);
      return verdict === 'good' ? readNews(request.body) : err({ kind: verdict });
    },
  };
}

const NOT_ARRIVED: Reading = { stage: 'open', taken: null, returned: 0, reversed: false, captureReference: null };

/** The page's address. The HMAC covers the query as it stands before it. */
export function pageFor({ pageUrl, merchant, key }: ShopCardIssuer, request: PaymentRequest): string {
  const { attemptId, amount, orderNumber, locale, expiresAt, backUrl } = request;
  const query = new URLSearchParams({
    merchant,
    payment: attemptId,
    minor: String(amount.minor),
    digits: String(digitsOf(amount.currency)),
    currency: amount.currency,
    order: orderNumber,
    locale,
    until: String(Math.floor(expiresAt / 1000)),
    back: backUrl,
  }).toString();
  return `${pageUrl}?${query}&signature=${createHmac('sha256', key).update(query).digest('hex')}`;
}

const payment = z.object({
  payment: z.string().max(64),
  state: z.enum(['open', 'pending', 'taken', 'declined', 'expired', 'cancelled']),
  minor: z.number().int().min(0).nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  returned: z.number().int().min(0),
  reversed: z.boolean(),
});

function readPayment(json: unknown): Result<Reading, AskFailure> {
  const read = payment.safeParse(json);
  if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
  const { state, minor, currency, returned, reversed } = read.data;
  const taken = state === 'taken' && minor !== null && currency !== null ? { minor, currency } : null;
  return ok({ stage: state === 'taken' ? 'captured' : state, taken, returned, reversed, captureReference: null });
}

const refund = z.object({ refund: z.string().min(1).max(100), state: z.enum(['pending', 'done', 'failed']) });

function readRefund(json: unknown): Result<GivenBack, AskFailure> {
  const read = refund.safeParse(json);
  return read.success ? ok({ reference: read.data.refund, state: read.data.state }) : err({ kind: 'no-answer', detail: 'shape' });
}

const news = z.object({ event: z.string().min(1).max(100), kind: z.string().max(60), payment: z.string().min(1).max(64) });

function readNews(body: Uint8Array): Result<WebhookNews, WebhookRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return err({ kind: 'unreadable' });
  }
  const read = news.safeParse(json);
  if (!read.success) return err({ kind: 'unreadable' });
  const { event, kind, payment: attemptId } = read.data;
  return ok({ eventId: event, kind, attemptId, reference: null, captureReference: null, reversed: false });
}

const refusal = z.object({ code: z.string() });

function codeOf(json: unknown): string {
  const read = refusal.safeParse(json);
  return read.success ? read.data.code : 'unknown';
}
