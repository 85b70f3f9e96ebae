import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderSummary } from '../../../../src/contract/orders.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import { addPass, collected, loaded } from '../support/world.ts';
import { endAlarms, openPayWorld, pass, paymentAlarms, type PayingOrder, type PayWorld, placeOne, ring } from './support/pay-world.ts';

let shop: PayWorld;
let operator: string;
// A busy machine takes its time to open a database.
beforeAll(async () => {
  shop = await openPayWorld();
  const { engine, world } = shop;
  const stores = [{ storeId: 'centro', name: 'Tienda centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [] }];
  const operators = [{ operatorId: 'central', name: 'Central', rights: ['refund' as const] }];
  await applySetup(engine.db, { tenantId: world.tenantId, name: 'Moda', locations: [], stores, operators }, 'https://hub.example');
  operator = (await makeOperatorToken(engine.db, (size) => crypto.getRandomValues(new Uint8Array(size)), 'central', shop.api.clock.now())) ?? '';
}, 120_000);
afterAll(() => shop.close());
beforeEach(() => endAlarms(shop));

const SOON = 30_000;

/** What stations are told of an order. */
async function toldOf({ order }: PayingOrder) {
  const [row] = await shop.engine.db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'orders' AND key = $2", [
    shop.world.tenantId,
    order.orderId,
  ]);
  return orderSummary.parse(row?.['value']);
}

const flags = async (paying: PayingOrder) => {
  const { status, onHold, paying: isPaying } = await toldOf(paying);
  return [status, onHold === true ? 'held' : '', isPaying === true ? 'paying' : ''].filter(Boolean).join(' ');
};

async function paidByCard(): Promise<{ readonly paying: PayingOrder; readonly session: string }> {
  const paying = await placeOne(shop);
  await paying.go('card', 0);
  const session = shop.stripe.last();
  shop.stripe.pay(session);
  await pass(shop, SOON);
  return { paying, session };
}

/** A bank says how a dispute stands, and the provider rings. */
async function dispute(session: string, status: 'needs_response' | 'won' | 'lost'): Promise<void> {
  shop.stripe.dispute(session, status);
  await ring(shop, 'card', shop.stripe.event('charge.dispute.updated', session));
  await pass(shop, 0);
}

const release = ({ order }: PayingOrder) =>
  shop.api.plain('POST', `/v1/operator/orders/${order.orderId}/release`, '{}', { authorization: `Bearer ${operator}` });

describe('somebody who pays on a phone', () => {
  it('is told to the tills of the shop until it is decided', async () => {
    const paying = await placeOne(shop);
    const seen = [await flags(paying)];
    await paying.go('card', 0);
    seen.push(await flags(paying));
    await pass(shop, 3_600_000);
    seen.push(await flags(paying));
    await paying.go('own-card', 1);
    seen.push(await flags(paying));
    await paying.till();
    seen.push(await flags(paying));
    expect(seen).toEqual(['placed', 'placed paying', 'placed', 'placed paying', 'paid']);
  });
});

describe('an order whose money a bank takes back', () => {
  it('is held in every station, on the customer’s page and by an alarm, and let go when the bank decides for the shop', async () => {
    const { paying, session } = await paidByCard();
    const seen = [await flags(paying)];
    await dispute(session, 'needs_response');
    seen.push(await flags(paying));
    expect([(await paying.look()).held, await paymentAlarms(shop)]).toEqual([true, ['payment-went-back']]);
    await dispute(session, 'won');
    seen.push(await flags(paying));
    expect([seen, (await paying.look()).held, await paymentAlarms(shop)]).toEqual([['paid', 'paid held', 'paid'], undefined, []]);
    await dispute(session, 'needs_response');
    expect(await flags(paying)).toBe('paid held');
  });

  it('stays held when the bank decides against the shop, until head office lets it go, once and on the record', async () => {
    const { paying, session } = await paidByCard();
    await dispute(session, 'lost');
    expect(await flags(paying)).toBe('paid held');
    expect([(await release(paying)).status, (await release(paying)).status]).toEqual([200, 409]);
    const kinds = await shop.engine.db.query(
      "SELECT kind, facts->>'by' AS by FROM audit WHERE tenant_id = $1 AND facts->>'orderId' = $2 AND kind IN ('order.placed', 'order.held', 'order.released')",
      [shop.world.tenantId, paying.order.orderId],
    );
    expect([await flags(paying), await paymentAlarms(shop), kinds.map(({ kind, by }) => [kind, by])]).toEqual([
      'paid',
      [],
      [
        ['order.placed', null],
        ['order.held', null],
        ['order.released', 'central'],
      ],
    ]);
  });

  it('is held on PayPal’s word, and PayPal’s answers to other questions do not let it go', async () => {
    const paying = await placeOne(shop);
    await paying.go('paypal', 0);
    shop.paypal.approve(shop.paypal.last());
    await pass(shop, SOON);
    await ring(shop, 'paypal', shop.paypal.event('PAYMENT.CAPTURE.REVERSED', shop.paypal.last()));
    await pass(shop, 0);
    await ring(shop, 'paypal', shop.paypal.event('PAYMENT.CAPTURE.COMPLETED', shop.paypal.last()));
    await pass(shop, SOON);
    expect(await flags(paying)).toBe('paid held');
  });

  it('is held when the issuer of the shop’s own card takes it back, and let go when it gives it again', async () => {
    const paying = await placeOne(shop);
    const page = await paying.go('own-card', 0);
    const attemptId = new URL(page).searchParams.get('payment') ?? '';
    shop.shopCard.arrive(page);
    await pass(shop, SOON);
    const seen = [await flags(paying)];
    for (const reversed of [true, false]) {
      shop.shopCard.reverse(attemptId, reversed);
      await ring(shop, 'own-card', shop.shopCard.event(attemptId));
      await pass(shop, 0);
      seen.push(await flags(paying));
    }
    expect(seen).toEqual(['paid', 'paid held', 'paid']);
  });

  it('is let go by money at the till, and what the bank gives again after that goes back', async () => {
    const { paying, session } = await paidByCard();
    await dispute(session, 'needs_response');
    expect([await paying.till(), await flags(paying), await paying.books(), await paymentAlarms(shop)]).toEqual([['2 applied'], 'paid', ['paid', 'card'], []]);
    const before = shop.stripe.held().length;
    await dispute(session, 'won');
    await pass(shop, 0);
    expect([await paying.books(), shop.stripe.held().length - before, await paymentAlarms(shop)]).toEqual([['paid', 'card'], -1, ['payment-surplus']]);
  });

  it('is held too when all of it is given back on the provider’s own site, and not for a part', async () => {
    const { paying, session } = await paidByCard();
    shop.stripe.refundBySite(session, 90);
    await ring(shop, 'card', shop.stripe.event('charge.refunded', session));
    await pass(shop, 0);
    const part = await flags(paying);
    shop.stripe.refundBySite(session, 5900);
    await ring(shop, 'card', shop.stripe.event('charge.refunded', session));
    await pass(shop, 0);
    expect([part, await flags(paying)]).toEqual(['paid', 'paid held']);
  });

  it('calls people where its goods left all the same: before the word came, with the door open, or at a station that was away', async () => {
    const { engine, world } = shop;
    const gone = async () =>
      (
        await engine.db.query(
          "SELECT kind, facts->>'status' AS status FROM alarms WHERE tenant_id = $1 AND kind IN ('payment-went-back', 'collected-on-hold') ORDER BY kind",
          [world.tenantId],
        )
      ).map(({ kind, status }) => `${kind} ${status}`);
    const away = await paidByCard();
    const parcel = loaded(away.paying.order, { passId: await addPass(engine.db, world.kiosk) });
    await away.paying.tell(parcel);
    await dispute(away.session, 'needs_response');
    await away.paying.tell(collected(parcel));
    const late = await gone();
    await endAlarms(shop);
    const before = await paidByCard();
    const other = loaded(before.paying.order, { passId: await addPass(engine.db, world.kiosk), compartmentId: 'B-2', doorNumber: 8 });
    await before.paying.tell(other, collected(other));
    await dispute(before.session, 'needs_response');
    expect([late, await gone()]).toEqual([['collected-on-hold ready', 'payment-went-back ready'], ['payment-went-back collected']]);
  });

  it('of an order that nobody had paid with it is on no hold', async () => {
    const paying = await placeOne(shop);
    await paying.go('card', 0);
    const session = shop.stripe.last();
    await paying.till();
    shop.stripe.pay(session);
    await dispute(session, 'needs_response');
    expect(await flags(paying)).toBe('paid');
  });
});
