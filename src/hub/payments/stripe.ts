import type { Locale } from '../../contract/schema.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { askJson } from './ask-http.ts';
import { type AskFailure, type HeldPayment, headerOf, type PaymentProvider, type PaymentRequest, type Reading } from './port.ts';
import { judgeTimedHmac } from './timed-hmac.ts';
import { readStripeEvent } from './stripe-events.ts';
import { codeOfStripe, findStripeRefund, isMoneyGone, readMadeSession, readSession, readStripeRefund } from './stripe-shapes.ts';

/** A shop's account at Stripe. */
export interface StripeAccount {
  readonly baseUrl: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
}

/** The version whose shapes are read below; Stripe answers in it whatever the account's own is. */
const API_VERSION = '2024-06-20';
/** Stripe asks for at least half an hour; the quarter more is for a repeat of the call. */
const LIFE_MS = 45 * 60_000;

/**
 * Currencies that this adapter offers. Of Iceland and Uganda Stripe counts hundredths where ISO 4217 has none, of the dinars it wants the last digit
 * to be zero: these are left out (docs.stripe.com/currencies, "Special cases").
 */
const CURRENCIES = new Set('EUR USD GBP CHF SEK NOK DKK PLN CZK MXN COP PEN UYU BRL ARS CLP PYG JPY KRW'.split(' '));

/**
 * Stripe Checkout: a page of Stripe on which the customer types their card, and Stripe takes the money by itself
 * (docs.stripe.com/api/checkout/sessions, docs.stripe.com/api/refunds, docs.stripe.com/api/idempotent_requests).
 */
export function stripeProvider(account: StripeAccount): PaymentProvider {
  const post = (path: string, fields: Readonly<Record<string, string>>, key: string) =>
    askJson(
      {
        method: 'POST',
        url: account.baseUrl + path,
        headers: { ...common(account), 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': key },
        body: new URLSearchParams(fields).toString(),
      },
      codeOfStripe,
    );
  const state = async ({ reference }: HeldPayment): Promise<Result<Reading, AskFailure>> => {
    const path = `/v1/checkout/sessions/${encodeURIComponent(reference)}?expand[]=payment_intent.latest_charge`;
    const answer = await askJson({ method: 'GET', url: account.baseUrl + path, headers: common(account) }, codeOfStripe);
    const reading = answer.ok ? readSession(answer.value) : answer;
    if (!reading.ok || reading.value.reversed !== true || reading.value.captureReference === null) return reading;
    // A charge stays marked as disputed for ever; how the dispute stands decides.
    const asked = `/v1/disputes?payment_intent=${encodeURIComponent(reading.value.captureReference)}`;
    const disputes = await askJson({ method: 'GET', url: account.baseUrl + asked, headers: common(account) }, codeOfStripe);
    if (!disputes.ok) return disputes;
    const reversed = isMoneyGone(disputes.value);
    return reversed === null ? err({ kind: 'no-answer', detail: 'shape' }) : ok({ ...reading.value, reversed });
  };
  return {
    lifeMs: LIFE_MS,
    takes: ({ minor, currency }) => CURRENCIES.has(currency) && minor > 0 && minor <= 99_999_999,
    async begin(request) {
      const answer = await post('/v1/checkout/sessions', sessionFields(request), `${request.attemptId}-begin`);
      return answer.ok ? readMadeSession(answer.value) : answer;
    },
    state,
    // Stripe takes the money while the customer is on its page.
    capture: state,
    async cancel(payment) {
      const answer = await post(`/v1/checkout/sessions/${encodeURIComponent(payment.reference)}/expire`, {}, `${payment.attemptId}-expire`);
      // A session that is not open any more is refused: how it ended is what counts.
      return answer.ok || answer.error.kind === 'refused' ? await state(payment) : answer;
    },
    async refund(payment, amount, before) {
      if (payment.captureReference === null) return await state(payment);
      const fields = { payment_intent: payment.captureReference, amount: String(amount.minor), 'metadata[attempt]': payment.attemptId };
      const answer = await post('/v1/refunds', fields, `${payment.attemptId}-refund-${before}`);
      if (!answer.ok && !(answer.error.kind === 'refused' && answer.error.code === 'charge_already_refunded')) return answer;
      return await state(payment);
    },
    async giveBack(payment, { key, amount }) {
      if (payment.captureReference === null) return err({ kind: 'no-answer', detail: 'no payment is known' });
      const names = { 'metadata[attempt]': payment.attemptId, 'metadata[refund]': key };
      const answer = await post('/v1/refunds', { payment_intent: payment.captureReference, amount: String(amount.minor), ...names }, key);
      return answer.ok ? readStripeRefund(answer.value) : answer;
    },
    async findGiven(payment, key) {
      if (payment.captureReference === null) return ok(null);
      const path = `/v1/refunds?payment_intent=${encodeURIComponent(payment.captureReference)}&limit=100`;
      const answer = await askJson({ method: 'GET', url: account.baseUrl + path, headers: common(account) }, codeOfStripe);
      return answer.ok ? findStripeRefund(answer.value, key) : answer;
    },
    async hear(request) {
      const header = headerOf(request, 'stripe-signature');
      const verdict = header === null ? 'forged' : judgeTimedHmac(header, request.body, account.webhookSecret, request.now);
      return verdict === 'good' ? readStripeEvent(request.body) : err({ kind: verdict });
    },
  };
}

function common(account: StripeAccount): Record<string, string> {
  return { authorization: `Bearer ${account.secretKey}`, 'stripe-version': API_VERSION };
}

/**
 * The language of Stripe's page, of those that Checkout has (https://docs.stripe.com/js/appendix/supported_locales): `pt` is Portugal's, and Catalan
 * is not among them. A language that it does not know refuses the whole payment.
 */
const PAGE_LANGUAGE: Readonly<Record<Locale, string>> = { es: 'es', en: 'en', pt: 'pt', ca: 'es' };

/** One line with the whole sum: what the order consists of stays with the shop. */
function sessionFields(request: PaymentRequest): Record<string, string> {
  const { attemptId, amount, orderNumber, shopName, locale, expiresAt, backUrl } = request;
  return {
    mode: 'payment',
    client_reference_id: attemptId,
    'metadata[attempt]': attemptId,
    'payment_intent_data[metadata][attempt]': attemptId,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': amount.currency.toLowerCase(),
    'line_items[0][price_data][unit_amount]': String(amount.minor),
    'line_items[0][price_data][product_data][name]': `${shopName} ${orderNumber}`,
    locale: PAGE_LANGUAGE[locale],
    expires_at: String(Math.floor(expiresAt / 1000)),
    success_url: backUrl,
    cancel_url: backUrl,
  };
}
