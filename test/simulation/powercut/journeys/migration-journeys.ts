import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expectOk } from '../../../../src/kernel/result.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';
import { chainHash, originOf } from '../../../../src/station/store/tables/audit.ts';
import { openTestStore } from '../../../support/store.ts';
import { databaseIn, markCommits, type Recording } from './recorded-shop.ts';

const EPOCH = '018f0000-0000-7000-8000-0000000000e0';
const ORDER = '018f0000-0000-7000-8000-000000000001';
const PARCEL = '018f0000-0000-7000-8000-000000000002';
const PASS = 'a'.repeat(32);

/** The versions of the schema that a station may still hold. */
export const oldVersions: readonly number[] = stationMigrations.slice(0, -1).map(({ version }) => version);

/** Makes a database as a program of that version left it, with an order, its parcel, its pass, and what waits for the hub. */
export function makeOldDatabase(folder: string, version: number): void {
  const path = join(folder, 'shop', 'station.db');
  mkdirSync(dirname(path), { recursive: true });
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  const upTo = (most: number): void => {
    expectOk(
      migrate(
        db,
        path,
        stationMigrations.filter((step) => step.version <= most),
      ),
      `version ${most}`,
    );
  };
  upTo(10);
  db.exec(`
    INSERT INTO meta VALUES ('epoch', '${EPOCH}'), ('auditOrigin', '${EPOCH}'), ('stationVersion', 'test');
    INSERT INTO orders VALUES ('${ORDER}', 'K1-00001-7', 'ready', 1, '[]', 100, 'EUR', 'silo', 'es', 1);
    BEGIN;
    INSERT INTO pass VALUES ('${PASS}', 'LK1:', 'S', 'pin', 0, 9, '${PARCEL}', 0);
    INSERT INTO parcel VALUES ('${PARCEL}', '${ORDER}', '${PASS}', 'M', 'stored', 3, 5, NULL);
    COMMIT;
    INSERT INTO compartment VALUES ('0-02', 3, 'M', 200, 0, 2, 0, 2, 'occupied', '${PARCEL}', 0);
    INSERT INTO intent VALUES ('i1', '0-02', 'load', '${PARCEL}', '${ORDER}', NULL, 'ana', '{}', 5, 6, 'done');
  `);
  if (version >= 20) {
    upTo(20);
    fillQueue(db);
  }
  upTo(version);
  db.close();
}

/** Opens such a database with this program: every step of the schema, one transaction each. */
export function migrateFrom(version: number): (recording: Recording) => Promise<void> {
  return async (recording) => {
    recording.mark({ kind: 'row', table: 'orders', key: 'order_id', value: ORDER });
    recording.mark({ kind: 'row', table: 'parcel', key: 'parcel_id', value: PARCEL });
    recording.mark({ kind: 'row', table: 'pass', key: 'pass_id', value: PASS });
    recording.mark({ kind: 'row', table: 'intent', key: 'intent_id', value: 'i1' });
    recording.mark({ kind: 'opened', epoch: EPOCH });
    if (version >= 20) recording.mark({ kind: 'saw', step: `version ${version}`, operation: 'parcel.loaded', audit: 'door.answered' });
    const store = openTestStore(databaseIn(recording));
    markCommits(recording, store);
    expectOk(
      store.commit((tx) => {
        tx.putMeta('migrated', String(version));
        return { ok: true, value: undefined };
      }),
      'a command after the migration',
    );
    store.close();
  };
}

function fillQueue(db: Database.Database): void {
  const event = JSON.stringify({ at: 5, facts: { answer: 'placed', purpose: 'load' }, kind: 'door.answered' });
  const body = JSON.stringify({ kind: 'parcel.loaded' });
  const hash = createHash('sha256').update(body).digest('hex');
  db.prepare('INSERT INTO audit VALUES (1, ?, ?)').run(event, chainHash(originOf(EPOCH), 1, event));
  db.prepare('INSERT INTO outbox VALUES (1, ?, 5, ?, ?, ?)').run(EPOCH, ORDER, hash, body);
  db.exec('UPDATE sequence SET value = 1');
}

/** An old database that is made anew has nothing of the last one. */
export function clearFolder(folder: string): void {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
}
