import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';

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
  it('are numbered in tens, strictly increasing', () => {
    const versions = stationMigrations.map((step) => step.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
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
    expect(migrate(db, 'test')).toEqual({ ok: true, value: 30 });
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
    expectOk(migrate(db, 'test'), 'migrated');
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
