import { amountText, digitsOf } from '../../core/payments/amount-text.ts';
import type { Locale } from '../../contract/schema.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { askJson } from './ask-http.ts';
import { createPaypalToken, type PaypalAccount } from './paypal-token.ts';
import { codeOfPaypal, findPaypalRefund, readMadeOrder, readPaypalOrder, readPaypalRefund } from './paypal-shapes.ts';
import { hearPaypal } from './paypal-webhook.ts';
import type { AskFailure, HeldPayment, PaymentProvider, PaymentRequest, Reading } from './port.ts';

/** An order that is not captured lives three hours at PayPal; the customer gets half an hour, so that nothing is approved after it ended. */
const LIFE_MS = 30 * 60_000;

/** What PayPal holds and pays out in (developer.paypal.com/reference/currency-codes). Pesos of Chile are not among them. */
const CURRENCIES = new Set('AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(' '));
/** Without decimals at PayPal, although ISO 4217 has two. */
const WHOLE = new Set(['HUF', 'TWD']);

/** After these answers to a capture it is the state of the order that counts: somebody was quicker, or the customer has not agreed yet. */
const LOOK_AGAIN = new Set([
  'ORDER_ALREADY_CAPTURED',
  'ORDER_NOT_APPROVED',
  'ORDER_IS_PENDING_APPROVAL',
  'PAYER_ACTION_REQUIRED',
  'DUPLICATE_INVOICE_ID',
  'RESOURCE_NOT_FOUND',
]);

/**
 * PayPal Orders v2: an order is made, the customer agrees on PayPal's page, and the hub takes the money with a call of its own
 * (developer.paypal.com/docs/api/orders/v2, /payments/v2; idempotency by `PayPal-Request-Id`).
 */
export function paypalProvider(account: PaypalAccount, { clock }: { readonly clock: Clock }): PaymentProvider {
  const token = createPaypalToken(account, clock);
  const call = (method: 'GET' | 'POST', path: string, body: unknown, key: string | null) =>
    token.with((bearer) => {
      const idempotent: Record<string, string> = key === null ? {} : { 'paypal-request-id': key };
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', prefer: 'return=representation', ...idempotent };
      return askJson({ method, url: account.baseUrl + path, headers, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) }, codeOfPaypal);
    });
  const orderPath = (reference: string) => `/v2/checkout/orders/${encodeURIComponent(reference)}`;
  const state = async ({ reference }: HeldPayment): Promise<Result<Reading, AskFailure>> => {
    const answer = await call('GET', orderPath(reference), undefined, null);
    return answer.ok ? readPaypalOrder(answer.value) : answer;
  };
  return {
    lifeMs: LIFE_MS,
    takes,
    async begin(request) {
      const answer = await call('POST', '/v2/checkout/orders', orderBody(request), `${request.attemptId}-begin`);
      return answer.ok ? readMadeOrder(answer.value) : answer;
    },
    state,
    async capture(payment) {
      const answer = await call('POST', `${orderPath(payment.reference)}/capture`, {}, `${payment.attemptId}-capture`);
      if (answer.ok) return readPaypalOrder(answer.value);
      if (answer.error.kind !== 'refused') return answer;
      if (LOOK_AGAIN.has(answer.error.code)) return await state(payment);
      // INSTRUMENT_DECLINED, TRANSACTION_REFUSED, PAYER_CANNOT_PAY and their like: this payment brings nothing, another one may.
      return ok({ stage: 'declined', taken: null, returned: 0, reversed: null, captureReference: null });
    },
    // PayPal has no call to end an order: it brings nothing while nobody captures it, and ends by itself.
    cancel: state,
    async refund(payment, amount, before) {
      if (payment.captureReference === null) return await state(payment);
      const path = `/v2/payments/captures/${encodeURIComponent(payment.captureReference)}/refund`;
      const answer = await call('POST', path, { amount: amountOf(amount), custom_id: payment.attemptId }, `${payment.attemptId}-refund-${before}`);
      if (!answer.ok && !(answer.error.kind === 'refused' && answer.error.code === 'CAPTURE_FULLY_REFUNDED')) return answer;
      return await state(payment);
    },
    async giveBack(payment, { key, amount }) {
      if (payment.captureReference === null) return err({ kind: 'no-answer', detail: 'no capture is known' });
      const path = `/v2/payments/captures/${encodeURIComponent(payment.captureReference)}/refund`;
      // Our key as the invoice: by it the refund is found again, also when PayPal has forgotten the request's own.
      const answer = await call('POST', path, { amount: amountOf(amount), custom_id: payment.attemptId, invoice_id: key }, key);
      return answer.ok ? readPaypalRefund(answer.value) : answer;
    },
    async findGiven({ reference }, key) {
      const answer = await call('GET', orderPath(reference), undefined, null);
      return answer.ok ? findPaypalRefund(answer.value, key) : answer;
    },
    async hear(request) {
      const asked = (body: string) =>
        token.with((bearer) =>
          askJson(
            {
              method: 'POST',
              url: `${account.baseUrl}/v1/notifications/verify-webhook-signature`,
              headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
              body,
            },
            codeOfPaypal,
          ),
        );
      return await hearPaypal(request, account.webhookId, asked);
    },
  };
}

function takes({ minor, currency }: Money): boolean {
  if (!CURRENCIES.has(currency) || minor <= 0) return false;
  return !(WHOLE.has(currency) && minor % 10 ** digitsOf(currency) !== 0);
}

function amountOf(amount: Money) {
  const text = amountText(amount);
  return { currency_code: amount.currency, value: WHOLE.has(amount.currency) ? text.replace(/\..*$/, '') : text };
}

/** The language of PayPal's page. It takes a BCP 47 tag of five characters, and has no Catalan: its Spanish page is nearest. */
const PAGE_LANGUAGE: Readonly<Record<Locale, string>> = { es: 'es-ES', en: 'en-GB', pt: 'pt-PT', ca: 'es-ES' };

/** Nothing of the customer is told: who they are is between them and PayPal. */
function orderBody(request: PaymentRequest) {
  const { attemptId, amount, orderNumber, shopName, locale, backUrl } = request;
  return {
    intent: 'CAPTURE',
    purchase_units: [{ custom_id: attemptId, invoice_id: attemptId, description: `${shopName} ${orderNumber}`.slice(0, 127), amount: amountOf(amount) }],
    payment_source: {
      paypal: {
        experience_context: {
          brand_name: shopName.slice(0, 127),
          locale: PAGE_LANGUAGE[locale],
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          return_url: backUrl,
          cancel_url: backUrl,
        },
      },
    },
  };
}
