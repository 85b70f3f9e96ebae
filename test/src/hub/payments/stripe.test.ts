import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HeldPayment, PaymentProvider, PaymentRequest } from '../../../../src/hub/payments/port.ts';
import { stripeProvider } from '../../../../src/hub/payments/stripe.ts';
import type { Result } from '../../../../src/kernel/result.ts';
import type { StandInAnswer } from '../../../support/providers/http-stand-in.ts';
import { STRIPE_ACCOUNT, startStripe, type StripeStandIn } from '../../../support/providers/stripe-stand-in.ts';

const NOW = Date.parse('2025-10-09T10:00:00Z');
const euros = (minor: number) => ({ minor, currency: 'EUR' });
let stripe: StripeStandIn;
let provider: PaymentProvider;
let made = 0;

beforeAll(async () => {
  stripe = await startStripe(() => NOW);
});
afterAll(() => stripe.close());
beforeEach(() => {
  provider = stripeProvider({ baseUrl: stripe.url, ...STRIPE_ACCOUNT });
});

function request(): PaymentRequest {
  made += 1;
  return {
    ...{ attemptId: `attempt-${made}`, amount: euros(5990), orderNumber: 'K1-00001-A', shopName: 'Moda', locale: 'es' as const },
    ...{ createdAt: NOW, expiresAt: NOW + 45 * 60_000, backUrl: 'https://hub.example/p/x' },
  };
}
const said = <T>(answer: Result<T, { readonly kind: string; readonly code?: string }>) =>
  answer.ok ? answer.value : [answer.error.kind, answer.error.code].filter((word) => word !== undefined).join(' ');
const error = (status: number, type: string, code?: string): StandInAnswer => ({
  status,
  json: { error: { type, ...(code === undefined ? {} : { code }), message: 'no' } },
  headers: { 'retry-after': '7' },
});

/** A session, paid unless said otherwise, as the hub holds it. */
async function session(isPaid = true): Promise<HeldPayment> {
  const wanted = request();
  const begun = await provider.begin(wanted);
  if (!begun.ok) throw new Error('no session');
  const held = { attemptId: wanted.attemptId, reference: begun.value.reference, captureReference: null };
  if (!isPaid) return held;
  stripe.pay(held.reference);
  const read = await provider.state(held);
  return { ...held, captureReference: read.ok ? read.value.captureReference : null };
}

describe('what Stripe refuses', () => {
  it.each([
    ['a key that is not ours any more', error(401, 'invalid_request_error'), 'credentials'],
    ['a key without the right', error(403, 'invalid_request_error'), 'credentials'],
    ['a question under way with the same key', error(409, 'idempotency_error', 'idempotency_key_in_use'), 'busy'],
    ['too many questions', error(429, 'invalid_request_error', 'rate_limit'), 'busy'],
    ['an object that somebody else holds', error(429, 'invalid_request_error', 'lock_timeout'), 'busy'],
    ['a card', error(402, 'card_error', 'card_declined'), 'refused card_declined'],
    ['a sum', error(400, 'invalid_request_error', 'amount_too_small'), 'refused amount_too_small'],
    ['something without a code of its own', error(400, 'invalid_request_error'), 'refused invalid_request_error'],
    ['everything, because it is down', error(500, 'api_error'), 'no-answer'],
    ['nothing, but answers what is no session', { status: 200, json: { id: 'x' } } as const, 'no-answer'],
  ])('%s', async (_what, answer, expected) => {
    stripe.trouble({ path: '/v1/checkout/sessions', when: 'before', answer });
    expect(said(await provider.begin(request()))).toBe(expected);
  });

  it('says when to come again', async () => {
    stripe.trouble({ path: '/v1/checkout/sessions', when: 'before', answer: error(429, 'invalid_request_error', 'rate_limit') });
    expect(await provider.begin(request())).toEqual({ ok: false, error: { kind: 'busy', retryAfterMs: 7000 } });
  });

  it('an account whose key is wrong', async () => {
    const wrong = stripeProvider({ baseUrl: stripe.url, ...STRIPE_ACCOUNT, secretKey: 'sk_test_of_somebody_else' });
    expect(said(await wrong.begin(request()))).toBe('credentials');
  });

  it('the same key for another question, and gives the same answer for the same one', async () => {
    const wanted = request();
    const [first, again] = [await provider.begin(wanted), await provider.begin(wanted)];
    expect([first.ok && again.ok && first.value.reference === again.value.reference, said(await provider.begin({ ...wanted, amount: euros(1) }))]).toEqual([
      true,
      'refused idempotency_error',
    ]);
  });

  it('to close a page that is closed: how it ended is what counts', async () => {
    const [paid, open] = [await session(), await session(false)];
    const closed = [await provider.cancel(paid), await provider.cancel(open), await provider.cancel(open)];
    expect(closed.map((answer) => (answer.ok ? answer.value.stage : 'failed'))).toEqual(['captured', 'expired', 'expired']);
  });
});

describe('what goes back at Stripe', () => {
  it.each([
    ['succeeded', 'done'],
    ['pending', 'pending'],
    ['requires_action', 'pending'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ] as const)('is %s, which is %s', async (status, state) => {
    const held = await session();
    stripe.nextRefund(status);
    const given = await provider.giveBack(held, { key: `${held.attemptId}-r1-0`, amount: euros(500) });
    const found = await provider.findGiven(held, `${held.attemptId}-r1-0`);
    expect([given.ok ? given.value.state : given.error, found.ok ? found.value?.state : found.error]).toEqual([state, state]);
  });

  it('is found by its key alone, and is one however often it is asked for with it', async () => {
    const held = await session();
    await provider.giveBack(held, { key: `${held.attemptId}-r1-0`, amount: euros(500) });
    await provider.giveBack(held, { key: `${held.attemptId}-r1-0`, amount: euros(500) });
    await provider.giveBack(held, { key: `${held.attemptId}-r2-0`, amount: euros(500) });
    expect([stripe.refunds(held.reference), await provider.findGiven(held, `${held.attemptId}-r3-0`)]).toEqual([
      ['500 succeeded', '500 succeeded'],
      { ok: true, value: null },
    ]);
  });

  it('is never more than came, nor what a bank disputes', async () => {
    const [held, disputed] = [await session(), await session()];
    const much = said(await provider.giveBack(held, { key: `${held.attemptId}-r1-0`, amount: euros(5991) }));
    await provider.giveBack(held, { key: `${held.attemptId}-r2-0`, amount: euros(5990) });
    const twice = said(await provider.giveBack(held, { key: `${held.attemptId}-r3-0`, amount: euros(1) }));
    stripe.dispute(disputed.reference);
    expect([much, twice, said(await provider.giveBack(disputed, { key: `${held.attemptId}-r4-0`, amount: euros(1) }))]).toEqual([
      'refused invalid_request_error',
      'refused charge_already_refunded',
      'refused charge_disputed',
    ]);
  });

  it('counts what is on its way, and not what failed', async () => {
    const held = await session();
    const returned = async () => {
      const read = await provider.state(held);
      return read.ok ? read.value.returned : read.error;
    };
    stripe.nextRefund('pending');
    await provider.giveBack(held, { key: `${held.attemptId}-r1-0`, amount: euros(500) });
    const under = await returned();
    stripe.settleRefunds(held.reference, 'failed');
    expect([under, await returned()]).toEqual([500, 0]);
  });
});
