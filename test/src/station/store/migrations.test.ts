import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../../../../src/kernel/result.ts';
import { migrate, STATION_SCHEMA, stationMigrations } from '../../../../src/station/store/migrations/run.ts';

function databaseAt(version: number): Database.Database {
  const db = new Database(':memory:');
  expectOk(
    migrate(
      db,
      'test',
      stationMigrations.filter((step) => step.version <= version),
    ),
    `version ${version}`,
  );
  return db;
}

function tables(db: Database.Database): unknown[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all();
}

describe('the migrations of station.db', () => {
  it('are numbered, strictly increasing', () => {
    const versions = stationMigrations.map((step) => step.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('make only strict tables', () => {
    const loose = databaseAt(9999)
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });

  it('are not run twice', () => {
    const db = databaseAt(9999);
    expect(migrate(db, 'test')).toEqual({ ok: true, value: STATION_SCHEMA });
  });

  it('leave the database at the step before the one that fails', () => {
    const db = new Database(':memory:');
    const broken = {
      version: 20,
      up: (target: Database.Database) => {
        target.exec('CREATE TABLE half (a TEXT) STRICT');
        throw new Error('broken');
      },
    };
    const first = stationMigrations.filter((step) => step.version === 10);
    expect(() => migrate(db, 'test', [...first, broken])).toThrow('broken');
    expect([db.pragma('user_version', { simple: true }), tables(db).includes('half')]).toEqual([10, false]);
  });
});

describe('migration 10', () => {
  it('makes the tables of the domain in an empty database', () => {
    expect(tables(databaseAt(10))).toEqual([
      'compartment',
      'compartment_transition',
      'config',
      'intent',
      'kiosk_session',
      'limiter',
      'meta',
      'orders',
      'parcel',
      'pass',
      'pass_key',
      'staff',
    ]);
  });
});

describe('migration 20', () => {
  it('adds the queue and the audit, and keeps what version 10 held', () => {
    const db = databaseAt(10);
    db.prepare('INSERT INTO meta VALUES (?, ?)').run('epoch', 'e');
    expectOk(
      migrate(
        db,
        'test',
        stationMigrations.filter((step) => step.version <= 20),
      ),
      'migrated',
    );
    expect(db.prepare('SELECT value FROM meta').pluck().all()).toEqual(['e']);
    expect(db.prepare('SELECT * FROM sequence ORDER BY name').all()).toEqual([
      { name: 'audit', value: 0 },
      { name: 'outbox', value: 0 },
    ]);
    expect(tables(db)).toEqual(expect.arrayContaining(['audit', 'outbox', 'pull_cursor', 'rejected_operation', 'sequence']));
  });
});

describe('migration 30', () => {
  it('lets intents be about no parcel, and keeps those that there are, with their rules', () => {
    const db = databaseAt(20);
    db.pragma('foreign_keys = OFF');
    const old = ['i1', '0-01', 'load', 'p1', 'o1', 'pass', 'ana', '{}', 5, null, null];
    db.prepare('INSERT INTO intent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...old);
    expectOk(
      migrate(
        db,
        'test',
        stationMigrations.filter((step) => step.version <= 30),
      ),
      'migrated',
    );
    expect(db.prepare('SELECT * FROM intent').raw().all()).toEqual([old]);
    const insert = db.prepare('INSERT INTO intent VALUES (?, ?, ?, ?, ?, NULL, NULL, ?, 6, NULL, NULL)');
    insert.run('i2', '0-02', 'check', null, null, '{}');
    expect(() => insert.run('i3', '0-03', 'check', 'p1', null, '{}')).toThrow(/CHECK/);
    expect(() => insert.run('i3', '0-03', 'load', null, null, '{}')).toThrow(/CHECK/);
    expect(() => insert.run('i3', '0-02', 'check', null, null, '{}')).toThrow(/UNIQUE/);
    db.prepare("UPDATE intent SET ended_at = 7, outcome = 'suspect' WHERE intent_id = 'i2'").run();
    expect(() => db.prepare("UPDATE intent SET state = '[]' WHERE intent_id = 'i2'").run()).toThrow('the intent has ended');
  });
});

describe('migration 40', () => {
  it('puts every compartment on the first bus under its old name, keeps what lies in it and who opens it, and all rules', () => {
    const db = databaseAt(30);
    db.pragma('foreign_keys = ON');
    db.exec(`
      INSERT INTO orders VALUES ('o1', 'K1-1', 'ready', 1, '[]', 100, 'EUR', 'silo', 'es', 1);
      INSERT INTO parcel VALUES ('p1', 'o1', NULL, 'M', 'stored', 3, 5, NULL);
      INSERT INTO compartment VALUES ('0-02', 3, 'M', 200, 0, 2, 0, 2, 'occupied', 'p1', 1), ('1-00', 4, 'L', 300, 1, 0, 1, 0, 'free-verified', NULL, 0);
      INSERT INTO intent VALUES ('i1', '0-02', 'collect', 'p1', 'o1', 'pass', NULL, '{}', 5, NULL, NULL);
    `);
    expectOk(
      migrate(
        db,
        'test',
        stationMigrations.filter((step) => step.version <= 40),
      ),
      'migrated',
    );
    expect(db.prepare('SELECT * FROM compartment ORDER BY door_number').raw().all()).toEqual([
      ['0-02', 3, 'M', 200, 0, 2, '', 0, 2, 'occupied', 'p1', 1],
      ['1-00', 4, 'L', 300, 1, 0, '', 1, 0, 'free-verified', null, 0],
    ]);
    expect(db.prepare('SELECT * FROM intent').raw().all()).toEqual([['i1', '0-02', 'collect', 'p1', 'o1', 'pass', null, '{}', 5, null, null]]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(tables(db)).not.toContain('intent_aside');

    const insert = db.prepare("INSERT INTO compartment VALUES (?, ?, 'S', 100, 2, ?, ?, 0, 2, 'free-unverified', NULL, 0)");
    insert.run('big-0-02', 5, 1, 'big');
    expect(() => insert.run('big-0-03', 6, 2, 'big')).toThrow(/UNIQUE/);
    expect(() => db.prepare("UPDATE compartment SET parcel_id = 'p1' WHERE compartment_id = '1-00'").run()).toThrow(/CHECK|UNIQUE/);
    expect(() => db.prepare("UPDATE compartment SET parcel_id = 'p2' WHERE compartment_id = '0-02'").run()).toThrow('another parcel');
    expect(() => db.prepare("UPDATE compartment SET state = 'pending' WHERE compartment_id = '0-02'").run()).toThrow('illegal compartment transition');
    expect(() => db.prepare("DELETE FROM compartment WHERE compartment_id = '0-02'").run()).toThrow('is not deleted');
    expect(() => db.prepare("INSERT INTO intent VALUES ('i2', '0-02', 'collect', 'p1', 'o1', NULL, NULL, '{}', 6, NULL, NULL)").run()).toThrow(/UNIQUE/);
    expect(() => db.prepare("INSERT INTO intent VALUES ('i2', '9-99', 'check', NULL, NULL, NULL, NULL, '{}', 6, NULL, NULL)").run()).toThrow(/FOREIGN KEY/);
    db.prepare("UPDATE intent SET ended_at = 7, outcome = 'unknown' WHERE intent_id = 'i1'").run();
    expect(() => db.prepare("UPDATE intent SET state = '[]' WHERE intent_id = 'i1'").run()).toThrow('the intent has ended');
  });
});

describe('migration 50', () => {
  it('keeps every parcel, intent and compartment, with what refers to them, and takes what a silo needs', () => {
    const db = databaseAt(40);
    db.exec(`
      INSERT INTO orders VALUES ('o1', 'K1-00001-7', 'ready', 1, '[]', 100, 'EUR', 'silo', 'es', 0);
      BEGIN;
      INSERT INTO pass VALUES ('${'a'.repeat(32)}', 'LK1:', 'S', 'pin', 0, 9, 'p1', 0);
      INSERT INTO parcel VALUES ('p1', 'o1', '${'a'.repeat(32)}', 'M', 'stored', 3, 5, NULL);
      INSERT INTO compartment (compartment_id, door_number, size, height_mm, column_no, row_no, bus, board, lock, state, parcel_id, needs_check)
        VALUES ('0-02', 3, 'M', 200, 0, 0, 'bank', 0, 2, 'occupied', 'p1', 0);
      INSERT INTO intent VALUES ('i1', '0-02', 'collect', 'p1', 'o1', '${'a'.repeat(32)}', NULL, '{}', 6, NULL, NULL);
      COMMIT;
    `);
    expectOk(migrate(db, 'test'), 'migrated');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.prepare('SELECT parcel_id, kind, order_id, status, door_number, loaded_at, deadline, recall FROM parcel').raw().all()).toEqual([
      ['p1', 'order', 'o1', 'stored', 3, 5, null, null],
    ]);
    expect(db.prepare('SELECT intent_id, purpose, parcel_id, second_staff_id FROM intent').raw().all()).toEqual([['i1', 'collect', 'p1', null]]);
    expect(db.prepare('SELECT parcel_id, held_until FROM compartment').raw().all()).toEqual([['p1', null]]);
    const put = db.prepare(
      "INSERT INTO parcel (parcel_id, kind, order_id, pass_id, size, status, door_number, loaded_at) VALUES (?, ?, ?, ?, 'M', 'stored', 4, 5)",
    );
    put.run('p2', 'order', 'o1', 'a'.repeat(32));
    put.run('p3', 'return', null, null);
    expect(() => put.run('p4', 'order', null, null)).toThrow(/CHECK/);
    expect(() => put.run('p4', 'return', null, 'a'.repeat(32))).toThrow(/CHECK/);
    expect(() =>
      db.prepare("INSERT INTO intent (intent_id, compartment_id, purpose, state, created_at) VALUES ('i2', '0-02', 'recall', '{}', 7)").run(),
    ).toThrow(/CHECK/);
    expect(() => db.prepare("UPDATE compartment SET parcel_id = 'none'").run()).toThrow(/another parcel|FOREIGN KEY/);
  });
});

describe('migration 60', () => {
  it('keeps openings of before, whose code was the holder’s own, and knows no emptied compartment and no problem', () => {
    const db = databaseAt(50);
    db.exec(`
      INSERT INTO compartment (compartment_id, door_number, size, height_mm, column_no, row_no, bus, board, lock, state, parcel_id, needs_check)
        VALUES ('0-01', 1, 'M', 200, 0, 0, 'bank', 0, 1, 'free-unverified', NULL, 0);
      INSERT INTO intent (intent_id, compartment_id, purpose, state, created_at) VALUES ('i1', '0-01', 'check', '{}', 5);
    `);
    expectOk(migrate(db, 'test'), 'the migration');
    const rows = (sql: string): unknown => db.prepare(sql).raw().all();
    expect(rows('SELECT intent_id, purpose, delegate_id FROM intent')).toEqual([['i1', 'check', null]]);
    expect([rows('SELECT * FROM emptied'), rows('SELECT * FROM problem_report')]).toEqual([[], []]);
  });

  it('takes one report for each opening, with what became of the thing only where there was one', () => {
    const db = databaseAt(9999);
    db.pragma('foreign_keys = OFF');
    const insert = db.prepare('INSERT INTO problem_report (intent_id, parcel_id, problem, keep, at) VALUES (?, ?, ?, ?, 1)');
    insert.run('i1', 'p1', 'damaged', 'put-back');
    expect(() => insert.run('i1', 'p1', 'empty', null)).toThrow(/UNIQUE/);
    expect(() => insert.run('i2', 'p1', 'empty', 'take')).toThrow(/CHECK/);
    expect(() => insert.run('i3', 'p1', 'damaged', null)).toThrow(/CHECK/);
  });
});

describe('migration 70', () => {
  it('keeps orders, of which nothing has come back yet, and takes what a customer says they bring', () => {
    const db = databaseAt(60);
    db.exec(
      "INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here) VALUES ('o1', 'K1-00001-7', 'collected', 1, '[]', 100, 'EUR', 'silo', 'es', 0)",
    );
    expectOk(migrate(db, 'test'), 'the migration');
    expect(db.prepare('SELECT order_id, returned FROM orders').raw().all()).toEqual([['o1', '[]']]);
    expect(() => db.prepare("INSERT INTO return_draft VALUES ('p9', '{}')").run()).toThrow(/FOREIGN KEY/);
    db.pragma('foreign_keys = OFF');
    expect(() => db.prepare("INSERT INTO return_draft VALUES ('p9', 'no JSON')").run()).toThrow(/CHECK/);
  });
});

describe('migration 110', () => {
  it('keeps calls of before, which people made, and knows nothing of any door', () => {
    const db = databaseAt(60);
    db.exec("INSERT INTO help_call (call_id, screen, called_at) VALUES ('c1', 'silo', 5)");
    expectOk(migrate(db, 'test'), 'the migration');
    expect(db.prepare('SELECT call_id, why, door_number FROM help_call').raw().all()).toEqual([['c1', 'person', null]]);
    expect(db.prepare('SELECT * FROM door_record').all()).toEqual([]);
    expect(() => db.prepare("INSERT INTO help_call (call_id, screen, called_at, why) VALUES ('c2', 'kiosk', 6, 'bored')").run()).toThrow(/CHECK/);
  });

  it('takes a mark only with its time, and forgets the record of a compartment that is dropped', () => {
    const db = databaseAt(9999);
    const insert = db.prepare('INSERT INTO door_record VALUES (?, ?, ?, 1, 0, 0, 0, NULL)');
    expect(() => insert.run('0-01', 'forced', null)).toThrow(/CHECK|FOREIGN KEY/);
    db.exec(`INSERT INTO compartment (compartment_id, door_number, size, height_mm, column_no, row_no, bus, board, lock, state, parcel_id, needs_check)
      VALUES ('0-01', 1, 'M', 200, 0, 0, 'bank', 0, 1, 'free-unverified', NULL, 0)`);
    insert.run('0-01', 'forced', 7);
    db.pragma('foreign_keys = ON');
    db.exec("DELETE FROM compartment WHERE compartment_id = '0-01'");
    expect(db.prepare('SELECT * FROM door_record').all()).toEqual([]);
  });
});

describe('migration 162', () => {
  it('leaves of refused operations only what they were and about which order', () => {
    const db = databaseAt(161);
    const insert = db.prepare("INSERT INTO rejected_operation VALUES (?, 1, 2, 3, 'refused', ?, NULL)");
    const contact = { kind: 'email', email: 'someone@example.org' };
    insert.run('a', JSON.stringify({ kind: 'order.placed', orderId: 'o1', contact, number: 'AA-1' }));
    insert.run('b', JSON.stringify({ kind: 'order.withdrawn', orderId: null, contact }));
    expectOk(migrate(db, 'test'), 'migration 162');
    expect(db.prepare('SELECT operation_id, seq, occurred_at, rejected_at, reason, body FROM rejected_operation ORDER BY 1').raw().all()).toEqual([
      ['a', 1, 2, 3, 'refused', '{"kind":"order.placed","orderId":"o1"}'],
      ['b', 1, 2, 3, 'refused', '{"kind":"order.withdrawn"}'],
    ]);
  });
});
