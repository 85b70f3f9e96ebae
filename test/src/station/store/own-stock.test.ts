import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { PullResponse } from '../../../../src/contract/hub/sync.ts';
import type { OrderStock, SoftHold } from '../../../../src/contract/stock.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';
import { openTestStore } from '../../../support/store.ts';
import { order, orderIdOf } from './samples.ts';

const NOW = 1_760_000_000_000;
const hold = (quantity: number, leased: boolean, locationId = 'madrid'): SoftHold => ({ sku: 'A', locationId, quantity, leased });
const settled: OrderStock = {
  settledAt: NOW,
  lines: [{ sku: 'A', held: 1, short: 2, from: [{ locationId: 'getafe', quantity: 1 }], moved: true, waits: false }],
  answerBy: NOW + 1,
  changed: false,
};
const page = (from: number, key: string, value: unknown): PullResponse => ({
  rows: [{ key, revision: from + 1, value }],
  next: from + 1,
  more: false,
  serverTime: NOW,
});

describe('what a station knows of stock beyond the figures of the hub', () => {
  it('is what its orders took, and what is its own, until its time is over', () => {
    const store = openTestStore(':memory:');
    const lease = { sku: 'A', locationId: 'madrid', quantity: 3, until: NOW + 10 };
    expectOk(store.applyPage('allotments', 0, page(0, 'madrid/A', lease), NOW), 'the lease');
    expectOk(
      store.commit((tx) => {
        tx.putOrder(order(1));
        tx.putSoftHolds(orderIdOf(1), [hold(1, true), hold(2, false), hold(1, false, 'getafe')]);
        return done;
      }),
      'the order',
    );
    const now = store.read.ownStock(['A', 'B'], NOW);
    const later = store.read.ownStock(['A'], NOW + 10);
    expectOk(store.applyPage('allotments', 1, page(1, 'madrid/A', null), NOW), 'the end of the lease');
    expect([now, later, store.read.ownStock(['A'], NOW), store.read.ownStock(['B'], NOW)]).toEqual([
      [
        { sku: 'A', locationId: 'getafe', leased: 0, taken: 1 },
        { sku: 'A', locationId: 'madrid', leased: 2, taken: 2 },
      ],
      [
        { sku: 'A', locationId: 'getafe', leased: 0, taken: 1 },
        { sku: 'A', locationId: 'madrid', leased: 0, taken: 3 },
      ],
      [
        { sku: 'A', locationId: 'getafe', leased: 0, taken: 1 },
        { sku: 'A', locationId: 'madrid', leased: 0, taken: 3 },
      ],
      [],
    ]);
    store.close();
  });

  it('ends for an order with the word of the hub about it, and not before', () => {
    const store = openTestStore(':memory:');
    const mine = order(1, { status: 'placed' });
    expectOk(
      store.commit((tx) => {
        tx.putOrder(mine);
        tx.putSoftHolds(orderIdOf(1), [hold(1, false)]);
        return done;
      }),
      'the order',
    );
    const { paidHere: _paidHere, ...summary } = mine;
    expectOk(store.applyPage('orders', 0, page(0, mine.orderId, summary), NOW), 'the order as it was');
    const before = [store.read.softHolds(orderIdOf(1)), store.read.shortOrders(9)];
    expectOk(store.applyPage('orders', 1, page(1, mine.orderId, { ...summary, stock: settled }), NOW), 'the order as it was settled');
    expect([before, store.read.softHolds(orderIdOf(1)), store.read.shortOrders(9).map((one) => one.stock), store.read.order(orderIdOf(1))?.stock]).toEqual([
      [[hold(1, false)], []],
      [],
      [settled],
      settled,
    ]);
    store.close();
  });
});

describe('migration 156', () => {
  it('keeps the orders that are there, of which the hub has told nothing', () => {
    const db = new Database(':memory:');
    expectOk(
      migrate(
        db,
        'test',
        stationMigrations.filter(({ version }) => version < 156),
      ),
      'the version before',
    );
    db.exec(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES ('o1', 'K1-00001-7', 'paid', 1, '[]', 100, 'EUR', 'silo', 'es', 0)`);
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.prepare('SELECT stock, short FROM orders').all()).toEqual([{ stock: null, short: 0 }]);
    for (const bad of ["stock = 'x'", 'short = -1']) expect(() => db.exec(`UPDATE orders SET ${bad}`)).toThrow(/CHECK/);
    expect(() => db.exec("INSERT INTO soft_hold VALUES ('o', 'A', 'l', 0, 1)")).toThrow(/CHECK/);
  });
});
