import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { timedHmacHeader } from '../../../../src/hub/payments/timed-hmac.ts';
import { STRIPE_ACCOUNT } from '../../../support/providers/stripe-stand-in.ts';
import { column } from '../support/world.ts';
import { endAlarms, openPayWorld, pass, paymentAlarms, type PayWorld, placeOne, ring } from './support/pay-world.ts';

let shop: PayWorld;
// A busy machine takes its time to open a database.
beforeAll(async () => {
  shop = await openPayWorld();
}, 120_000);
afterAll(() => shop.close());
beforeEach(() => endAlarms(shop));

const SOON = 30_000;
const HOUR = 3_600_000;
const away = { status: 503, json: {} };

/** Waits for work that pauses by the hub's clock. */
async function patiently<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    shop.api.clock.advance(1);
    await setImmediate();
  }
  return await done;
}

describe('a provider that does not answer as it should', () => {
  it.each(['drop', away, { status: 429, json: {}, headers: { 'retry-after': '1' } }] as const)(
    'is asked again with the same key: %j begins one payment',
    async (answer) => {
      const { go, books } = await placeOne(shop);
      shop.stripe.trouble({ path: '/v1/checkout/sessions', when: 'after', answer });
      const before = shop.stripe.calls.length;
      const page = await patiently(go('card', 0));
      expect([page.endsWith(shop.stripe.last()), shop.stripe.calls.length - before]).toEqual([true, 2]);
      shop.stripe.pay(shop.stripe.last());
      await pass(shop, SOON);
      expect(await books()).toEqual(['paid', 'online']);
    },
  );

  it('is away for long: another way is open at once, and what it had begun never pays twice', async () => {
    const { begin, go, books } = await placeOne(shop);
    for (let n = 0; n < 2; n++) shop.stripe.trouble({ path: '/v1/checkout/sessions', when: 'after', answer: 'drop' });
    expect(await patiently(begin('card', 0))).toMatchObject({ status: 200, json: { last: { way: 'card', state: 'failed', pageUrl: null } } });
    await go('own-card', 1);
    await pass(shop, HOUR);
    expect([await books(), await paymentAlarms(shop)]).toEqual([['placed'], []]);
  });

  it('is asked by the worker for the page that it owed', async () => {
    const { begin, look } = await placeOne(shop);
    for (let n = 0; n < 2; n++) shop.stripe.trouble({ path: '/v1/checkout/sessions', when: 'before', answer: away });
    await patiently(begin('card', 0));
    await pass(shop, 60_000);
    expect((await look()).last).toMatchObject({ state: 'open', pageUrl: expect.stringContaining(shop.stripe.last()) });
  });

  it('refuses to begin: the payment failed, and another way is open', async () => {
    const { begin, go } = await placeOne(shop);
    shop.paypal.trouble({
      path: '/v2/checkout/orders',
      when: 'before',
      answer: { status: 422, json: { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'PAYEE_ACCOUNT_RESTRICTED' }] } },
    });
    expect(await begin('paypal', 0)).toMatchObject({ status: 200, json: { last: { state: 'failed' } } });
    expect(await go('card', 1)).toContain('/c/pay/');
  });

  it('does not believe us: people are told, once for the way', async () => {
    for (let n = 0; n < 2; n++) {
      const { begin } = await placeOne(shop);
      shop.stripe.trouble({ path: '/v1/checkout/sessions', when: 'before', answer: { status: 401, json: {} } });
      expect(await begin('card', 0)).toMatchObject({ json: { last: { state: 'failed' } } });
    }
    expect(await paymentAlarms(shop)).toEqual(['payment-credentials']);
  });

  it('took the money and its answer was lost: it is looked up, and taken once', async () => {
    const { go, books, look } = await placeOne(shop);
    await go('paypal', 0);
    shop.paypal.approve(shop.paypal.last());
    const before = shop.paypal.held().length;
    shop.paypal.trouble({ path: '/capture', when: 'after', answer: 'drop' });
    await pass(shop, SOON);
    expect([await books(), (await look()).last?.state]).toEqual([['placed'], 'checking']);
    await pass(shop, SOON);
    expect([await books(), shop.paypal.held().length - before]).toEqual([['paid', 'online'], 1]);
  });

  it('did not take the money and its answer was lost: it is asked again', async () => {
    const { go, books } = await placeOne(shop);
    await go('paypal', 0);
    shop.paypal.approve(shop.paypal.last());
    shop.paypal.trouble({ path: '/capture', when: 'before', answer: away });
    await pass(shop, SOON);
    await pass(shop, SOON);
    expect(await books()).toEqual(['paid', 'online']);
  });

  it('holds the money for review: checking, and then paid or failed', async () => {
    const { go, books, look } = await placeOne(shop);
    await go('paypal', 0);
    shop.paypal.nextCapture('PENDING');
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    expect((await look()).last?.state).toBe('checking');
    shop.paypal.settle(shop.paypal.last(), 'DECLINED');
    await pass(shop, HOUR);
    expect([(await look()).last?.state, await books()]).toEqual(['failed', ['placed']]);
  });

  it('ends its tokens: a new one is asked for, once', async () => {
    const { go } = await placeOne(shop);
    shop.paypal.endTokens();
    const before = shop.paypal.calls.length;
    await go('paypal', 0);
    expect(shop.paypal.calls.slice(before)).toEqual(['POST /v2/checkout/orders', 'POST /v1/oauth2/token', 'POST /v2/checkout/orders']);
  });

  it.each(['before', 'after'] as const)('fails %s a refund: the money goes back once, and people are told when it takes long', async (when) => {
    const { go, till } = await placeOne(shop);
    await go('card', 0);
    await till();
    const before = shop.stripe.held().length;
    shop.stripe.pay(shop.stripe.last());
    for (let n = 0; n < 8; n++) shop.stripe.trouble({ path: '/v1/refunds', when, answer: away });
    for (let n = 0; n < 10; n++) await pass(shop, HOUR);
    expect([shop.stripe.held().length - before, await paymentAlarms(shop)]).toEqual([0, ['payment-refund-stuck', 'payment-surplus']]);
  });
});

const refused = async (way: string, news: { readonly body: string; readonly headers: Record<string, string> }) => (await ring(shop, way, news)).status;
const noted = async () => (await shop.engine.db.query('SELECT event_id FROM payment_news WHERE tenant_id = $1', [shop.world.tenantId])).length;

describe('a provider’s news', () => {
  it('that are forged, changed, for another way, old or of the future change nothing', async () => {
    const { go, books } = await placeOne(shop);
    await go('card', 0);
    const session = shop.stripe.last();
    const good = shop.stripe.event('checkout.session.completed', session);
    const before = await noted();
    expect(await refused('card', { ...good, headers: {} })).toBe(401);
    expect(
      await refused('card', {
        ...good,
        headers: { 'stripe-signature': good.headers['stripe-signature']?.replace(/v1=./, (first) => (first === 'v1=0' ? 'v1=1' : 'v1=0')) ?? '' },
      }),
    ).toBe(401);
    expect(await refused('card', { ...good, body: good.body.replace('completed', 'expired!!') })).toBe(401);
    expect(await refused('card', { ...good, headers: { 'stripe-signature': 't=1,v1=zz' } })).toBe(401);
    expect(await refused('own-card', good)).toBe(401);
    expect(await refused('no-such-way', good)).toBe(404);
    const now = shop.api.clock.now();
    expect(await refused('card', shop.stripe.event('checkout.session.completed', session, 'evt_old', now - 301_000))).toBe(401);
    expect(await refused('card', shop.stripe.event('checkout.session.completed', session, 'evt_new', now + 301_000))).toBe(401);
    expect([(await noted()) - before, await books()]).toEqual([0, ['placed']]);
  });

  it('of PayPal are checked by PayPal over their very bytes, and wait while it cannot', async () => {
    const { go } = await placeOne(shop);
    await go('paypal', 0);
    const good = shop.paypal.event('CHECKOUT.ORDER.APPROVED', shop.paypal.last());
    expect(await refused('paypal', { ...good, body: JSON.stringify(JSON.parse(good.body)) })).toBe(401);
    const { 'paypal-transmission-sig': _, ...unsigned } = good.headers;
    expect(await refused('paypal', { ...good, headers: unsigned })).toBe(401);
    expect(await refused('paypal', { ...good, headers: { ...good.headers, 'paypal-transmission-time': '2001-01-01T00:00:00Z' } })).toBe(401);
    shop.paypal.trouble({ path: '/verify-webhook-signature', when: 'before', answer: away });
    expect(await refused('paypal', good)).toBe(503);
    expect(await refused('paypal', good)).toBe(200);
  });

  it('are noted once, however often they come, and believed in nothing: what is not so at the provider is not so', async () => {
    const { go, books } = await placeOne(shop);
    await go('card', 0);
    const good = shop.stripe.event('checkout.session.completed', shop.stripe.last());
    const before = await noted();
    expect([await refused('card', good), await refused('card', good), await refused('card', good)]).toEqual([200, 200, 200]);
    await pass(shop, 0);
    expect([(await noted()) - before, await books()]).toEqual([1, ['placed']]);
  });

  it('may come out of order, late and after everything is over', async () => {
    const { go, books } = await placeOne(shop);
    await go('card', 0);
    const session = shop.stripe.last();
    shop.stripe.pay(session);
    for (const kind of ['charge.refunded', 'checkout.session.expired', 'checkout.session.completed', 'checkout.session.async_payment_failed']) {
      expect(await refused('card', shop.stripe.event(kind, session))).toBe(200);
      await pass(shop, 0);
    }
    await pass(shop, 48 * HOUR);
    expect(await refused('card', shop.stripe.event('checkout.session.completed', session))).toBe(200);
    await pass(shop, 0);
    expect([await books(), await paymentAlarms(shop)]).toEqual([['paid', 'online'], []]);
  });

  it('of a bank that takes PayPal’s money back raise an alarm', async () => {
    const { go, books } = await placeOne(shop);
    await go('paypal', 0);
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    expect(await refused('paypal', shop.paypal.event('PAYMENT.CAPTURE.REVERSED', shop.paypal.last()))).toBe(200);
    await pass(shop, 0);
    expect([await books(), await paymentAlarms(shop)]).toEqual([['paid', 'online'], ['payment-went-back']]);
  });

  it('of a payment that nobody began raise one alarm', async () => {
    const stranger = '00000000-0000-7000-8000-000000000001';
    expect([await refused('own-card', shop.shopCard.event(stranger)), await refused('own-card', shop.shopCard.event(stranger))]).toEqual([200, 200]);
    expect(await paymentAlarms(shop)).toEqual(['payment-unknown']);
  });

  it('of whoever shares the account, and of the account itself, are taken and raise none', async () => {
    const signed = (object: object) => {
      const at = Math.floor(shop.api.clock.now() / 1000);
      const body = JSON.stringify({ id: `evt_${randomUUID()}`, object: 'event', type: 'x', created: at, data: { object } });
      return { body, headers: { 'stripe-signature': timedHmacHeader(at, Buffer.from(body), STRIPE_ACCOUNT.webhookSecret) } };
    };
    const foreign = [
      { object: 'balance', available: [] },
      { object: 'charge', id: 'ch_web', payment_intent: 'pi_web', metadata: { order: '4711', attempt: '' } },
      { object: 'checkout.session', id: 'cs_web', client_reference_id: 'web-4711', payment_intent: null },
      { object: 'dispute', id: 'dp_web', payment_intent: 'pi_web' },
    ];
    const answers: number[] = [];
    for (const one of foreign) answers.push(await refused('card', signed(one)));
    expect([answers, await paymentAlarms(shop)]).toEqual([[200, 200, 200, 200], []]);
    const lost = { object: 'checkout.session', id: 'cs_lost', client_reference_id: '00000000-0000-7000-8000-000000000009', payment_intent: null };
    expect([await refused('card', signed(lost)), await paymentAlarms(shop)]).toEqual([200, ['payment-unknown']]);
  });

  it('that are huge, or no JSON, or another shape are refused', async () => {
    expect(await refused('card', { body: `{"a":"${'x'.repeat(300_000)}"}`, headers: {} })).toBe(413);
    expect(await refused('card', { body: 'hello', headers: {} })).toBe(400);
    const odd = shop.shopCard.event('x'.repeat(100));
    expect(await refused('own-card', odd)).toBe(400);
  });

  it('with wrong signatures are slowed down for whoever sends them', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 40; n++) statuses.add(await refused('card', { body: '{}', headers: {} }));
    expect([...statuses]).toEqual([401, 429]);
    shop.api.clock.advance(HOUR);
    expect(await refused('card', { body: '{}', headers: {} })).toBe(401);
  });

  it('and payments leave no secret behind: none in rows, alarms or the audit', async () => {
    const tables = ['online_payments', 'payment_news', 'alarms', 'audit', 'messages'];
    const rows = await Promise.all(
      tables.map((table) => shop.engine.db.query(`SELECT t::text AS row FROM ${table} t WHERE tenant_id = $1`, [shop.world.tenantId])),
    );
    const text = JSON.stringify(rows);
    expect(text.length).toBeGreaterThan(1000);
    expect(
      ['sk_test_of', 'whsec_of', 'secret-of-the-app', 'key-of-the-shop-card', 'A21AA', 'ana@example.com'].filter((secret) => text.includes(secret)),
    ).toEqual([]);
  });
});

describe('money that had gone back', () => {
  const DAY = 24 * HOUR;
  const owed = async ({ order }: { readonly order: { readonly orderId: string } }) =>
    (await shop.engine.db.query('SELECT amount_minor, why, settled FROM money_back WHERE order_id = $1 ORDER BY owed_at', [order.orderId])).map(
      (row) => `${row['amount_minor']} ${row['why']} ${row['settled'] ?? 'owed'}`,
    );

  /** The till was quicker: what the phone paid goes back. */
  async function surplus() {
    const paying = await placeOne(shop);
    await paying.go('card', 0);
    const session = shop.stripe.last();
    shop.stripe.pay(session);
    await paying.till();
    await pass(shop, SOON);
    await pass(shop, SOON);
    return { paying, session };
  }

  it('and that the bank did not take is owed otherwise, until somebody gave it back by hand', async () => {
    const { paying, session } = await surplus();
    const before = [shop.stripe.refunds(session), (await paying.look()).givingBack.map(({ done }) => done), await owed(paying), await paymentAlarms(shop)];
    shop.stripe.settleRefunds(session, 'failed');
    await pass(shop, DAY);
    const failed = [(await paying.look()).givingBack, await owed(paying), await paymentAlarms(shop)];
    await pass(shop, 5 * DAY);
    const still = [shop.stripe.refunds(session), await owed(paying)];
    shop.stripe.refundBySite(session, paying.order.total.minor);
    await ring(shop, 'card', shop.stripe.event('charge.refunded', session));
    await pass(shop, SOON);
    expect([before, failed, still, await owed(paying), (await paying.look()).givingBack.map(({ done }) => done), await paymentAlarms(shop)]).toEqual([
      [['5990 succeeded'], [true], [], ['payment-surplus']],
      [[], ['5990 refund-failed owed'], ['payment-refund-failed', 'payment-surplus']],
      // Nobody asks the provider again by itself: somebody may have paid it otherwise.
      [['5990 failed'], ['5990 refund-failed owed']],
      ['5990 refund-failed paid'],
      [true],
      ['payment-surplus'],
    ]);
  });

  it('and that a bank takes as well is told to people, once', async () => {
    const { session } = await surplus();
    shop.stripe.dispute(session);
    await ring(shop, 'card', shop.stripe.event('charge.dispute.funds_withdrawn', session));
    await pass(shop, SOON);
    const told = await paymentAlarms(shop);
    await endAlarms(shop);
    await ring(shop, 'card', shop.stripe.event('charge.dispute.funds_withdrawn', session));
    await pass(shop, SOON);
    expect([told, await paymentAlarms(shop)]).toEqual([['payment-charged-back', 'payment-surplus'], []]);
  });
});

describe('a payment at which the work breaks', () => {
  it('stops no other, and is taken up again when it can be', async () => {
    const [bad, good] = [await placeOne(shop), await placeOne(shop)];
    await bad.go('card', 0);
    const first = shop.stripe.last();
    await good.go('card', 0);
    const second = shop.stripe.last();
    const { db } = shop.engine;
    const [row] = await db.query('SELECT stage FROM online_payments WHERE reference = $1', [first]);
    await db.query(`UPDATE online_payments SET stage = '{"kind":"lost"}' WHERE reference = $1`, [first]);
    for (const id of [first, second]) shop.stripe.pay(id);
    await pass(shop, SOON);
    expect([await good.books(), await bad.books()]).toEqual([['paid', 'online'], ['placed']]);
    expect((await column(db, shop.world, 'alarms', 'kind')).filter((kind) => kind === 'job-broken')).toEqual(['job-broken']);
    await db.query('UPDATE online_payments SET stage = $2::jsonb WHERE reference = $1', [first, JSON.stringify(row?.['stage'])]);
    await pass(shop, HOUR);
    expect(await bad.books()).toEqual(['paid', 'online']);
  });
});
