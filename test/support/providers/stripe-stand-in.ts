import { randomUUID } from 'node:crypto';
import { timedHmacHeader } from '../../../src/hub/payments/timed-hmac.ts';
import { createIdempotency, type HttpStandIn, type SendNews, type StandInAnswer, type StandInRequest, startStandIn } from './http-stand-in.ts';
import { pressed, sendTo, showPage } from './pay-pages.ts';

/** The shop's account at the stand-in. */
export const STRIPE_ACCOUNT = { secretKey: 'sk_test_of_the_shop_0001', webhookSecret: 'whsec_of_the_shop_0001' } as const;

type RefundState = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly metadata: Readonly<Record<string, string>>;
  status: RefundState;
}
interface Session {
  readonly id: string;
  readonly attempt: string;
  readonly amount: number;
  readonly currency: string;
  readonly expiresAt: number;
  readonly successUrl: string;
  readonly cancelUrl: string;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  intentStatus: string;
  refunds: Refund[];
  disputed: 'needs_response' | 'won' | 'lost' | null;
}

/**
 * Stripe as far as the hub uses it (Checkout Sessions, Refunds, Events), after its published OpenAPI document: shapes, error codes, `Idempotency-Key`,
 * `Stripe-Signature`. What the customer does on its page is a method, and a button on that page.
 */
export interface StripeStandIn extends HttpStandIn {
  /** The session that was made last. */
  last(): string;
  /** The customer pays on the page; false: the page is closed. `amount` where something went wrong with the sum. */
  pay(sessionId: string, how?: { readonly slow?: boolean; readonly amount?: number; readonly currency?: string }): boolean;
  /** A slow way of paying comes through, or fails. */
  settle(sessionId: string, paid: boolean): void;
  /** A bank takes the money back; later it says for whom it decided. */
  dispute(sessionId: string, status?: 'needs_response' | 'won' | 'lost'): void;
  refundBySite(sessionId: string, amount: number): void;
  /** The next refund ends so; the refunds of a session have come through, or come back; what they are, as text. */
  nextRefund(status: RefundState): void;
  settleRefunds(sessionId: string, status: RefundState): void;
  refunds(sessionId: string): readonly string[];
  /** Money that the stand-in took and still holds for the shop, as text. */
  held(): readonly string[];
  /** An event about a session, with its header. */
  event(kind: string, sessionId: string, eventId?: string, at?: number): { readonly body: string; readonly headers: Record<string, string> };
}

/** What Checkout's `locale` takes (async-stripe's CheckoutSessionLocale, made from the published OpenAPI document). Catalan is not among them. */
const LOCALES = new Set(
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(' '),
);

const refusal = (status: number, type: string, code: string | null): StandInAnswer => ({
  status,
  json: { error: { type, ...(code === null ? {} : { code }), message: 'The request was refused.' } },
});

/** Starts the stand-in. `now` is the provider's own clock, by which sessions end; `send` hears what it would tell the hub after each press on its page. */
export async function startStripe(now: () => number, port = 0, send: SendNews = () => {}): Promise<StripeStandIn> {
  const sessions = new Map<string, Session & { amount: number; currency: string }>();
  let self: Pick<StripeStandIn, 'pay' | 'event'> = { pay: () => false, event: () => ({ body: '', headers: {} }) };
  const idempotent = createIdempotency(refusal(400, 'idempotency_error', null));

  const create = (fields: URLSearchParams): StandInAnswer => {
    const expiresAt = Number(fields.get('expires_at'));
    const amount = Number(fields.get('line_items[0][price_data][unit_amount]'));
    const attempt = fields.get('client_reference_id');
    if (fields.get('mode') !== 'payment' || attempt === null || fields.get('success_url') === null)
      return refusal(400, 'invalid_request_error', 'parameter_missing');
    if (expiresAt < now() / 1000 + 1_800 || expiresAt > now() / 1000 + 86_400) return refusal(400, 'invalid_request_error', null);
    if (!LOCALES.has(fields.get('locale') ?? 'auto')) return refusal(400, 'invalid_request_error', null);
    if (!Number.isInteger(amount) || amount < 1) return refusal(400, 'invalid_request_error', 'amount_too_small');
    const id = `cs_test_${randomUUID().replaceAll('-', '')}`;
    const currency = fields.get('line_items[0][price_data][currency]') ?? '';
    sessions.set(id, {
      id,
      attempt,
      amount,
      currency,
      expiresAt,
      successUrl: fields.get('success_url') ?? '',
      cancelUrl: fields.get('cancel_url') ?? '',
      status: 'open',
      paid: false,
      intentStatus: 'requires_payment_method',
      refunds: [],
      disputed: null,
    });
    return { status: 200, json: { ...shown(id, false), url: `${http.url}/c/pay/${id}` } };
  };
  const shownCharge = (session: Session) => ({
    ...{ id: `ch_${session.id.slice(8)}`, object: 'charge', amount: session.amount, currency: session.currency, payment_intent: `pi_${session.id.slice(8)}` },
    ...{ amount_refunded: refundedOf(session), refunded: refundedOf(session) === session.amount, disputed: session.disputed !== null },
    ...{ paid: true, status: 'succeeded', metadata: { attempt: session.attempt } },
  });
  const shown = (id: string, isExpanded: boolean) => {
    const session = find(id);
    if (session.status === 'open' && now() / 1000 >= session.expiresAt) session.status = 'expired';
    const { amount, currency, status, paid, attempt, intentStatus } = session;
    const intentId = `pi_${id.slice(8)}`;
    const charge = paid ? shownCharge(session) : null;
    const intent = isExpanded ? { id: intentId, object: 'payment_intent', status: intentStatus, latest_charge: charge } : intentId;
    return {
      id,
      object: 'checkout.session',
      client_reference_id: attempt,
      metadata: { attempt },
      amount_total: amount,
      currency,
      status,
      payment_status: paid ? 'paid' : 'unpaid',
      // The payment is made when the customer first tries to pay.
      payment_intent: status === 'complete' ? intent : null,
      url: null,
    };
  };
  const expire = (id: string): StandInAnswer => {
    if (find(id).status !== 'open') return refusal(400, 'invalid_request_error', null);
    find(id).status = 'expired';
    return { status: 200, json: shown(id, false) };
  };
  let refundEnds: RefundState = 'succeeded';
  const refund = (fields: URLSearchParams): StandInAnswer => {
    const session = sessions.get(`cs_test_${(fields.get('payment_intent') ?? '').slice(3)}`);
    const amount = Number(fields.get('amount'));
    if (session?.paid !== true) return refusal(404, 'invalid_request_error', 'resource_missing');
    if (session.disputed === 'needs_response' || session.disputed === 'lost') return refusal(400, 'invalid_request_error', 'charge_disputed');
    const left = session.amount - refundedOf(session);
    if (left <= 0) return refusal(400, 'invalid_request_error', 'charge_already_refunded');
    if (!Number.isInteger(amount) || amount < 1) return refusal(400, 'invalid_request_error', 'parameter_invalid_integer');
    // Stripe has no code of its own for more than is left.
    if (amount > left) return refusal(400, 'invalid_request_error', null);
    const metadata = Object.fromEntries(
      [...fields].flatMap(([name, value]) => ((found) => (found === null ? [] : [[found[1] ?? '', value]]))(/^metadata\[(.+)\]$/.exec(name))),
    );
    const made: Refund = { id: `re_${randomUUID().replaceAll('-', '')}`, amount, metadata, status: refundEnds };
    refundEnds = 'succeeded';
    session.refunds.push(made);
    return { status: 200, json: shownRefund(session, made) };
  };
  const shownRefund = (session: Session, { id, amount, metadata, status }: Refund) => ({
    ...{ id, object: 'refund', amount, currency: session.currency, metadata, status, reason: null, created: Math.floor(now() / 1000) },
    ...{ payment_intent: `pi_${session.id.slice(8)}`, charge: `ch_${session.id.slice(8)}` },
    ...(status === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {}),
  });
  const refundsOf = (intentId: string): StandInAnswer => {
    const found = sessions.get(`cs_test_${intentId.slice(3)}`);
    if (found === undefined) return refusal(404, 'invalid_request_error', 'resource_missing');
    return { status: 200, json: { object: 'list', url: '/v1/refunds', has_more: false, data: found.refunds.map((one) => shownRefund(found, one)) } };
  };
  const disputes = (intentId: string): StandInAnswer => {
    const found = sessions.get(`cs_test_${intentId.slice(3)}`);
    const data = found?.disputed == null ? [] : [{ id: `dp_${intentId}`, object: 'dispute', amount: found.amount, status: found.disputed }];
    return { status: 200, json: { object: 'list', url: '/v1/disputes', has_more: false, data } };
  };
  const page = (request: StandInRequest, id: string): StandInAnswer => {
    if (!sessions.has(id)) return { status: 404, html: 'No hay tal pago.' };
    shown(id, false);
    const session = find(id);
    const act = request.method === 'POST' ? pressed(request.body) : null;
    if (act === 'leave') return sendTo(session.cancelUrl);
    if (session.status === 'open' && (act === 'pay' || act === 'slow')) {
      self.pay(id, { slow: act === 'slow' });
      send(self.event('checkout.session.completed', id));
      return sendTo(session.successUrl);
    }
    const pay = [
      { act: 'pay', label: 'Pagar con una tarjeta buena' },
      { act: 'refuse', label: 'Probar con una tarjeta sin saldo' },
      { act: 'slow', label: 'Pagar con un banco lento' },
    ];
    return showPage({
      provider: 'Stripe',
      amount: `${(session.amount / 100).toFixed(2)} ${session.currency.toUpperCase()}`,
      ...(act === 'refuse' ? { problem: 'La tarjeta no tiene saldo. Prueba con otra.' } : {}),
      actions: [...(session.status === 'open' ? pay : []), { act: 'leave', label: 'Volver sin pagar' }],
    });
  };
  const handle = (request: StandInRequest): StandInAnswer => {
    if (request.path.startsWith('/c/pay/')) return page(request, request.path.slice('/c/pay/'.length));
    if (request.headers.authorization !== `Bearer ${STRIPE_ACCOUNT.secretKey}`) return refusal(401, 'invalid_request_error', null);
    if (request.headers['stripe-version'] === undefined) return refusal(400, 'invalid_request_error', null);
    const key = request.headers['idempotency-key'];
    const fields = new URLSearchParams(request.body);
    const [, id, what] = /^\/v1\/checkout\/sessions\/(cs_test_[a-z0-9]+)(\/expire)?$/.exec(request.path) ?? [];
    return idempotent(request, typeof key === 'string' ? key : undefined, () => {
      if (request.path === '/v1/checkout/sessions') return create(fields);
      if (request.path === '/v1/refunds') return request.method === 'GET' ? refundsOf(request.query.get('payment_intent') ?? '') : refund(fields);
      if (request.path === '/v1/disputes') return disputes(request.query.get('payment_intent') ?? '');
      if (id === undefined || !sessions.has(id)) return refusal(404, 'invalid_request_error', 'resource_missing');
      return what === undefined ? { status: 200, json: shown(id, request.query.has('expand[]')) } : expire(id);
    });
  };
  const http = await startStandIn(handle, port);
  const find = (id: string) => {
    const session = sessions.get(id);
    if (session === undefined) throw new Error(`no session ${id} at the stand-in`);
    return session;
  };
  const stand: StripeStandIn = {
    ...http,
    last: () => [...sessions.keys()].at(-1) ?? '',
    pay(id, { slow = false, amount, currency } = {}) {
      shown(id, false);
      const session = find(id);
      if (session.status !== 'open') return false;
      session.status = 'complete';
      session.amount = amount ?? session.amount;
      session.currency = currency ?? session.currency;
      session.paid = !slow;
      session.intentStatus = slow ? 'processing' : 'succeeded';
      return true;
    },
    settle(id, paid) {
      find(id).paid = paid;
      find(id).intentStatus = paid ? 'succeeded' : 'requires_payment_method';
    },
    dispute(id, status = 'needs_response') {
      find(id).disputed = status;
    },
    nextRefund: (status) => {
      refundEnds = status;
    },
    settleRefunds(id, status) {
      for (const one of find(id).refunds) one.status = status;
    },
    refunds: (id) => find(id).refunds.map(({ amount, status }) => `${amount} ${status}`),
    refundBySite(id, amount) {
      find(id).refunds.push({ id: `re_${randomUUID().replaceAll('-', '')}`, amount, metadata: {}, status: 'succeeded' });
    },
    held: () =>
      [...sessions.values()].flatMap((one) =>
        one.paid && one.amount > refundedOf(one) ? [`${one.amount - refundedOf(one)} ${one.currency.toUpperCase()}`] : [],
      ),
    event(kind, id, eventId = `evt_${randomUUID()}`, at = now()) {
      const session = find(id);
      const last = session.refunds.at(-1);
      const isRefund = last !== undefined && (kind.startsWith('refund.') || kind === 'charge.refund.updated');
      const object = isRefund ? shownRefund(session, last) : kind.startsWith('charge.') ? shownCharge(session) : shown(id, false);
      const body = JSON.stringify({ id: eventId, object: 'event', type: kind, created: Math.floor(at / 1000), data: { object } });
      return { body, headers: { 'stripe-signature': timedHmacHeader(Math.floor(at / 1000), Buffer.from(body), STRIPE_ACCOUNT.webhookSecret) } };
    },
  };
  self = stand;
  return stand;
}

/** What of a session's money is back with its payer, or on its way there: Stripe counts both, and takes off what failed. */
function refundedOf({ refunds }: Session): number {
  return refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled').reduce((sum, { amount }) => sum + amount, 0);
}
