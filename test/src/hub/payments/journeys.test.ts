import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { strayFromPaypal } from './support/paypal-facts.ts';
import { languages } from '../../../../src/kernel/language.ts';
import { strayFromStripe } from './support/stripe-facts.ts';
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
const held = () => [...shop.paypal.held(), ...shop.stripe.held(), ...shop.shopCard.held()];

describe('an unpaid order on the phone', () => {
  it('offers the ways that the shop has and that take its currency', async () => {
    const euros = await (await placeOne(shop)).look();
    expect(euros).toMatchObject({ state: 'open', amount: { minor: 5990, currency: 'EUR' }, made: 0, last: null, givingBack: [] });
    expect(euros.ways.map(({ way, kind, name }) => [way, kind, name?.en])).toEqual([
      ['paypal', 'paypal', undefined],
      ['card', 'stripe', undefined],
      ['own-card', 'shop-card', 'Shop card'],
    ]);
    const pesos = await (await placeOne(shop, { total: { minor: 12990, currency: 'CLP' } })).look();
    expect(pesos.ways.map(({ way }) => way)).toEqual(['card', 'own-card']);
  });

  it('is paid with PayPal: agreed to on its page, taken by the hub, told to the shop and the customer', async () => {
    const { look, go, books, order } = await placeOne(shop);
    const before = held().length;
    expect(await go('paypal', 0)).toContain(`/checkoutnow?token=${shop.paypal.last()}`);
    await pass(shop, SOON);
    expect([(await look()).last?.state, await books()]).toEqual(['open', ['placed']]);
    shop.paypal.approve(shop.paypal.last());
    expect(await ring(shop, 'paypal', shop.paypal.event('CHECKOUT.ORDER.APPROVED', shop.paypal.last()))).toMatchObject({ status: 200 });
    await pass(shop, 0);
    expect([(await look()).state, (await look()).last, await books(), held().length - before]).toEqual([
      'paid',
      expect.objectContaining({ state: 'paid', pageUrl: null }),
      ['paid', 'online'],
      1,
    ]);
    const told = await shop.engine.db.query('SELECT kind FROM messages WHERE tenant_id = $1 AND order_id = $2 ORDER BY kind', [
      shop.world.tenantId,
      order.orderId,
    ]);
    expect(told.map((row) => row['kind'])).toEqual(['paid', 'received']);
    const [row] = await shop.engine.db.query(`SELECT value->>'status' AS status FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'orders' AND key = $2`, [
      shop.world.tenantId,
      order.orderId,
    ]);
    expect(row?.['status']).toBe('paid');
  });

  it.each(languages)('has a page at each of the providers when it is in %s', async (locale) => {
    for (const way of ['paypal', 'card', 'own-card']) expect(await (await placeOne(shop, { locale })).go(way, 0)).toMatch(/^http/);
  });

  it('is paid by card although no news ever come: the hub asks by itself', async () => {
    const { go, books } = await placeOne(shop);
    await go('card', 0);
    expect(shop.stripe.pay(shop.stripe.last())).toBe(true);
    await pass(shop, SOON);
    expect([await books(), await paymentAlarms(shop)]).toEqual([['paid', 'online'], []]);
  });

  it('is paid with the card of the shop, in pesos without decimals', async () => {
    const { go, books } = await placeOne(shop, { total: { minor: 12990, currency: 'CLP' } });
    const page = await go('own-card', 0);
    expect(new URL(page).searchParams.get('minor')).toBe('12990');
    expect([shop.shopCard.arrive(page.replace('minor=12990', 'minor=1')), shop.shopCard.arrive(page)]).toEqual([false, true]);
    await pass(shop, SOON);
    expect(await books()).toEqual(['paid', 'online']);
  });

  it('survives a reload and a repeated press: the same page, one payment at the provider', async () => {
    const { go, look } = await placeOne(shop);
    const page = await go('card', 0);
    const sessions = shop.stripe.calls.filter((call) => call === 'POST /v1/checkout/sessions').length;
    expect([await go('card', 0), await go('card', 1), (await look()).last?.pageUrl]).toEqual([page, page, page]);
    expect(shop.stripe.calls.filter((call) => call === 'POST /v1/checkout/sessions').length).toBe(sessions);
  });

  it('falls back to another way: the first page is closed, and the second pays', async () => {
    const { go, look, books } = await placeOne(shop);
    await go('card', 0);
    const first = shop.stripe.last();
    await go('paypal', 1);
    await pass(shop, 0);
    expect(shop.stripe.pay(first)).toBe(false);
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    expect([(await look()).made, await books()]).toEqual([2, ['paid', 'online']]);
  });

  it('loses nothing when a card is declined: another way is open', async () => {
    const { go, look, books } = await placeOne(shop);
    await go('paypal', 0);
    shop.paypal.nextCapture('INSTRUMENT_DECLINED');
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    expect([(await look()).last?.state, (await look()).ways.length, await books()]).toEqual(['failed', 3, ['placed']]);
    shop.stripe.pay((await go('card', 1)).split('/').at(-1) ?? '');
    await pass(shop, SOON);
    expect(await books()).toEqual(['paid', 'online']);
  });

  it('says that it is being checked while a slow way has not decided, begins no other, and then is paid', async () => {
    const { go, begin, look, books } = await placeOne(shop);
    await go('card', 0);
    const session = shop.stripe.last();
    shop.stripe.pay(session, { slow: true });
    await pass(shop, SOON);
    expect([(await look()).last?.state, (await begin('paypal', 1)).status]).toEqual(['checking', 409]);
    shop.stripe.settle(session, true);
    await pass(shop, HOUR);
    expect(await books()).toEqual(['paid', 'online']);
  });

  it('says that a slow way failed', async () => {
    const { go, look, books } = await placeOne(shop);
    await go('card', 0);
    shop.stripe.pay(shop.stripe.last(), { slow: true });
    await pass(shop, SOON);
    shop.stripe.settle(shop.stripe.last(), false);
    await pass(shop, HOUR);
    expect([(await look()).last?.state, await books()]).toEqual(['failed', ['placed']]);
  });

  it('says that the time is over when nobody paid, and begins anew', async () => {
    const { go, look } = await placeOne(shop);
    const first = await go('card', 0);
    await pass(shop, HOUR);
    expect((await look()).last).toMatchObject({ state: 'expired' });
    expect(await go('card', 1)).not.toBe(first);
    await go('paypal', 2);
    await pass(shop, HOUR);
    expect((await look()).last).toMatchObject({ way: 'paypal', state: 'expired' });
  });

  it('refuses a way that is not there, a page that is behind, and bodies that are none', async () => {
    const { begin, order } = await placeOne(shop);
    const statuses = [
      await begin('bitcoin', 0),
      await begin('card', 7),
      await shop.api.plain('POST', `/v1/phone/${'A'.repeat(22)}/payment`, '{"way":"card","made":0}'),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([404, 409, 404]);
    expect((await begin('x'.repeat(2000), 0)).status).toBe(413);
    expect(order.orderId).not.toBe(randomUUID());
  });
});

describe('money that comes twice', () => {
  it('goes back when the till was quicker than the page, and people are told', async () => {
    const { go, till, look, books } = await placeOne(shop);
    await go('card', 0);
    expect(await till()).toEqual(['2 applied']);
    const before = shop.stripe.held().length;
    expect(shop.stripe.pay(shop.stripe.last())).toBe(true);
    await pass(shop, SOON);
    expect([await books(), shop.stripe.held().length - before, await paymentAlarms(shop)]).toEqual([['paid', 'card'], 0, ['payment-surplus']]);
    expect((await look()).givingBack).toEqual([{ way: 'card', amount: { minor: 5990, currency: 'EUR' }, done: true }]);
  });

  it('is never taken from PayPal once the till has it', async () => {
    const { go, till, books } = await placeOne(shop);
    await go('paypal', 0);
    shop.paypal.approve(shop.paypal.last());
    await till();
    const before = held().length;
    await pass(shop, SOON);
    await pass(shop, 30 * HOUR);
    expect([await books(), held().length - before, await paymentAlarms(shop)]).toEqual([['paid', 'card'], 0, []]);
  });

  it('closes the page of a payment whose order the till has paid', async () => {
    const { go, till, look } = await placeOne(shop);
    await go('card', 0);
    await till();
    await pass(shop, 0);
    expect([shop.stripe.pay(shop.stripe.last()), (await look()).last, (await look()).ways]).toEqual([false, null, []]);
  });

  it('is kept by the till that had not heard of it, and goes back to the phone that was quicker, with an alarm', async () => {
    const { go, till, books, look } = await placeOne(shop);
    const before = shop.stripe.held().length;
    await go('card', 0);
    shop.stripe.pay(shop.stripe.last());
    await pass(shop, SOON);
    expect([shop.stripe.held().length - before, await till(), await books(), await paymentAlarms(shop)]).toEqual([
      1,
      ['2 applied'],
      ['paid', 'card'],
      ['payment-twice'],
    ]);
    await pass(shop, 0);
    const back = [{ way: 'card', amount: { minor: 5990, currency: 'EUR' }, done: true }];
    expect([shop.stripe.held().length - before, (await look()).state, (await look()).givingBack, await till()]).toEqual([
      0,
      'paid',
      back,
      ['3 rejected the order is paid already'],
    ]);
  });

  it('goes back from the second of two providers', async () => {
    const { go, books } = await placeOne(shop);
    await go('card', 0);
    const session = shop.stripe.last();
    shop.stripe.trouble({ path: '/expire', when: 'before', answer: { status: 503, json: {} } });
    await go('paypal', 1);
    await pass(shop, 0);
    const before = held().length;
    shop.paypal.approve(shop.paypal.last());
    shop.stripe.pay(session);
    await pass(shop, SOON);
    await pass(shop, HOUR);
    expect([await books(), held().length - before, await paymentAlarms(shop)]).toEqual([['paid', 'online'], 1, ['payment-surplus']]);
  });

  it('goes back when the order was cancelled before it came', async () => {
    const { go, order, books } = await placeOne(shop);
    await go('card', 0);
    await shop.engine.db.query("UPDATE orders SET status = 'cancelled' WHERE tenant_id = $1 AND order_id = $2", [shop.world.tenantId, order.orderId]);
    const before = held().length;
    shop.stripe.pay(shop.stripe.last());
    await pass(shop, SOON);
    expect([await books(), held().length - before, await paymentAlarms(shop)]).toEqual([['cancelled'], 0, ['payment-surplus']]);
  });

  it('goes back when the order costs something else meanwhile', async () => {
    const { go, order, books } = await placeOne(shop);
    await go('card', 0);
    await shop.engine.db.query('UPDATE orders SET total_minor = 2995 WHERE tenant_id = $1 AND order_id = $2', [shop.world.tenantId, order.orderId]);
    const before = held().length;
    shop.stripe.pay(shop.stripe.last());
    await pass(shop, SOON);
    expect([await books(), held().length - before, await paymentAlarms(shop)]).toEqual([['placed'], 0, ['payment-surplus']]);
  });

  it('pays when it comes from a page that was left for another one, while the order is still open', async () => {
    const { go, books } = await placeOne(shop);
    await go('card', 0);
    const session = shop.stripe.last();
    shop.stripe.pay(session);
    await go('paypal', 1);
    await pass(shop, SOON);
    expect([await books(), await paymentAlarms(shop)]).toEqual([['paid', 'online'], []]);
  });

  it.each([{ amount: 1 }, { amount: 5991 }, { currency: 'usd' }])('of another sum or currency (%j) pays nothing and goes back', async (wrong) => {
    const { go, books, look } = await placeOne(shop);
    await go('card', 0);
    const before = held().length;
    shop.stripe.pay(shop.stripe.last(), wrong);
    await pass(shop, SOON);
    expect([await books(), held().length - before, await paymentAlarms(shop), (await look()).ways.length]).toEqual([
      ['placed'],
      0,
      ['payment-wrong-amount'],
      3,
    ]);
  });
});

describe('money that goes back by itself', () => {
  it('is told to people when it is given back on the provider’s own site, in part and in whole, and when a bank takes it', async () => {
    const one = await placeOne(shop);
    await one.go('paypal', 0);
    const paypalOrder = shop.paypal.last();
    shop.paypal.approve(paypalOrder);
    await pass(shop, SOON);
    shop.paypal.refundBySite(paypalOrder, '9.90');
    await ring(shop, 'paypal', shop.paypal.event('PAYMENT.CAPTURE.REFUNDED', paypalOrder));
    await pass(shop, 0);
    expect([await one.books(), await paymentAlarms(shop)]).toEqual([['paid', 'online'], ['payment-went-back']]);
    await endAlarms(shop);
    const two = await placeOne(shop);
    await two.go('card', 0);
    const session = shop.stripe.last();
    shop.stripe.pay(session);
    await pass(shop, SOON);
    shop.stripe.dispute(session);
    await ring(shop, 'card', shop.stripe.event('checkout.session.completed', session));
    await pass(shop, 0);
    expect([await two.books(), await paymentAlarms(shop)]).toEqual([['paid', 'online'], ['payment-went-back']]);
  });
});

describe('hub and stand-in of Stripe', () => {
  it('spoke in all of this as Stripe’s published description says', () => {
    const { exchanges } = shop.stripe;
    expect([exchanges.length > 20, [...new Set(exchanges.flatMap(strayFromStripe))]]).toEqual([true, []]);
  });
});

describe('hub and stand-in of PayPal', () => {
  it('spoke in all of this as PayPal’s published description says', () => {
    const { exchanges } = shop.paypal;
    expect([exchanges.length > 20, [...new Set(exchanges.flatMap(strayFromPaypal))]]).toEqual([true, []]);
  });
});
