import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { findOrder } from '../../../../src/hub/db/orders.ts';
import { settleStock, tendStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeStockWorld } from '../support/stock-world.ts';
import { column, makeOutbox, NOW, paid, placed, push } from '../support/world.ts';

// A till that was away for longer than an order waits for its money, and took it all the same.

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

const HOUR = 3_600_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const coupon = (minor: number) => [{ couponId: '00'.repeat(16), name: 'Verano', amount: eur(minor) }];
const discounted = ({ orderId }: OrderPlaced, off: number) => ({
  ...{ kind: 'order.discounted', orderId, discounts: coupon(off), total: eur(5990 - off), staffId: 'eva', at: NOW },
});

/** An order of two shirts of which each is there, and that the hub has called off because nobody had paid it in time. */
async function openExpired(change: Partial<OrderPlaced> = {}) {
  const world = await makeStockWorld(engine.db, { unpaidHours: 48 });
  const [kiosk, till] = [makeOutbox(), makeOutbox()];
  const order = placed(change);
  await world.figures({ centro: 5 }, NOW - HOUR, 'CAM-AZ-M');
  await push(engine.db, world.kiosk, kiosk.request(kiosk.add(order)));
  await settleStock(engine.db, NOW);
  await tendStock(engine.db, NOW + 50 * HOUR);
  const known = async () => {
    const found = await findOrder(engine.db, world.tenantId, order.orderId);
    return found === null ? null : [found.status, found.total.minor];
  };
  expect([await known(), await column(engine.db, world, 'stock_holds', 'quantity')]).toEqual([['cancelled', 5990], []]);
  return {
    order,
    known,
    tells: (...operations: readonly unknown[]) => push(engine.db, world.second, till.request(...operations.map((one) => till.add(one)))),
    all: (table: string, expression: string) => column(engine.db, world, table, expression),
  };
}

it('brings the order back with the coupon that it took, and what is left counts as all of it', async () => {
  const { order, known, tells, all } = await openExpired();
  expect(await tells(discounted(order, 600), paid(order, { amount: eur(5390) }))).toEqual(['1 applied', '2 applied']);
  await settleStock(engine.db, NOW);
  expect([await known(), await all('money_back', 'why'), await all('benefit_uses', 'amount_minor')]).toEqual([['paid', 5390], [], [600]]);
  expect(await all('stock_holds', 'quantity')).toEqual([2]);
});

it('leaves the order called off, and the coupon free, where nobody paid in the end', async () => {
  const { order, known, tells, all } = await openExpired();
  expect(await tells(discounted(order, 600))).toEqual(['1 applied']);
  expect([await known(), await all('benefit_uses', 'state')]).toEqual([['cancelled', 5390], []]);
});

it('brings the order back where a coupon covered all of it, with what was taken along', async () => {
  const { order, known, tells, all } = await openExpired({ fulfilment: { kind: 'carry-out' } });
  const handed = { kind: 'goods.handed', orderId: order.orderId, way: 'carry-out', staffId: 'eva', handedAt: NOW } as const;
  expect(await tells(discounted(order, 5990), handed)).toEqual(['1 applied', '2 applied']);
  expect([await known(), await all('money_back', 'why')]).toEqual([['collected', 0], []]);
});
