import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { settleRefund } from '../../../../src/hub/domain/settle-refund.ts';
import { settleStock, tendStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { addPass, collected, column, deposited, loaded } from '../support/world.ts';
import { endAlarms, openPayWorld, pass, paymentAlarms, type PayWorld, placeOne } from './support/pay-world.ts';

let shop: PayWorld;
// A busy machine takes its time to open a database.
beforeAll(async () => {
  shop = await openPayWorld();
}, 120_000);
afterAll(() => shop.close());
beforeEach(() => endAlarms(shop));

const SOON = 30_000;
const HOUR = 3_600_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });

it('of a till that tells of it after the phone’s went back for goods that came back is owed to who paid it', async () => {
  const { order, go, till, tell, books } = await placeOne(shop);
  const { db } = shop.engine;
  await go('card', 0);
  shop.stripe.pay(shop.stripe.last());
  await pass(shop, SOON);
  const parcel = loaded(order, { passId: await addPass(db, shop.world.kiosk) });
  const back = deposited(order, { lines: [{ sku: 'CAM-AZ-M', quantity: 2, reason: 'size' }] });
  await tell(parcel, collected(parcel), back);
  const operator = { tenantId: shop.world.tenantId, operatorId: randomUUID(), name: 'Central', rights: new Set(['refund' as const]) };
  const c = { at: shop.api.clock.now(), station: { tenantId: shop.world.tenantId, stationId: null } };
  const given = await db.transaction((tx) => settleRefund({ tx, ...c }, operator, back.parcelId, { outcome: 'give-back', amount: eur(5990), by: 'caja-1' }));
  await pass(shop, HOUR);
  expect([given.ok, await column(db, shop.world, 'refunds', 'settled'), shop.stripe.held()]).toEqual([true, ['paid'], []]);
  expect([await till(), await books(), await column(db, shop.world, 'money_back', "amount_minor || ' ' || why")]).toEqual([
    ['5 rejected the order is paid already'],
    ['collected', 'online'],
    ['5990 not-needed'],
  ]);
});

it('that nobody can ask about any more keeps an order, and what it holds, for a day and not for ever', async () => {
  const { order, go, books } = await placeOne(shop);
  const { db } = shop.engine;
  await settleStock(db, shop.api.clock.now());
  await go('card', 0);
  // The shop has this way no more.
  await db.query("UPDATE online_payments SET way_id = 'gone' WHERE tenant_id = $1 AND order_id = $2", [shop.world.tenantId, order.orderId]);
  await pass(shop, 24 * HOUR);
  await tendStock(db, shop.api.clock.now());
  const waiting = await books();
  await pass(shop, 2 * HOUR);
  await tendStock(db, shop.api.clock.now());
  expect([waiting, await books(), await paymentAlarms(shop)]).toEqual([['placed'], ['cancelled'], ['payment-way-gone']]);
});
