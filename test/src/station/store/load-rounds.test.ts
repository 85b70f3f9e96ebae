import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';

describe('migration 120', () => {
  it('begins with no round, takes each parcel once, and forgets what is no parcel any more', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    const before = stationMigrations.filter(({ version }) => version < 120);
    expectOk(migrate(db, 'test', before), 'the version before');
    db.exec(`INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here)
      VALUES ('o1', 'K1-00001-7', 'paid', 1, '[]', 100, 'EUR', 'silo', 'es', 0)`);
    db.exec(`INSERT INTO parcel (parcel_id, kind, order_id, size, status, door_number) VALUES ('p1', 'order', 'o1', 'M', 'loading', 1)`);
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.prepare('SELECT count(*) FROM load_round').pluck().get()).toBe(0);
    const add = (parcel: string) => db.prepare('INSERT INTO load_round (parcel_id, staff_id, begun_at) VALUES (?, ?, 1)').run(parcel, 'staff-1');
    add('p1');
    expect(() => add('p1')).toThrow(/UNIQUE/);
    expect(() => add('p2')).toThrow(/FOREIGN KEY/);
    db.exec(`DELETE FROM parcel WHERE parcel_id = 'p1'`);
    expect(db.prepare('SELECT count(*) FROM load_round').pluck().get()).toBe(0);
  });
});
