import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { operatorGivenBack } from '../../../../src/contract/hub/operator.ts';
import { withdrawByPhone } from '../../../../src/hub/after/withdraw.ts';
import { lockOrder } from '../../../../src/hub/db/orders.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import { oweMoney } from '../../../../src/hub/domain/money-back.ts';
import type { Happening } from '../../../../src/hub/domain/context.ts';
import type { TestEngine } from '../support/engines.ts';
import { column, markEnrolled } from '../support/world.ts';
import { strayFromPaypal } from './support/paypal-facts.ts';
import { strayFromStripe } from './support/stripe-facts.ts';
import { endAlarms, openPayWorld, pass, type PayingOrder, type PayWorld, placeOne, ring } from './support/pay-world.ts';

const SOON = 30_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WAYS = ['paypal', 'card', 'own-card'] as const;
type Way = (typeof WAYS)[number];

/** Money that is owed and goes back through the provider that took it, on either database. */
export function refundsSuite(open: () => Promise<TestEngine>): void {
  let shop: PayWorld;
  let operator: string;
  beforeAll(async () => {
    shop = await openPayWorld(open);
    const { engine, world } = shop;
    const stores = [{ storeId: 'centro', name: 'Tienda centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [] }];
    const operators = [{ operatorId: 'central', name: 'Central', rights: ['refund' as const, 'look' as const] }];
    await applySetup(engine.db, { tenantId: world.tenantId, name: 'Moda', locations: [], stores, operators }, 'https://hub.example');
    operator = (await makeOperatorToken(engine.db, (size) => crypto.getRandomValues(new Uint8Array(size)), 'central', shop.api.clock.now())) ?? '';
  }, 120_000);
  afterAll(() => shop?.close());
  beforeEach(() => endAlarms(shop));

  /** An order that a phone has paid. `named`: the provider's own name for it. */
  async function paidBy(way: Way, change: Partial<OrderPlaced> = {}): Promise<{ readonly paying: PayingOrder; readonly named: string }> {
    const paying = await placeOne(shop, change);
    const page = await paying.go(way, 0);
    const named = way === 'paypal' ? shop.paypal.last() : way === 'card' ? shop.stripe.last() : ((/payment=([0-9a-f-]+)/.exec(page) ?? [])[1] ?? '');
    if (way === 'paypal') shop.paypal.approve(named);
    if (way === 'card') shop.stripe.pay(named);
    if (way === 'own-card') shop.shopCard.arrive(page);
    await pass(shop, SOON);
    return { paying, named };
  }

  /** Something happens to an order, under its lock. */
  async function happen<T>({ order }: PayingOrder, work: (c: Happening, orderId: string) => Promise<T>): Promise<T> {
    return await shop.engine.db.transaction((tx) =>
      work({ tx, at: shop.api.clock.now(), station: { tenantId: shop.world.tenantId, stationId: null } }, order.orderId),
    );
  }

  const withdraw = (paying: PayingOrder) =>
    happen(paying, async (c, orderId) => {
      const order = await lockOrder(c.tx, shop.world.tenantId, orderId);
      if (order === null) throw new Error('no order');
      return await withdrawByPhone(c, order, { withdrawalId: crypto.randomUUID(), lines: [], at: c.at, made: 0 });
    });

  const owe = (paying: PayingOrder, minor: number, about = 'BUFANDA') =>
    happen(paying, (c, orderId) => oweMoney(c, { orderId, amount: { minor, currency: 'EUR' }, why: 'sold-out', about }));

  const asked = (path: string, body: unknown) => shop.api.plain('POST', `/v1/operator/${path}`, JSON.stringify(body), { authorization: `Bearer ${operator}` });

  async function listed({ order }: PayingOrder): Promise<readonly string[]> {
    const answer = await shop.api.plain('GET', '/v1/operator/given-back', undefined, { authorization: `Bearer ${operator}` });
    const { rows } = answer.json as { rows: unknown[] };
    return rows
      .map((row) => operatorGivenBack.parse(row))
      .flatMap((one) => (one.orderId === order.orderId ? [`${one.cause} ${one.amount.minor} ${one.state}${one.why === null ? '' : ` ${one.why}`}`] : []));
  }

  /** What the shop's books, its people and the customer's page say. */
  async function seen(paying: PayingOrder) {
    const { tenantId } = shop.world;
    const settled = await shop.engine.db.query(
      `SELECT settled, settled_tender FROM withdrawals WHERE tenant_id = $1 AND order_id = $2
       UNION ALL SELECT settled, settled_tender FROM money_back WHERE tenant_id = $1 AND order_id = $2`,
      [tenantId, paying.order.orderId],
    );
    const alarms = (await column(shop.engine.db, shop.world, 'alarms', 'kind'))
      .map(String)
      .filter((kind) => kind.startsWith('refund-') || kind.startsWith('payment-'));
    const page = (await paying.look()).goingBack ?? [];
    return {
      refunds: await listed(paying),
      books: settled.map((row) => `${row['settled'] ?? 'owed'} ${row['settled_tender'] ?? ''}`.trim()),
      alarms,
      page: page.map(({ amount, state }) => `${amount.minor} ${state}`),
    };
  }

  const total = (paying: PayingOrder) => paying.order.total.minor;
  const held = () => [...shop.paypal.held(), ...shop.stripe.held(), ...shop.shopCard.held()].length;
  const nextRefund = (way: Way, state: 'pending' | 'failed') => {
    if (way === 'paypal') shop.paypal.nextRefund(state === 'pending' ? 'PENDING' : 'FAILED');
    if (way === 'card') shop.stripe.nextRefund(state);
    if (way === 'own-card') shop.shopCard.nextRefund(state);
  };
  const settle = async (way: Way, named: string, outcome: 'done' | 'failed', times = 1) => {
    if (way === 'paypal') shop.paypal.settleRefunds(named, outcome === 'done' ? 'COMPLETED' : 'FAILED');
    if (way === 'card') shop.stripe.settleRefunds(named, outcome === 'done' ? 'succeeded' : 'failed');
    if (way === 'own-card') shop.shopCard.settleRefunds(named, outcome);
    for (let n = 0; n < times; n++) {
      if (way === 'paypal') await ring(shop, way, shop.paypal.event('PAYMENT.CAPTURE.REFUNDED', named));
      if (way === 'card') await ring(shop, way, shop.stripe.event(outcome === 'done' ? 'refund.updated' : 'refund.failed', named));
      if (way === 'own-card') await ring(shop, way, shop.shopCard.event(named));
    }
    await pass(shop, 0);
  };

  describe.each(WAYS)('an order that was paid by %s', (way) => {
    it('and that its customer called off goes back whole, once, without anybody being called', async () => {
      const before = held();
      const { paying } = await paidBy(way);
      await withdraw(paying);
      for (let n = 0; n < 3; n++) await pass(shop, SOON);
      const whole = total(paying);
      expect([await seen(paying), held() - before]).toEqual([
        { refunds: [`withdrawal ${whole} refunded`], books: ['paid card'], alarms: [], page: [`${whole} done`] },
        0,
      ]);
    });

    it('and of which something was not to be had goes back in part, and the order stands', async () => {
      const { paying } = await paidBy(way);
      await owe(paying, 500);
      await pass(shop, SOON);
      await owe(paying, 700, 'GORRO');
      await pass(shop, SOON);
      expect([await seen(paying), await paying.books()]).toEqual([
        {
          refunds: expect.arrayContaining(['money 500 refunded', 'money 700 refunded']),
          books: ['paid card', 'paid card'],
          alarms: [],
          page: ['500 done', '700 done'],
        },
        ['paid', 'online'],
      ]);
    });

    it('goes back once when the answer was lost, however long ago the provider forgot the question', async () => {
      const { paying, named } = await paidBy(way);
      const stand = way === 'paypal' ? shop.paypal : way === 'card' ? shop.stripe : shop.shopCard;
      stand.trouble({ path: 'refund', when: 'after', answer: 'drop' });
      // The first question that names refunds looks for it at Stripe and at the shop's card; the second one asks.
      if (way !== 'paypal') stand.trouble({ path: 'refund', when: 'after', answer: 'drop' });
      await withdraw(paying);
      for (let n = 0; n < 4; n++) await pass(shop, SOON);
      await pass(shop, 3 * DAY);
      const gone = way === 'paypal' ? shop.paypal.refunds(named).length : way === 'card' ? shop.stripe.refunds(named).length : 1;
      expect([await listed(paying), gone]).toEqual([[`withdrawal ${total(paying)} refunded`], 1]);
    });

    it('counts as given back only when it has arrived, and is heard of by news that come twice', async () => {
      const { paying, named } = await paidBy(way);
      nextRefund(way, 'pending');
      await withdraw(paying);
      await pass(shop, SOON);
      const under = await seen(paying);
      await settle(way, named, 'done', 2);
      expect([under, await seen(paying)]).toEqual([
        { refunds: [`withdrawal ${total(paying)} pending`], books: ['owed'], alarms: [], page: [`${total(paying)} requested`] },
        { refunds: [`withdrawal ${total(paying)} refunded`], books: ['paid card'], alarms: [], page: [`${total(paying)} done`] },
      ]);
    });

    it('that comes back from the bank days later is owed again, and people are told and have it asked anew', async () => {
      const { paying, named } = await paidBy(way);
      await withdraw(paying);
      await pass(shop, SOON);
      await pass(shop, 2 * DAY);
      await settle(way, named, 'failed');
      const back = await seen(paying);
      const [id] = await shop.engine.db.query('SELECT withdrawal_id FROM withdrawals WHERE tenant_id = $1 AND order_id = $2', [
        shop.world.tenantId,
        paying.order.orderId,
      ]);
      const again = await asked(`withdrawals/${String(id?.['withdrawal_id'])}/settle`, { outcome: 'give-back', amount: paying.order.total, by: 'T-7' });
      await pass(shop, SOON);
      expect([back, again.status, await seen(paying)]).toEqual([
        { refunds: [`withdrawal ${total(paying)} refused failed`], books: ['owed'], alarms: ['refund-refused'], page: [`${total(paying)} by-shop`] },
        200,
        { refunds: [`withdrawal ${total(paying)} refunded`], books: ['paid card'], alarms: [], page: [`${total(paying)} done`] },
      ]);
    });
  });

  it('what a provider refuses is told to people, who pay it at the till, and is then never asked again', async () => {
    const { paying } = await paidBy('card');
    shop.stripe.trouble({ path: '/v1/refunds', when: 'before', answer: { status: 200, json: { object: 'list', data: [] } } });
    shop.stripe.trouble({
      path: '/v1/refunds',
      when: 'before',
      answer: { status: 400, json: { error: { type: 'invalid_request_error', code: 'balance_insufficient' } } },
    });
    await owe(paying, 500);
    await pass(shop, SOON);
    const refused = await seen(paying);
    const [id] = await shop.engine.db.query('SELECT money_id FROM money_back WHERE tenant_id = $1 AND order_id = $2', [
      shop.world.tenantId,
      paying.order.orderId,
    ]);
    const path = `money-back/${String(id?.['money_id'])}/settle`;
    const told = await asked(path, { outcome: 'paid', amount: { minor: 500, currency: 'EUR' }, tender: 'cash', by: 'T-7' });
    const late = await asked(path, { outcome: 'give-back', amount: { minor: 500, currency: 'EUR' }, by: 'T-7' });
    await pass(shop, DAY);
    expect([refused.refunds, refused.alarms, told.status, late.status, (await seen(paying)).books]).toEqual([
      ['money 500 refused provider-refused'],
      ['refund-refused'],
      200,
      409,
      ['paid cash'],
    ]);
  });

  it('what goes back by itself no till pays a second time', async () => {
    const { paying } = await paidBy('own-card');
    shop.shopCard.nextRefund('pending');
    await owe(paying, 500);
    await pass(shop, SOON);
    const [id] = await shop.engine.db.query('SELECT money_id FROM money_back WHERE tenant_id = $1 AND order_id = $2', [
      shop.world.tenantId,
      paying.order.orderId,
    ]);
    const told = await asked(`money-back/${String(id?.['money_id'])}/settle`, {
      outcome: 'paid',
      amount: { minor: 500, currency: 'EUR' },
      tender: 'cash',
      by: 'T-7',
    });
    expect([told.status, await listed(paying)]).toEqual([409, ['money 500 pending']]);
  });

  it('never more goes back than came, whatever is owed', async () => {
    const { paying } = await paidBy('card');
    await owe(paying, 500);
    await pass(shop, SOON);
    await withdraw(paying);
    await pass(shop, SOON);
    expect(await seen(paying)).toMatchObject({ refunds: [`withdrawal ${total(paying) - 500} refunded`, 'money 500 refunded'], alarms: [] });
  });

  it('money that a bank has taken back does not go back a second time', async () => {
    const { paying, named } = await paidBy('card');
    shop.stripe.dispute(named);
    await ring(shop, 'card', shop.stripe.event('charge.dispute.funds_withdrawn', named));
    await pass(shop, 0);
    await withdraw(paying);
    await pass(shop, SOON);
    expect([await listed(paying), shop.stripe.refunds(named)]).toEqual([[`withdrawal ${total(paying)} refused money-gone`], []]);
  });

  it('money that somebody gave back at the provider’s own site does not go back by itself once more', async () => {
    const { paying, named } = await paidBy('paypal');
    shop.paypal.refundBySite(named, '5.00');
    await ring(shop, 'paypal', shop.paypal.event('PAYMENT.CAPTURE.REFUNDED', named));
    await pass(shop, 0);
    await owe(paying, 500);
    await pass(shop, SOON);
    expect([await listed(paying), shop.paypal.refunds(named)]).toEqual([['money 500 refused by-hand'], ['5.00 COMPLETED']]);
  });

  it('an order that was paid at a till is left to the till', async () => {
    const paying = await placeOne(shop);
    await paying.till();
    await withdraw(paying);
    await pass(shop, SOON);
    expect(await seen(paying)).toEqual({ refunds: [], books: ['owed'], alarms: [], page: [] });
  });

  it('a refund that nobody signed for wakes nothing', async () => {
    const { paying, named } = await paidBy('card');
    shop.stripe.nextRefund('pending');
    await withdraw(paying);
    await pass(shop, SOON);
    shop.stripe.settleRefunds(named, 'succeeded');
    const { body } = shop.stripe.event('refund.updated', named);
    const forged = await ring(shop, 'card', { body, headers: { 'stripe-signature': `t=${Math.floor(shop.api.clock.now() / 1000)},v1=${'0'.repeat(64)}` } });
    await pass(shop, 0);
    const before = await listed(paying);
    // Its news never come: it is looked at all the same.
    await pass(shop, HOUR);
    expect([forged.status, before, await listed(paying)]).toEqual([401, [`withdrawal ${total(paying)} pending`], [`withdrawal ${total(paying)} refunded`]]);
  });

  it('hub and stand-ins spoke in all of this as PayPal’s and Stripe’s published descriptions say', () => {
    const stray = [...shop.paypal.exchanges.flatMap(strayFromPaypal), ...shop.stripe.exchanges.flatMap(strayFromStripe)];
    expect([shop.stripe.exchanges.length > 20, [...new Set(stray)]]).toEqual([true, []]);
  });

  describe('the money for goods that a station may have handed over', () => {
    const listens = async (heard: boolean) => {
      const { engine, world } = shop;
      await engine.db.query("DELETE FROM heard WHERE tenant_id = $1 AND bucket = 'orders'", [world.tenantId]);
      if (!heard) return;
      await engine.db.query(
        "INSERT INTO heard (tenant_id, station_id, bucket, revision) SELECT $1, $2, 'orders', revision FROM bucket_counters WHERE tenant_id = $1 AND bucket = 'orders' AND scope = 'centro'",
        [world.tenantId, world.kiosk.stationId],
      );
    };
    const handed = ({ order }: PayingOrder) => ({
      kind: 'goods.handed',
      orderId: order.orderId,
      way: 'desk',
      staffId: 'lucia',
      handedAt: shop.api.clock.now(),
    });
    const states = async ({ order }: PayingOrder) =>
      (await shop.engine.db.query('SELECT state FROM withdrawals WHERE tenant_id = $1 AND order_id = $2', [shop.world.tenantId, order.orderId])).map(
        (row) => row['state'],
      );
    const goods = async () => (await column(shop.engine.db, shop.world, 'alarms', 'kind', 'kind')).filter((kind) => kind !== 'order-number-twice');
    beforeEach(() => markEnrolled(shop.engine.db, shop.world.kiosk));
    afterEach(() => shop.engine.db.query('UPDATE stations SET public_key = NULL, enrolled_at = NULL WHERE tenant_id = $1', [shop.world.tenantId]));

    it('waits until every station has heard, and a minute more', async () => {
      const { paying } = await paidBy('card', { fulfilment: { kind: 'desk' } });
      await listens(false);
      await withdraw(paying);
      await pass(shop, DAY);
      const before = await listed(paying);
      await listens(true);
      await pass(shop, SOON);
      const heard = await listed(paying);
      await pass(shop, 2 * SOON);
      await pass(shop, SOON);
      expect([before, heard, await listed(paying)]).toEqual([[], [], [`withdrawal ${total(paying)} refunded`]]);
    });

    it('stays where a desk that was away had handed them over', async () => {
      const { paying } = await paidBy('card', { fulfilment: { kind: 'desk' } });
      await listens(false);
      await withdraw(paying);
      await pass(shop, DAY);
      await paying.tell(handed(paying));
      await listens(true);
      await pass(shop, HOUR);
      await pass(shop, HOUR);
      expect([await listed(paying), await states(paying), await goods()]).toEqual([
        [],
        ['goods-awaited'],
        ['collected-after-withdrawal', 'hand-over-cancelled'],
      ]);
    });

    it('stays while they lie ready at the desk, until somebody there gives it back', async () => {
      const { paying } = await paidBy('card', { fulfilment: { kind: 'desk' } });
      const { orderId, total: amount } = paying.order;
      await paying.tell({ kind: 'goods.ready', orderId, way: 'desk', staffId: 'lucia', readyAt: shop.api.clock.now() });
      await withdraw(paying);
      await listens(true);
      for (const ms of [SOON, HOUR, HOUR]) await pass(shop, ms);
      const before = [await listed(paying), await goods()];
      const [row] = await shop.engine.db.query('SELECT withdrawal_id FROM withdrawals WHERE order_id = $1', [orderId]);
      await asked(`withdrawals/${String(row?.['withdrawal_id'])}/settle`, { outcome: 'give-back', amount, by: 'caja-1' });
      await pass(shop, SOON);
      expect([before, await listed(paying), await goods()]).toEqual([[[], ['withdrawal-stop-goods']], [`withdrawal ${total(paying)} refunded`], []]);
    });

    it('is not asked for any more where they turn up before the provider was asked; where it is gone, people hear that both are', async () => {
      const { paying } = await paidBy('card', { fulfilment: { kind: 'desk' } });
      await listens(false);
      await withdraw(paying);
      const [row] = await shop.engine.db.query('SELECT withdrawal_id FROM withdrawals WHERE order_id = $1', [paying.order.orderId]);
      await asked(`withdrawals/${String(row?.['withdrawal_id'])}/settle`, { outcome: 'give-back', amount: paying.order.total, by: 'caja-1' });
      await paying.tell(handed(paying));
      await pass(shop, SOON);
      const { paying: late } = await paidBy('card', { fulfilment: { kind: 'desk' } });
      await withdraw(late);
      await listens(true);
      for (const ms of [SOON, HOUR, HOUR]) await pass(shop, ms);
      await late.tell(handed(late));
      expect([await listed(paying), await states(paying), await listed(late)]).toEqual([[], ['goods-awaited'], [`withdrawal ${total(late)} refunded`]]);
      const alarms = await column(shop.engine.db, shop.world, 'alarms', "alarm_key || ' ' || (facts->>'paidBack')", 'at');
      expect(alarms.filter((one) => String(one).startsWith('collected-after-withdrawal'))).toEqual([
        `collected-after-withdrawal:${paying.order.orderId} false`,
        `collected-after-withdrawal:${late.order.orderId} true`,
      ]);
    });
  });
}
