import { createHash, createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createIdempotency, type HttpStandIn, type SendNews, type StandInAnswer, type StandInRequest, startStandIn } from './http-stand-in.ts';
import { pressed, sendTo, showPage } from './pay-pages.ts';

/** What a shop's app at the stand-in is. */
export const PAYPAL_APP = { clientId: 'app-of-the-shop', clientSecret: 'secret-of-the-app-0001', webhookId: 'WH-0001' } as const;

type Capture = 'COMPLETED' | 'PENDING' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
interface Amount {
  readonly currency_code: string;
  readonly value: string;
}
interface Refund {
  readonly id: string;
  status: 'COMPLETED' | 'PENDING' | 'FAILED' | 'CANCELLED';
  readonly amount: Amount;
  readonly invoice_id?: string;
  readonly custom_id?: string;
}
interface Order {
  readonly id: string;
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED';
  readonly customId: string;
  readonly amount: Amount;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  capture: { readonly id: string; status: Capture; readonly amount: Amount } | null;
  refunds: Refund[];
}

/**
 * PayPal as far as the hub uses it (Orders v2, Payments v2, OAuth 2.0, webhooks v1), after its published OpenAPI documents: shapes, statuses, issue codes,
 * `PayPal-Request-Id`. What the payer does there is a method, and a button on the page that an order links to.
 */
export interface PaypalStandIn extends HttpStandIn {
  /** The order that was made last. */
  last(): string;
  approve(orderId: string): void;
  /** The next capture ends so. */
  nextCapture(status: Capture | 'INSTRUMENT_DECLINED'): void;
  /** A capture that was pending has come through, or not. */
  settle(orderId: string, status: Capture): void;
  /** The next refund ends so. */
  nextRefund(status: Refund['status']): void;
  /** The refunds of an order have come through, or come back. */
  settleRefunds(orderId: string, status: Refund['status']): void;
  /** What was given back of an order, with its state, as text. */
  refunds(orderId: string): readonly string[];
  /** Somebody gives money back on the provider's own site. */
  refundBySite(orderId: string, value: string): void;
  /** Money that the stand-in took and still holds for the shop, by order, as text. */
  held(): readonly string[];
  /** A signed event about an order: body and headers. */
  event(kind: string, orderId: string, eventId?: string, at?: number): { readonly body: string; readonly headers: Record<string, string> };
  /** All tokens end now. */
  endTokens(): void;
}

const orderBody = z.object({
  intent: z.literal('CAPTURE'),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().max(255),
        invoice_id: z.string().max(127),
        amount: z.object({ currency_code: z.string().length(3), value: z.string().regex(/^\d+(\.\d\d)?$/) }),
      }),
    )
    .length(1),
  payment_source: z.object({ paypal: z.object({ experience_context: z.object({ return_url: z.url(), cancel_url: z.url() }) }) }),
});
const refundBody = z.object({ amount: z.object({ value: z.string() }), invoice_id: z.string().max(127).optional(), custom_id: z.string().max(127).optional() });
const verifyBody = z.object({
  auth_algo: z.string(),
  cert_url: z.string(),
  transmission_id: z.string(),
  transmission_sig: z.string(),
  transmission_time: z.string(),
  webhook_id: z.string(),
});

const issue = (status: number, name: string, code: string): StandInAnswer => ({
  status,
  json: { name, message: 'The requested action could not be performed.', debug_id: randomUUID().slice(0, 13), details: [{ issue: code, description: code }] },
});

/** Starts the stand-in. `send` hears what PayPal would tell the hub after each press on its page. */
export async function startPaypal(now: () => number, port = 0, send: SendNews = () => {}): Promise<PaypalStandIn> {
  const orders = new Map<string, Order>();
  const tokens = new Set<string>();
  const idempotent = createIdempotency(issue(422, 'UNPROCESSABLE_ENTITY', 'PAYPAL_REQUEST_ID_PREVIOUSLY_USED'));
  let captureEnds: Capture | 'INSTRUMENT_DECLINED' = 'COMPLETED';

  const create = (request: StandInRequest): StandInAnswer => {
    const read = orderBody.safeParse(JSON.parse(request.body));
    const unit = read.data?.purchase_units[0];
    if (unit === undefined) return issue(400, 'INVALID_REQUEST', 'MALFORMED_REQUEST_JSON');
    if (unit.amount.currency_code === 'CLP') return issue(422, 'UNPROCESSABLE_ENTITY', 'INVALID_CURRENCY_CODE');
    const id = createHash('sha256').update(`${unit.custom_id}${orders.size}`).digest('hex').slice(0, 17).toUpperCase();
    const { return_url: returnUrl, cancel_url: cancelUrl } = read.data?.payment_source.paypal.experience_context ?? { return_url: '', cancel_url: '' };
    orders.set(id, { id, status: 'PAYER_ACTION_REQUIRED', customId: unit.custom_id, amount: unit.amount, returnUrl, cancelUrl, capture: null, refunds: [] });
    return { status: 200, json: shown(orders.get(id)) };
  };
  const shown = (order: Order | undefined) => ({
    id: order?.id,
    intent: 'CAPTURE',
    status: order?.status,
    purchase_units: [
      {
        reference_id: 'default',
        custom_id: order?.customId,
        amount: order?.amount,
        ...(order?.capture === null ? {} : { payments: { captures: [order?.capture], refunds: order?.refunds } }),
      },
    ],
    links: [
      { href: `${self.url}/v2/checkout/orders/${order?.id}`, rel: 'self', method: 'GET' },
      { href: `${self.url}/checkoutnow?token=${order?.id}`, rel: 'payer-action', method: 'GET' },
    ],
  });
  const capture = (order: Order): StandInAnswer => {
    if (order.capture !== null) return issue(422, 'UNPROCESSABLE_ENTITY', 'ORDER_ALREADY_CAPTURED');
    if (order.status !== 'APPROVED') return issue(422, 'UNPROCESSABLE_ENTITY', 'ORDER_NOT_APPROVED');
    const ends = captureEnds;
    captureEnds = 'COMPLETED';
    if (ends === 'INSTRUMENT_DECLINED') {
      order.status = 'PAYER_ACTION_REQUIRED';
      return issue(422, 'UNPROCESSABLE_ENTITY', 'INSTRUMENT_DECLINED');
    }
    order.status = 'COMPLETED';
    order.capture = { id: `C${order.id}`, status: ends, amount: order.amount };
    return { status: 201, json: shown(order) };
  };
  let refundEnds: Refund['status'] = 'COMPLETED';
  const refund = (order: Order, { amount: { value }, invoice_id, custom_id }: z.infer<typeof refundBody>): StandInAnswer => {
    if (order.capture === null) return issue(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    const left = cents(order.amount.value) - gone(order);
    if (left === 0) return issue(422, 'UNPROCESSABLE_ENTITY', 'CAPTURE_FULLY_REFUNDED');
    if (cents(value) > left) return issue(422, 'UNPROCESSABLE_ENTITY', 'REFUND_AMOUNT_EXCEEDED');
    const names = { ...(invoice_id === undefined ? {} : { invoice_id }), ...(custom_id === undefined ? {} : { custom_id }) };
    const one: Refund = { id: `R${order.refunds.length}${order.id}`, status: refundEnds, amount: { ...order.amount, value }, ...names };
    refundEnds = 'COMPLETED';
    order.refunds.push(one);
    countRefunds(order);
    return { status: 201, json: { ...one, links: [{ href: `${self.url}/v2/payments/captures/${order.capture.id}`, rel: 'up', method: 'GET' }] } };
  };
  const page = (request: StandInRequest): StandInAnswer => {
    const order = orders.get(request.query.get('token') ?? '');
    if (order === undefined) return { status: 404, html: 'No hay tal pago.' };
    const { id, amount, returnUrl, cancelUrl } = order;
    const act = request.method === 'POST' ? pressed(request.body) : null;
    if (act === 'leave') return sendTo(cancelUrl);
    if (act === 'agree' || act === 'refuse') {
      if (act === 'refuse') captureEnds = 'INSTRUMENT_DECLINED';
      order.status = 'APPROVED';
      send(signedEvent('CHECKOUT.ORDER.APPROVED', order, `WH-${randomUUID()}`, now()));
      return sendTo(`${returnUrl}&token=${id}&PayerID=PAYER1`);
    }
    const canAct = order.status === 'PAYER_ACTION_REQUIRED';
    const agree = [
      { act: 'agree', label: 'Aceptar y pagar' },
      { act: 'refuse', label: 'Aceptar con una tarjeta sin saldo' },
    ];
    return showPage({
      provider: 'PayPal',
      amount: `${amount.value} ${amount.currency_code}`,
      actions: [...(canAct ? agree : []), { act: 'leave', label: 'Volver sin pagar' }],
    });
  };
  const handle = (request: StandInRequest): StandInAnswer => {
    if (request.path === '/checkoutnow') return page(request);
    if (request.path === '/v1/oauth2/token') return grant(request, tokens);
    if (!tokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) return { status: 401, json: { error: 'invalid_token' } };
    if (request.path === '/v1/notifications/verify-webhook-signature') return verify(request.body);
    const key = request.headers['paypal-request-id'];
    return idempotent(request, typeof key === 'string' ? key : undefined, () => {
      if (request.path === '/v2/checkout/orders' && request.method === 'POST') return create(request);
      const [, orderId, what] = /^\/v2\/checkout\/orders\/([A-Z0-9]+)(\/capture)?$/.exec(request.path) ?? [];
      const order = orders.get(orderId ?? '');
      if (order !== undefined) return what === undefined ? { status: 200, json: shown(order) } : capture(order);
      const [, captureId] = /^\/v2\/payments\/captures\/([A-Z0-9]+)\/refund$/.exec(request.path) ?? [];
      const captured = [...orders.values()].find((one) => one.capture?.id === captureId);
      if (captured !== undefined) return refund(captured, refundBody.parse(JSON.parse(request.body)));
      return issue(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    });
  };
  const self = await startStandIn(handle, port);
  const find = (orderId: string): Order => {
    const order = orders.get(orderId);
    if (order === undefined) throw new Error(`no order ${orderId} at the stand-in`);
    return order;
  };
  return {
    ...self,
    last: () => [...orders.keys()].at(-1) ?? '',
    approve: (orderId) => {
      find(orderId).status = 'APPROVED';
    },
    nextCapture: (status) => {
      captureEnds = status;
    },
    settle: (orderId, status) => {
      const { capture: made } = find(orderId);
      if (made !== null) made.status = status;
    },
    nextRefund: (status) => {
      refundEnds = status;
    },
    settleRefunds(orderId, status) {
      const order = find(orderId);
      for (const one of order.refunds) one.status = status;
      countRefunds(order);
    },
    refunds: (orderId) => find(orderId).refunds.map(({ amount, status }) => `${amount.value} ${status}`),
    refundBySite: (orderId, value) => void refund(find(orderId), { amount: { value } }),
    held: () =>
      [...orders.values()].flatMap((one) => {
        const money = one.capture !== null && one.capture.status !== 'DECLINED' && one.capture.status !== 'PENDING';
        const left = money ? cents(one.amount.value) - gone(one) : 0;
        return left > 0 ? [`${left} ${one.amount.currency_code}`] : [];
      }),
    event: (kind, orderId, eventId = `WH-${randomUUID()}`, at = now()) => signedEvent(kind, find(orderId), eventId, at),
    endTokens: () => tokens.clear(),
  };
}

function grant(request: StandInRequest, tokens: Set<string>): StandInAnswer {
  const basic = Buffer.from(`${PAYPAL_APP.clientId}:${PAYPAL_APP.clientSecret}`).toString('base64');
  if (request.headers.authorization !== `Basic ${basic}` || request.body !== 'grant_type=client_credentials') {
    return { status: 401, json: { error: 'invalid_client', error_description: 'Client Authentication failed' } };
  }
  const token = `A21AA${randomUUID()}`;
  tokens.add(token);
  return { status: 200, json: { scope: '', access_token: token, token_type: 'Bearer', app_id: 'APP-1', expires_in: 32_400, nonce: 'n' } };
}

/** PayPal signs transmission id, time, webhook id and a checksum of the body; here with an HMAC, since only the stand-in checks it. */
function sign(fields: { readonly id: string; readonly time: string; readonly webhookId: string }, body: string): string {
  return createHmac('sha256', 'certificate-of-the-stand-in').update(`${fields.id}|${fields.time}|${fields.webhookId}|${body}`).digest('base64');
}

function verify(body: string): StandInAnswer {
  const read = verifyBody.safeParse(JSON.parse(body));
  const marker = '"webhook_event":';
  if (!read.success) return issue(400, 'VALIDATION_ERROR', 'MISSING_REQUIRED_PARAMETER');
  const { transmission_id: id, transmission_time: time, webhook_id: webhookId, transmission_sig: signature } = read.data;
  const good = sign({ id, time, webhookId }, body.slice(body.indexOf(marker) + marker.length, -1)) === signature;
  return { status: 200, json: { verification_status: good ? 'SUCCESS' : 'FAILURE' } };
}

function signedEvent(kind: string, order: Order, eventId: string, at: number) {
  const last = order.refunds.at(-1);
  const up = [{ href: `https://api.paypal.com/v2/payments/captures/C${order.id}`, rel: 'up', method: 'GET' }];
  const resource =
    kind === 'PAYMENT.CAPTURE.REFUNDED' && last !== undefined
      ? { ...last, links: up }
      : kind.startsWith('CHECKOUT.ORDER')
        ? { id: order.id, status: order.status, purchase_units: [{ custom_id: order.customId, amount: order.amount }] }
        : { id: `C${order.id}`, custom_id: order.customId, amount: order.amount, supplementary_data: { related_ids: { order_id: order.id } } };
  const body = JSON.stringify({ id: eventId, event_version: '1.0', event_type: kind, create_time: new Date(at).toISOString(), resource }, null, 1);
  const time = new Date(at).toISOString();
  const id = randomUUID();
  return {
    body,
    headers: {
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-1',
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': sign({ id, time, webhookId: PAYPAL_APP.webhookId }, body),
    },
  };
}

/** What of an order's money is back with its payer, or on its way there. */
function gone(order: Order): number {
  return order.refunds.filter(({ status }) => status === 'COMPLETED' || status === 'PENDING').reduce((sum, one) => sum + cents(one.amount.value), 0);
}

function countRefunds(order: Order): void {
  if (order.capture === null) return;
  const back = order.refunds.filter(({ status }) => status === 'COMPLETED').reduce((sum, one) => sum + cents(one.amount.value), 0);
  order.capture.status = back === 0 ? 'COMPLETED' : back === cents(order.amount.value) ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}

function cents(value: string): number {
  return Math.round(Number(value) * 100);
}
