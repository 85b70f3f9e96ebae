import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oweMoney } from '../../../../src/hub/domain/money-back.ts';
import { makeApi, type TestApi } from '../support/api.ts';
import { postgresBinaries, postgresEngine } from '../support/engines.ts';
import { refundsSuite } from './refunds-suite.ts';
import { openPayWorld, pass, paymentAlarms, type PayWorld, placeOne } from './support/pay-world.ts';

const binaries = postgresBinaries();
const SOON = 30_000;

if (binaries === null) {
  describe('payments on PostgreSQL', () => {
    it('were not tried: it is not installed on this machine, and PGlite alone was tested', () => {
      process.stderr.write('PostgreSQL server binaries were not found: payments were tested on PGlite only.\n');
      expect(binaries).toBeNull();
    });
  });
} else {
  describe('payments on PostgreSQL, in two hubs at once', () => paymentsInTwoHubs(binaries));
  describe('money that goes back, on PostgreSQL', () => refundsSuite(() => postgresEngine(binaries)));
}

/** What PGlite cannot show: transactions that really run at once, in two hub processes on one database. */
function paymentsInTwoHubs(serverBinaries: string): void {
  let shop: PayWorld;
  let second: TestApi;
  beforeAll(async () => {
    shop = await openPayWorld(() => postgresEngine(serverBinaries));
    second = await makeApi(shop.engine.db, {}, shop.ways);
  }, 120_000);
  afterAll(async () => {
    await second?.close();
    await shop?.close();
  });

  /** Time goes on for both, and both workers ask whatever is due. */
  async function passInBoth(ms: number): Promise<void> {
    shop.api.clock.advance(ms);
    second.clock.advance(ms);
    await Promise.all([shop.api.payments.tendDue(), second.payments.tendDue()]);
  }

  it.each(['paypal', 'card', 'own-card'])('are taken once by %s, however many look', async (way) => {
    const { go, books } = await placeOne(shop);
    const before = held(shop);
    const page = await go(way, 0);
    if (way === 'paypal') shop.paypal.approve(shop.paypal.last());
    if (way === 'card') shop.stripe.pay(shop.stripe.last());
    if (way === 'own-card') shop.shopCard.arrive(page);
    await passInBoth(SOON);
    await passInBoth(SOON);
    expect([await books(), held(shop) - before]).toEqual([['paid', 'online'], 1]);
  });

  it('are begun once by a press that comes twice at the same moment', async () => {
    const { begin, look } = await placeOne(shop);
    const answers = await Promise.all([begin('card', 0), begin('card', 0), begin('card', 0)]);
    expect([answers.map(({ status }) => status).filter((status) => status >= 500), (await look()).made]).toEqual([[], 1]);
  });

  it('pay once and give one back when till and phone are told at the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      const { go, till, books } = await placeOne(shop);
      const before = held(shop);
      await go('card', 0);
      shop.stripe.pay(shop.stripe.last());
      shop.api.clock.advance(SOON);
      second.clock.advance(SOON);
      const [told] = await Promise.all([till(), shop.api.payments.tendDue(), second.payments.tendDue()]);
      await passInBoth(SOON);
      expect([told, await books(), held(shop) - before]).toEqual([['2 applied'], ['paid', 'card'], 0]);
    }
    expect(new Set(await paymentAlarms(shop)).size).toBeGreaterThan(0);
  });

  it('go back once however many hubs find out that they are owed', async () => {
    for (let n = 0; n < 3; n++) {
      const { go, order } = await placeOne(shop);
      await go('card', 0);
      const session = shop.stripe.last();
      shop.stripe.pay(session);
      await passInBoth(SOON);
      await shop.engine.db.transaction((tx) =>
        oweMoney(
          { tx, at: shop.api.clock.now(), station: { tenantId: shop.world.tenantId, stationId: null } },
          { orderId: order.orderId, amount: { minor: 500, currency: 'EUR' }, why: 'sold-out', about: 'A' },
        ),
      );
      await passInBoth(SOON);
      await passInBoth(SOON);
      expect(shop.stripe.refunds(session)).toEqual(['500 succeeded']);
    }
  });

  it('fall from one way to another while both hubs look, and are paid once', async () => {
    const { go, books } = await placeOne(shop);
    const before = held(shop);
    await go('card', 0);
    const session = shop.stripe.last();
    await Promise.all([go('paypal', 1), passInBoth(0)]);
    shop.paypal.approve(shop.paypal.last());
    shop.stripe.pay(session);
    await passInBoth(SOON);
    await pass(shop, 3_600_000);
    expect([await books(), held(shop) - before]).toEqual([['paid', 'online'], 1]);
  });
}

function held({ paypal, stripe, shopCard }: PayWorld): number {
  return paypal.held().length + stripe.held().length + shopCard.held().length;
}
