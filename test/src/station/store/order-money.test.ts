import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../../src/contract/orders.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';
import { openTestStore } from '../../../support/store.ts';
import { order, orderIdOf } from './samples.ts';

describe('what the hub tells of an order’s money', () => {
  it('is kept beside the order whatever this station has seen of it, is told anew each time, and paying ends with the payment', () => {
    const store = openTestStore(':memory:');
    let cursor = 0;
    const pull = (changes: Partial<OrderSummary>) => {
      const { paidHere: _p, ...known } = order(1);
      const page = { rows: [{ key: orderIdOf(1), revision: cursor + 1, value: { ...known, ...changes } }], next: cursor + 1, more: false, serverTime: 1 };
      expect(expectOk(store.applyPage('orders', cursor++, page, 1), 'the page').skipped).toEqual([]);
      const row = store.read.order(orderIdOf(1));
      return [row?.status, row?.onHold ?? false, row?.paying ?? false];
    };
    expect(pull({ status: 'placed', paying: true })).toEqual(['placed', false, true]);
    expect(pull({ status: 'placed' })).toEqual(['placed', false, false]);
    pull({ status: 'placed', paying: true });
    expectOk(
      store.commit((tx) => {
        tx.putOrder(order(1, { status: 'paid', paidHere: true }));
        return done;
      }),
      'paid here',
    );
    expect(store.read.order(orderIdOf(1))).not.toHaveProperty('paying');
    // The hub’s word of the status is older, and its word of the money counts.
    expect(pull({ status: 'placed', onHold: true })).toEqual(['paid', true, false]);
    expect(pull({ status: 'paid' })).toEqual(['paid', false, false]);
    store.close();
  });

  it('is nothing for an order that is not here', () => {
    const store = openTestStore(':memory:');
    const page = { rows: [{ key: orderIdOf(1), revision: 1, value: null }], next: 1, more: false, serverTime: 1 };
    expect(expectOk(store.applyPage('orders', 0, page, 1), 'the page').skipped).toEqual([]);
    store.close();
  });
});

describe('migration 148', () => {
  it('keeps every order, of none of whose money anything was told, and forgets what was told with the order', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    expectOk(
      migrate(
        db,
        'test',
        stationMigrations.filter(({ version }) => version < 148),
      ),
      'before',
    );
    db.exec(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES ('o1', 'K1-00001-7', 'paid', 1, '[]', 100, 'EUR', 'silo', 'es', 0)`);
    expectOk(migrate(db, 'test'), 'migrated');
    expect([db.prepare('SELECT order_id FROM orders').pluck().all(), db.prepare('SELECT count(*) FROM order_money').pluck().get()]).toEqual([['o1'], 0]);
    db.exec("INSERT INTO order_money (order_id, on_hold, paying) VALUES ('o1', 1, 0)");
    expect(() => db.exec('UPDATE order_money SET on_hold = 2')).toThrow(/CHECK/);
    db.exec("DELETE FROM orders WHERE order_id = 'o1'");
    expect(db.prepare('SELECT count(*) FROM order_money').pluck().get()).toBe(0);
  });
});

describe('migration 163', () => {
  it('keeps what was told of orders, and that nobody has refused a discount of theirs', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    const before = stationMigrations.filter(({ version }) => version < 163);
    expectOk(migrate(db, 'test', before), 'before');
    db.exec(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES ('o1', 'K1-00001-7', 'paid', 1, '[]', 100, 'EUR', 'silo', 'es', 0)`);
    db.exec("INSERT INTO order_money VALUES ('o1', 1, 0)");
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.prepare('SELECT * FROM order_money').all()).toEqual([{ order_id: 'o1', on_hold: 1, paying: 0, discount_refused: 0 }]);
    expect(() => db.exec('UPDATE order_money SET discount_refused = 2')).toThrow(/CHECK/);
  });
});
