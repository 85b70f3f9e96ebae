import { afterEach, expect, it } from 'vitest';
import type { OrderPlaced } from '../../src/contract/events/operations.ts';
import { orderSummary, type OrderStatus } from '../../src/contract/orders.ts';
import { type StoredOrder, summary } from '../../src/hub/db/orders.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { START } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

const stations: TestStation[] = [];
afterEach(async () => {
  for (const station of stations.splice(0)) await station.close();
});

async function start(seed: number): Promise<TestStation> {
  const station = await TestStation.start({ seed });
  stations.push(station);
  return station;
}

/** What the stations of the shop hear of an order that a kiosk told the hub of. */
function heard(placed: OrderPlaced, status: OrderStatus) {
  const { orderId, number, placedAt, lines, total, fulfilment, contact, locale } = placed;
  const known = { orderId, number, placedAt, lines, total, fulfilment, contact: contact ?? null, locale };
  const stored: StoredOrder = { ...known, tenantId: 't', storeId: 's', stationId: 'k', status, phoneToken: 'token', holder: null };
  return orderSummary.parse(summary(stored));
}

it('who asks for a low door at the kiosk gets one at the silo of another station, and nothing of it is kept when the order is over', async () => {
  const floor = await start(1);
  const { kiosk } = floor.station.intents;
  good(await kiosk.start({ locale: 'es' }));
  good(await kiosk.add({ sku: 'CAM-M' }));
  good(await kiosk.setFulfilment({ fulfilment: { kind: 'silo', needsLowDoor: true } }));
  good(await kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
  good(await kiosk.place({}));
  const placed = floor.operations.find((operation) => operation.kind === 'order.placed') ?? expect.fail('nothing was placed');
  const orderId = placed.orderId as OrderId;
  expect([floor.store.read.order(orderId)?.needsLowDoor, placed.fulfilment]).toEqual([true, { kind: 'silo', needsLowDoor: true }]);

  const silo = await start(2);
  const tell = (from: number, status: OrderStatus) => {
    const page = { rows: [{ key: orderId, revision: from + 1, value: heard(placed, status) }], next: from + 1, more: false, serverTime: START };
    expectOk(silo.store.applyPage('orders', from, page, START), 'the page');
  };
  tell(0, 'paid');
  await silo.signIn();
  good(await silo.station.intents.staff.beginLoad({ orderId, size: 'M' }));
  await silo.advance(1500);
  const { load } = silo.station.screens.staff.current();
  expect([load?.lowDoor, load !== null && load.state.door.row >= 4]).toEqual(['given', true]);

  expect(heard(placed, 'collected')).not.toHaveProperty('needsLowDoor');
  expect(heard(placed, 'cancelled')).not.toHaveProperty('needsLowDoor');
});
