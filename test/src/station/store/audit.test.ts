import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../../src/kernel/logger.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { WITHHELD } from '../../../../src/station/store/tables/audit.ts';
import { openMemoryStore, openTestStore, temporaryDirectory, write } from '../../../support/store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let path: string;
beforeEach(() => {
  directory = temporaryDirectory();
  path = join(directory.path, 'station.db');
});
afterEach(() => directory.remove());

function fill(entries: number): void {
  const store = openTestStore(path);
  for (let i = 1; i <= entries; i++) {
    expectOk(
      store.commit((tx) => {
        tx.audit({ kind: 'door.opened', at: i, facts: { compartment: `1-${i}`, attempt: i } });
        return done;
      }),
      'entry',
    );
  }
  store.close();
}

/** Somebody with the file in hand, who knows SQL. */
function tamper(sql: string): void {
  const db = new Database(path);
  db.exec(`DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted; ${sql}`);
  db.close();
}

describe('the audit chain', () => {
  it('is whole after a restart', () => {
    fill(1100);
    const store = openTestStore(path);
    expect(store.verifyAudit()).toEqual({ ok: true, value: store.read.auditHead() });
    expect(store.read.auditHead().seq).toBe(1100);
    store.close();
  });

  it.each([
    ['one changed letter', 'UPDATE audit SET event = replace(event, \'"attempt":5\', \'"attempt":6\') WHERE seq = 5', { kind: 'changed', seq: 5 }],
    [
      'one flipped bit of a hash',
      "UPDATE audit SET hash = CASE substr(hash, 1, 1) WHEN '0' THEN '1' ELSE '0' END || substr(hash, 2) WHERE seq = 7",
      { kind: 'changed', seq: 7 },
    ],
    ['a missing entry', 'DELETE FROM audit WHERE seq = 4', { kind: 'missing', seq: 4 }],
    ['a missing beginning', 'DELETE FROM audit WHERE seq <= 3', { kind: 'missing', seq: 1 }],
    [
      'two entries that changed places',
      'UPDATE audit SET seq = -1 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = -1',
      { kind: 'changed', seq: 2 },
    ],
    ['a cut-off end', 'DELETE FROM audit WHERE seq >= 9', { kind: 'cut-off', seq: 9 }],
  ])('finds %s', (_what, sql, damage) => {
    fill(10);
    tamper(`PRAGMA ignore_check_constraints = ON; ${sql}`);
    const store = openTestStore(path);
    expect(store.verifyAudit()).toEqual({ ok: false, error: damage });
    store.close();
  });

  it('cannot be changed through the schema', () => {
    fill(2);
    const db = new Database(path);
    expect(() => db.exec("UPDATE audit SET event = '{}'")).toThrow('the audit only grows');
    expect(() => db.exec('DELETE FROM audit')).toThrow('the audit only grows');
    db.close();
  });

  it('holds ids, codes and counts, and withholds whatever could be about a person', () => {
    const errors: unknown[] = [];
    const logger: Logger = { ...silentLogger, error: (_message, fields) => errors.push(fields) };
    const store = openMemoryStore({ logger });
    const facts = {
      id: '00000000-0000-7000-8000-000000000001',
      code: 'R_SIG',
      count: 3,
      offline: true,
      none: null,
      name: 'Ana Ruiz',
      mail: 'ana@example.com',
      accent: 'José',
      nan: Number.NaN,
      long: 'x'.repeat(81),
    };
    write(store, (tx) => {
      tx.audit({ kind: 'test', at: 5, facts });
    });
    const event = { at: 5, facts: { ...facts, name: WITHHELD, mail: WITHHELD, accent: WITHHELD, nan: WITHHELD, long: WITHHELD }, kind: 'test' };
    const sorted = JSON.stringify({ ...event, facts: Object.fromEntries(Object.entries(event.facts).sort(([a], [b]) => (a < b ? -1 : 1))) });
    const stored = store.tables.audit.verify();
    expect([stored.ok, errors.length]).toEqual([true, 5]);
    expect(store.tables.audit.entry(1)).toBe(sorted);
  });
});
