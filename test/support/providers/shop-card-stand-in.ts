import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { judgeTimedHmac, timedHmacHeader } from '../../../src/hub/payments/timed-hmac.ts';
import { createIdempotency, type HttpStandIn, type SendNews, type StandInAnswer, type StandInRequest, startStandIn } from './http-stand-in.ts';
import { pressed, sendTo, showPage } from './pay-pages.ts';

/** The key that the shop and the issuer of its card share here. */
export const SHOP_CARD_KEY = 'key-of-the-shop-card-0001';

interface Payment {
  readonly minor: number;
  readonly currency: string;
  state: 'open' | 'taken' | 'declined' | 'cancelled';
  returned: number;
  reversed?: boolean;
  refunds?: Map<string, { readonly minor: number; state: 'pending' | 'done' | 'failed' }>;
}

/** The issuer of a shop's own card, after the contract in `src/hub/payments/README.md`. What the customer does on its page is a method, and a button there. */
export interface ShopCardStandIn extends HttpStandIn {
  /** The customer arrives at the address and pays, or is declined; false: the address is not genuine or the payment is closed. */
  arrive(pageUrl: string, outcome?: 'taken' | 'declined'): boolean;
  /** The issuer takes the money back from the shop, or gives it again. */
  reverse(attemptId: string, reversed?: boolean): void;
  /** The next refund ends so; those of a payment have come through, or come back. */
  nextRefund(state: 'pending' | 'done' | 'failed'): void;
  settleRefunds(attemptId: string, state: 'done' | 'failed'): void;
  held(): readonly string[];
  event(attemptId: string, eventId?: string, at?: number): { readonly body: string; readonly headers: Record<string, string> };
}

const refundBody = z.object({ minor: z.number().int(), currency: z.string(), key: z.string() });

/** Starts the stand-in. `send` hears what the issuer would tell the hub after each press on its page. */
export async function startShopCard(now: () => number, port = 0, send: SendNews = () => {}): Promise<ShopCardStandIn> {
  const payments = new Map<string, Payment>();
  const idempotent = createIdempotency({ status: 422, json: { code: 'key-reused' } });
  const isGenuine = (request: StandInRequest): boolean => {
    const text = request.method === 'GET' ? request.path : request.body;
    const header = request.headers['pasillo-signature'];
    return typeof header === 'string' && judgeTimedHmac(header, Buffer.from(text), SHOP_CARD_KEY, now()) === 'good';
  };
  let refundEnds: 'pending' | 'done' | 'failed' = 'done';
  const act = (payment: Payment, what: string, body: string): StandInAnswer => {
    if (what === 'cancel') {
      if (payment.state !== 'open') return { status: 422, json: { code: 'not-open' } };
      payment.state = 'cancelled';
      return { status: 200, json: {} };
    }
    const { minor, key } = refundBody.parse(JSON.parse(body));
    if (payment.state !== 'taken' || minor > payment.minor - payment.returned) return { status: 422, json: { code: 'too-much' } };
    const made = { minor, state: refundEnds };
    refundEnds = 'done';
    payment.refunds = (payment.refunds ?? new Map()).set(key, made);
    if (made.state === 'done') payment.returned += minor;
    return { status: 200, json: { refund: key, state: made.state } };
  };
  /** The customer arrives with everything in the address; null: the address is not the shop's, or its time is over. */
  const arrived = (address: string): { readonly id: string; readonly fields: URLSearchParams; readonly payment: Payment } | null => {
    const [query = '', signature] = address.split('&signature=');
    if (createHmac('sha256', SHOP_CARD_KEY).update(query).digest('hex') !== signature) return null;
    const fields = new URLSearchParams(query);
    const id = fields.get('payment') ?? '';
    const known = payments.get(id) ?? { minor: Number(fields.get('minor')), currency: fields.get('currency') ?? '', state: 'open' as const, returned: 0 };
    payments.set(id, known);
    return Number(fields.get('until')) * 1000 < now() ? null : { id, fields, payment: known };
  };
  const news = (attemptId: string, eventId: string, at: number) => {
    const body = JSON.stringify({ event: eventId, kind: 'payment.changed', payment: attemptId });
    return { body, headers: { 'pasillo-signature': timedHmacHeader(Math.floor(at / 1000), Buffer.from(body), SHOP_CARD_KEY) } };
  };
  const page = (request: StandInRequest): StandInAnswer => {
    const found = arrived(request.query.toString());
    if (found === null) return { status: 400, html: 'La dirección no es buena o se acabó su tiempo.' };
    const { id, fields, payment } = found;
    const back = fields.get('back') ?? '';
    const act = request.method === 'POST' ? pressed(request.body) : null;
    if (act === 'leave') return sendTo(back);
    if (payment.state === 'open' && (act === 'taken' || act === 'declined')) {
      payment.state = act;
      send(news(id, randomUUID(), now()));
      return sendTo(back);
    }
    const pay = [
      { act: 'taken', label: 'Pagar' },
      { act: 'declined', label: 'Que la tarjeta lo rechace' },
    ];
    return showPage({
      provider: 'Tarjeta de la tienda',
      amount: `${(payment.minor / 10 ** Number(fields.get('digits') ?? 2)).toFixed(Number(fields.get('digits') ?? 2))} ${payment.currency}`,
      actions: [...(payment.state === 'open' ? pay : []), { act: 'leave', label: 'Volver sin pagar' }],
    });
  };
  const handle = (request: StandInRequest): StandInAnswer => {
    if (request.path === '/pay') return page(request);
    if (!isGenuine(request)) return { status: 401, json: { code: 'signature' } };
    const [, of = '', refund = ''] = /^\/payments\/([0-9a-f-]+)\/refunds\/([0-9a-f-]+)$/.exec(request.path) ?? [];
    if (refund !== '') {
      const made = payments.get(of)?.refunds?.get(refund);
      return made === undefined ? { status: 404, json: { code: 'unknown' } } : { status: 200, json: { refund, state: made.state } };
    }
    const [, id = '', what] = /^\/payments\/([0-9a-f-]+)(?:\/(cancel|refund))?$/.exec(request.path) ?? [];
    const payment = payments.get(id);
    if (payment === undefined) return { status: 404, json: { code: 'unknown' } };
    if (what === undefined) {
      const { state, minor, currency, returned } = payment;
      return { status: 200, json: { payment: id, state, minor, currency, returned, reversed: payment.reversed === true } };
    }
    const key = request.headers['idempotency-key'];
    return idempotent({ ...request, headers: {} }, typeof key === 'string' ? key : undefined, () => act(payment, what, request.body));
  };
  const self = await startStandIn(handle, port);
  return {
    ...self,
    arrive(pageUrl, outcome = 'taken') {
      const found = arrived(pageUrl.split('?')[1] ?? '');
      if (found?.payment.state !== 'open') return false;
      found.payment.state = outcome;
      return true;
    },
    reverse(attemptId, reversed = true) {
      const payment = payments.get(attemptId);
      if (payment !== undefined) payment.reversed = reversed;
    },
    nextRefund: (state) => {
      refundEnds = state;
    },
    settleRefunds(attemptId, state) {
      const payment = payments.get(attemptId);
      if (payment === undefined) return;
      for (const made of payment.refunds?.values() ?? []) {
        if (made.state !== 'done' && state === 'done') payment.returned += made.minor;
        if (made.state === 'done' && state === 'failed') payment.returned -= made.minor;
        made.state = state;
      }
    },
    held: () =>
      [...payments.values()].flatMap((one) => (one.state === 'taken' && one.minor > one.returned ? [`${one.minor - one.returned} ${one.currency}`] : [])),
    event: (attemptId, eventId = randomUUID(), at = now()) => news(attemptId, eventId, at),
  };
}
