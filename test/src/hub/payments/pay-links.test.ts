import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PayPage, payPage, type StationPayment, stationPayment } from '../../../../src/contract/hub/payments.ts';
import { type EnrolledStation, enrolStation } from '../support/api.ts';
import { openPayWorld, pass, type PayingOrder, type PayWorld, placeOne } from './support/pay-world.ts';

let shop: PayWorld;
let kiosk: EnrolledStation;
// A busy machine takes its time to open a database.
beforeAll(async () => {
  shop = await openPayWorld();
  kiosk = await enrolStation(shop.engine.db, shop.world.kiosk, randomUUID());
}, 120_000);
afterAll(() => shop.close());

const SOON = 30_000;
const HOUR = 3_600_000;
/** How many sums the providers hold for the shop. */
const held = () => shop.paypal.held().length + shop.stripe.held().length;

const ask = (station: EnrolledStation, orderId: string) => shop.api.call(station, 'GET', `/v1/orders/${orderId}/payment`);
const atKiosk = async ({ order }: PayingOrder): Promise<StationPayment> => stationPayment.parse((await ask(kiosk, order.orderId)).json);
const tokenOf = (link: string | null): string => /^https:\/\/hub\.example\/p\/pay\/([A-Za-z0-9_-]{22})$/.exec(link ?? '')?.[1] ?? '';
const tokenAt = async (paying: PayingOrder): Promise<string> => tokenOf((await atKiosk(paying)).link);
const look = async (token: string): Promise<PayPage> => payPage.parse((await shop.api.plain('GET', `/v1/phone/pay/${token}`)).json);
const begin = (token: string, way: string, made: number) => shop.api.plain('POST', `/v1/phone/pay/${token}`, JSON.stringify({ way, made }));
const go = async (token: string, way: string, made: number): Promise<string> => payPage.parse((await begin(token, way, made)).json).payment.last?.pageUrl ?? '';
const tokenOfOrder = async ({ order }: PayingOrder): Promise<string> => {
  const [row] = await shop.engine.db.query('SELECT phone_token FROM orders WHERE order_id = $1', [order.orderId]);
  return String(row?.['phone_token']);
};

describe('the link that a kiosk shows', () => {
  it('is the same for an order as long as it is asked for, and another for each order', async () => {
    const [one, other] = [await placeOne(shop), await placeOne(shop)];
    const links = [await tokenAt(one), await tokenAt(one), await tokenAt(other)];
    expect([links.every((link) => link.length === 22), links[0] === links[1], links[0] === links[2]]).toEqual([true, true, false]);
  });

  it('is given to the station of the order alone', async () => {
    const { order } = await placeOne(shop);
    const second = await enrolStation(shop.engine.db, shop.world.second, randomUUID());
    const elsewhere = await enrolStation(shop.engine.db, shop.world.otherShop, randomUUID());
    const statuses = [await ask(second, order.orderId), await ask(elsewhere, order.orderId), await ask(kiosk, randomUUID()), await ask(kiosk, 'x')];
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 400]);
    expect((await shop.api.plain('GET', `/v1/orders/${order.orderId}/payment`)).status).toBe(401);
  });

  it('shows the number, the sum and the ways, and nothing else of the order', async () => {
    const paying = await placeOne(shop);
    const page = await look(await tokenAt(paying));
    expect(page).toMatchObject({ storeName: 'Tienda centro', locale: 'es', number: paying.order.number, payment: { state: 'open', made: 0, last: null } });
    expect(Object.keys(page).sort()).toEqual(['locale', 'number', 'payment', 'storeName']);
    expect(JSON.stringify(page)).not.toContain(await tokenOfOrder(paying));
  });

  it('tells its page the look that the shop has chosen', async () => {
    const token = await tokenAt(await placeOne(shop));
    const choose = (look: string) =>
      shop.engine.db.query(`UPDATE bucket_rows SET value = ${look} WHERE tenant_id = $1 AND bucket = 'config' AND scope = 'centro' AND key = 'station'`, [
        shop.world.kiosk.tenantId,
      ]);
    await choose(`value || '{"theme":"gallery"}'`);
    expect((await look(token)).theme).toBe('gallery');
    await choose(`value - 'theme'`);
    expect((await look(token)).theme).toBeUndefined();
  });

  it('opens nothing else: neither the order’s page, nor its actions, nor its payment', async () => {
    const token = await tokenAt(await placeOne(shop));
    const answers = [
      await shop.api.plain('GET', `/v1/phone/${token}`),
      await shop.api.plain('GET', `/v1/phone/${token}/payment`),
      await shop.api.plain('POST', `/v1/phone/${token}/resend`, '{}'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await shop.api.plain('GET', `/p/pay/${token}`)).status).toBe(200);
    expect((await shop.api.plain('GET', '/p/pay/short')).status).toBe(404);
  });

  it('is not made where nothing pays the order on a phone: no way takes its currency, or it was cancelled', async () => {
    const yen = await placeOne(shop, { total: { minor: 100, currency: 'ISK' } });
    expect(await atKiosk(yen)).toEqual({ state: 'open', link: null, looked: false, attempt: null });
    const gone = await placeOne(shop);
    const token = await tokenAt(gone);
    await shop.engine.db.query("UPDATE orders SET status = 'cancelled' WHERE order_id = $1", [gone.order.orderId]);
    expect(await atKiosk(gone)).toEqual({ state: 'closed', link: null, looked: false, attempt: null });
    expect([(await look(token)).payment.state, (await begin(token, 'card', 0)).status]).toEqual(['closed', 409]);
  });

  it('leads nowhere a day after the kiosk showed it last, and is forgotten', async () => {
    const paying = await placeOne(shop);
    const token = await tokenAt(paying);
    await pass(shop, 13 * HOUR);
    expect(await tokenAt(paying)).toBe(token);
    await pass(shop, 23 * HOUR);
    expect((await look(token)).payment.state).toBe('open');
    await pass(shop, HOUR);
    expect([(await shop.api.plain('GET', `/v1/phone/pay/${token}`)).status, (await begin(token, 'card', 0)).status]).toEqual([404, 404]);
    expect(await shop.engine.db.query('SELECT 1 FROM pay_links WHERE token = $1', [token])).toEqual([]);
  });
});

describe('the kiosk follows a payment on the phone', () => {
  it('from the first look at the page to the money', async () => {
    const paying = await placeOne(shop);
    const states = [await atKiosk(paying)];
    const token = tokenOf(states[0]?.link ?? null);
    await look(token);
    states.push(await atKiosk(paying));
    await go(token, 'card', 0);
    states.push(await atKiosk(paying));
    shop.stripe.pay(shop.stripe.last(), { slow: true });
    await pass(shop, SOON);
    states.push(await atKiosk(paying));
    shop.stripe.settle(shop.stripe.last(), true);
    await pass(shop, HOUR);
    states.push(await atKiosk(paying));
    expect(states.map(({ state, link, looked, attempt }) => [state, link !== null, looked, attempt])).toEqual([
      ['open', true, false, null],
      ['open', true, true, null],
      ['open', true, true, 'open'],
      ['open', true, true, 'checking'],
      ['paid', false, false, 'paid'],
    ]);
    expect((await look(token)).payment.state).toBe('paid');
  });

  it('that failed, and another that ran out of time', async () => {
    const paying = await placeOne(shop);
    const token = await tokenAt(paying);
    await go(token, 'paypal', 0);
    shop.paypal.nextCapture('INSTRUMENT_DECLINED');
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    const failed = await atKiosk(paying);
    await go(token, 'card', 1);
    await pass(shop, HOUR);
    const expired = await atKiosk(paying);
    expect([failed.attempt, failed.link === null, expired.attempt, expired.link]).toEqual(['failed', false, 'expired', failed.link]);
  });

  it('and sees that the till was quicker', async () => {
    const paying = await placeOne(shop);
    const token = await tokenAt(paying);
    await go(token, 'card', 0);
    await paying.till();
    await pass(shop, 0);
    expect([await atKiosk(paying), shop.stripe.pay(shop.stripe.last()), (await look(token)).payment.ways]).toEqual([
      { state: 'paid', link: null, looked: false, attempt: null },
      false,
      [],
    ]);
  });
});

describe('who pays by the link of the kiosk', () => {
  it('comes back to its page from the provider, never to the order’s own', async () => {
    const paying = await placeOne(shop);
    const token = await tokenAt(paying);
    const page = new URL(await go(token, 'own-card', 0));
    expect(page.searchParams.get('back')).toBe(`https://hub.example/p/pay/${token}?paid=back`);
    expect(page.href).not.toContain(await tokenOfOrder(paying));
  });

  it('is not given a page that was begun on the order’s own: that one is closed and another begins, and the other way round', async () => {
    const paying = await placeOne(shop);
    const token = await tokenAt(paying);
    const own = await paying.go('own-card', 0);
    expect((await look(token)).payment.last).toMatchObject({ state: 'open', pageUrl: null });
    const linked = await go(token, 'own-card', 1);
    expect([linked === own, (await paying.look()).last?.pageUrl, (await look(token)).payment.last?.pageUrl]).toEqual([false, null, linked]);
    await pass(shop, 0);
    expect(await paying.go('own-card', 2)).not.toBe(linked);
    expect((await paying.look()).made).toBe(3);
  });

  it('and whoever pays on the order’s own page at the same time pays it once', async () => {
    const paying = await placeOne(shop);
    const token = await tokenAt(paying);
    await paying.go('card', 0);
    const session = shop.stripe.last();
    await go(token, 'paypal', 1);
    const before = held();
    shop.stripe.pay(session);
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    await pass(shop, HOUR);
    expect([await paying.books(), held() - before]).toEqual([['paid', 'online'], 1]);
  });
});
