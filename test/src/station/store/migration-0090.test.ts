import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';

const upTo = (version: number) => stationMigrations.filter((step) => step.version <= version);

describe('migration 90', () => {
  it('drops single keys for a signed bundle that the next page brings, keeps what was counted, and ends pauses in wall time', () => {
    const db = new Database(':memory:');
    expectOk(migrate(db, 'test', upTo(80)), 'migrated to 80');
    db.exec(`
      INSERT INTO pass_key (key_id, public_key, revoked, min_not_before) VALUES (1, '${'A'.repeat(43)}', 0, 0);
      INSERT INTO pull_cursor VALUES ('keys', 5, 0), ('orders', 9, 1);
      INSERT INTO limiter (scope, failures, window_started_at, blocked_until) VALUES
        ('pin:a', 5, 1760000000000, 8640000000000000), ('station:pin', 12, 1760000000000, 1760000900000), ('pin:b', 2, 1760000000000, 0);
    `);
    expectOk(migrate(db, 'test', upTo(90)), 'migrated to 90');
    expect(db.prepare('SELECT bucket, cursor FROM pull_cursor').raw().all()).toEqual([['orders', 9]]);
    expect(db.prepare('SELECT scope, failures, window_started_at, blocked_until FROM limiter ORDER BY scope').raw().all()).toEqual([
      ['pin:a', 5, 0, 8_640_000_000_000_000],
      ['pin:b', 2, 0, 0],
      ['station:pin', 12, 0, 0],
    ]);
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('pass_key', 'key_bundle', 'totp_step')").pluck().all();
    expect(tables.sort()).toEqual(['key_bundle', 'totp_step']);
    expect(() => db.exec("INSERT INTO key_bundle VALUES (2, 1, '{}')")).toThrow(/CHECK/);
  });
});
