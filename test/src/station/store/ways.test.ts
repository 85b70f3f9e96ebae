import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';
import { openTestStore } from '../../../support/store.ts';
import { order, orderIdOf } from './samples.ts';

describe('an order of several ways', () => {
  it('comes back with its ways, its promises, its discounts and what was handed over', () => {
    const store = openTestStore(':memory:');
    const mixed = order(1, {
      fulfilmentKind: 'desk',
      lines: order(1).lines.map((line) => ({ ...line, way: 'carry-out' as const })),
      delivery: [{ way: 'desk', cost: { minor: 0, currency: 'EUR' }, from: '2026-11-23', until: '2026-11-24' }],
      discounts: [{ couponId: '0123456789abcdef0123456789abcdef', name: 'Ten', amount: { minor: 1000, currency: 'EUR' } }],
      memberId: '0123456789abcdef0123456789abcdef',
      gift: true,
      handOvers: [
        { way: 'carry-out', handedAt: 1 },
        { way: 'desk', readyAt: 2 },
      ],
    });
    expectOk(
      store.commit((tx) => {
        tx.putOrder(mixed);
        tx.putOrder(order(2));
        return done;
      }),
      'the orders',
    );
    expect(store.read.order(orderIdOf(1))).toEqual(mixed);
    expect(store.read.order(orderIdOf(2))).toEqual(order(2));
    store.close();
  });
});

describe('migration 140', () => {
  it('keeps the way of every order, and what refers to it, and takes only ways that there are', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    const before = stationMigrations.filter(({ version }) => version < 140);
    expectOk(migrate(db, 'test', before), 'version 130');
    const insert = db.prepare(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES (?, ?, 'paid', 1, '[]', 100, 'EUR', ?, 'es', 0)`);
    insert.run('o1', 'K1-00001-7', 'silo');
    insert.run('o2', 'K1-00002-7', 'ship');
    db.exec("INSERT INTO parcel (parcel_id, order_id, kind, size, status, door_number, loaded_at) VALUES ('p1', 'o1', 'order', 'M', 'stored', 1, 1)");
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.prepare('SELECT order_id, fulfilment_kind, extras, hand_overs FROM orders ORDER BY 1').raw().all()).toEqual([
      ['o1', 'silo', '{}', '[]'],
      ['o2', 'ship', '{}', '[]'],
    ]);
    expect(db.prepare('SELECT order_id FROM parcel').raw().all()).toEqual([['o1']]);
    insert.run('o3', 'K1-00003-7', 'desk');
    expect(() => insert.run('o4', 'K1-00004-7', 'drone')).toThrow(/CHECK/);
    for (const column of ['extras', 'hand_overs']) expect(() => db.exec(`UPDATE orders SET ${column} = 'x'`)).toThrow(/CHECK/);
  });
});
