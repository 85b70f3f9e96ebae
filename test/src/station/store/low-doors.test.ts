import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';
import { openTestStore } from '../../../support/store.ts';
import { order, orderIdOf } from './samples.ts';

describe('the need of a low door', () => {
  it('is kept with the order, and an order that says nothing of it has none', () => {
    const store = openTestStore(':memory:');
    expectOk(
      store.commit((tx) => {
        tx.putOrder(order(1, { needsLowDoor: true }));
        tx.putOrder(order(2));
        tx.putOrder(order(3, { needsLowDoor: true }));
        tx.putOrder(order(3));
        return done;
      }),
      'the orders',
    );
    expect([1, 2, 3].map((n) => store.read.order(orderIdOf(n))?.needsLowDoor ?? false)).toEqual([true, false, false]);
    expect(store.read.order(orderIdOf(2))).not.toHaveProperty('needsLowDoor');
    store.close();
  });
});

describe('the end of an order', () => {
  it('is the end of what its person needed of a door', () => {
    const store = openTestStore(':memory:');
    expectOk(
      store.commit((tx) => {
        for (const n of [1, 2, 3]) tx.putOrder(order(n, { needsLowDoor: true }));
        tx.setOrderStatus(orderIdOf(1), 'collected');
        tx.setOrderStatus(orderIdOf(2), 'ready');
        tx.putOrder(order(3, { needsLowDoor: true, status: 'cancelled' }));
        return done;
      }),
      'the orders',
    );
    expect([1, 2, 3].map((n) => store.read.order(orderIdOf(n))?.needsLowDoor ?? false)).toEqual([false, true, false]);
    store.close();
  });
});

describe('migration 130', () => {
  it('keeps every order, of none of which the hub has told how it was collected, and takes nothing but JSON', () => {
    const db = new Database(':memory:');
    const before = stationMigrations.filter(({ version }) => version < 130);
    expectOk(migrate(db, 'test', before), 'version 120');
    db.exec(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES ('o1', 'K1-00001-7', 'paid', 1, '[]', 100, 'EUR', 'silo', 'es', 0)`);
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.prepare('SELECT order_id, collected FROM orders').raw().all()).toEqual([['o1', null]]);
    expect(() => db.exec("UPDATE orders SET collected = 'x'")).toThrow(/CHECK/);
  });
});

describe('migration 80', () => {
  it('keeps every order, none of which needed a low door, and takes nothing but yes and no', () => {
    const db = new Database(':memory:');
    const before = stationMigrations.filter(({ version }) => version < 80);
    expectOk(migrate(db, 'test', before), 'version 70');
    db.exec(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES ('o1', 'K1-00001-7', 'paid', 1, '[]', 100, 'EUR', 'silo', 'es', 0)`);
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.prepare('SELECT order_id, needs_low_door FROM orders').raw().all()).toEqual([['o1', 0]]);
    expect(() => db.exec('UPDATE orders SET needs_low_door = 2')).toThrow(/CHECK/);
  });
});
