import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { orderSummary } from '../../../../src/contract/orders.ts';
import type { Happening } from '../../../../src/hub/domain/context.ts';
import { lockOrder, type StoredOrder } from '../../../../src/hub/db/orders.ts';
import { settleWithdrawal } from '../../../../src/hub/after/settle-withdrawal.ts';
import { withdrawByPhone } from '../../../../src/hub/after/withdraw.ts';
import { settleStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { pullRows } from '../support/pull-rows.ts';
import { makeStockWorld } from '../support/stock-world.ts';
import { addPass, collected, column, deposited, loaded, makeOutbox, NOW, paid, placed, push } from '../support/world.ts';

// Withdrawals from a part of an order whose goods are awaited, and whose money people give back.

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

const eur = (minor: number) => ({ minor, currency: 'EUR' });

async function open() {
  const world = await makeStockWorld(engine.db);
  const out = makeOutbox();
  const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((one) => out.add(one))));
  const locked = <T>({ orderId }: OrderPlaced, work: (c: Happening, order: StoredOrder) => Promise<T>) =>
    engine.db.transaction(async (tx) => {
      const order = await lockOrder(tx, world.tenantId, orderId);
      if (order === null) throw new Error('no order');
      return await work({ tx, at: NOW, station: { tenantId: world.tenantId, stationId: null } }, order);
    });
  const withdrawalId = randomUUID();
  const operator = { tenantId: world.tenantId, operatorId: randomUUID(), name: 'Central', rights: new Set(['refund' as const]) };
  return {
    world,
    happens,
    withdraws: async (order: OrderPlaced, sku: string) =>
      (await locked(order, (c, found) => withdrawByPhone(c, found, { withdrawalId, lines: [{ sku, quantity: 1 }], at: NOW, made: 0 }))).ok,
    paysBack: async (order: OrderPlaced, minor: number) =>
      (await locked(order, (c) => settleWithdrawal(c, operator, withdrawalId, { outcome: 'paid', amount: eur(minor), tender: 'card', by: 'caja-1' }))).ok,
    told: async ({ orderId }: OrderPlaced) => {
      const rows = (await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 100))?.rows ?? [];
      return orderSummary.parse(rows.find(({ key }) => key === orderId)?.value);
    },
    all: (table: string, expression: string) => column(engine.db, world, table, expression),
  };
}

/** A shirt that went through the silo, and another that is to be had at the desk. */
function twoWays(): OrderPlaced {
  const [line] = placed().lines;
  if (line === undefined) throw new Error('an order has lines');
  return placed({
    lines: [
      { ...line, sku: 'SILO', quantity: 1 },
      { ...line, sku: 'DESK', quantity: 1, way: 'desk' },
    ],
  });
}

it('calls people where goods are awaited that their customer never had, and hands nothing over that was paid back', async () => {
  const { world, happens, withdraws, paysBack, told, all } = await open();
  const order = twoWays();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
  await happens(order, paid(order), parcel, collected(parcel));
  expect([await withdraws(order, 'DESK'), await all('withdrawals', 'state'), await all('alarms', 'kind')]).toEqual([
    true,
    ['goods-awaited'],
    ['withdrawal-stop-goods'],
  ]);
  expect([await paysBack(order, 2995), await all('alarms', 'kind')]).toEqual([true, []]);
  expect(await told(order)).toMatchObject({ status: 'collected', returned: [{ sku: 'DESK', quantity: 1 }] });
  expect(await happens({ kind: 'goods.handed', orderId: order.orderId, way: 'desk', staffId: 'eva', handedAt: NOW })).toEqual(['5 applied']);
  expect(await all('alarms', 'kind')).toEqual(['hand-over-cancelled']);
});

it('holds nothing any more for what was paid back', async () => {
  const { world, happens, withdraws, paysBack, all } = await open();
  const address = { name: 'Ana', street: 'Mayor 1', postcode: '28001', city: 'Madrid', country: 'ES' };
  const order = twoWays();
  for (const sku of ['SILO', 'DESK']) await world.figures({ centro: 5 }, NOW - 60_000, sku);
  await happens({ ...order, fulfilment: { kind: 'ship', address } }, paid(order));
  await settleStock(engine.db, NOW);
  expect([await withdraws(order, 'DESK'), await paysBack(order, 2995), await all('stock_holds', 'sku')]).toEqual([true, true, ['DESK', 'SILO']]);
  await settleStock(engine.db, NOW);
  expect(await all('stock_holds', 'sku')).toEqual(['SILO']);
});

it('pays for a piece once: who was paid back for a withdrawal gets nothing for bringing the same piece after that', async () => {
  const { world, happens, withdraws, paysBack, all } = await open();
  const order = placed();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
  await happens(order, paid(order), parcel, collected(parcel));
  expect([await withdraws(order, 'CAM-AZ-M'), await all('alarms', 'kind'), await paysBack(order, 2995)]).toEqual([true, [], true]);
  const both = [{ sku: 'CAM-AZ-M', quantity: 2, reason: 'size' }] as const;
  await happens(deposited(order, { lines: [...both] }));
  // One of the two was still to be paid for.
  expect([await all('refunds', "state || ' ' || amount_minor"), await all('alarms', 'kind')]).toEqual([['requested 2995'], ['return-over']]);
});
