import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STATION_SCHEMA } from '../../../../src/station/store/migrations/run.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { openStationStore } from '../../../../src/station/store/open.ts';
import { applySettings, atLeast, checkSettings, readPragma } from '../../../../src/station/store/settings.ts';
import { countingRandom, openMemoryStore, openTestStore, standingClock, temporaryDirectory } from '../../../support/store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let path: string;
beforeEach(() => {
  directory = temporaryDirectory();
  path = join(directory.path, 'station.db');
});
afterEach(() => directory.remove());

function open() {
  return openStationStore({
    path,
    clock: standingClock,
    random: countingRandom(),
    logger: silentLogger,
    stationVersion: '1.0.0',
    ballastBytes: 4096,
    busyMs: 0,
  });
}

describe('the settings of the station database', () => {
  it('are all in force after opening, durability above all', () => {
    const db = new Database(path);
    applySettings(db);
    const names = ['locking_mode', 'journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check', 'mmap_size', 'secure_delete'];
    expect(names.map((name) => [name, readPragma(db, name)])).toEqual([
      ['locking_mode', 'exclusive'],
      ['journal_mode', 'wal'],
      ['synchronous', '2'],
      ['foreign_keys', '1'],
      ['trusted_schema', '0'],
      ['cell_size_check', '1'],
      ['mmap_size', '0'],
      ['secure_delete', '1'],
    ]);
    db.close();
  });

  it('are refused by name when one does not hold', () => {
    const db = new Database(path);
    applySettings(db);
    db.pragma('synchronous = NORMAL');
    expect(checkSettings(db)).toEqual({ ok: false, error: { kind: 'setting', setting: 'synchronous', wanted: '2', found: '1' } });
    db.close();
  });

  it('need a SQLite with the fix of the WAL reset', () => {
    expect(['3.51.2', '3.51.3', '3.53.0', '4.0.0', '3.9.9'].map((version) => atLeast(version, '3.51.3'))).toEqual([false, true, true, true, false]);
  });
});

describe('opening the station database', () => {
  it('keeps its epoch over a restart and makes no shared-memory file', () => {
    const first = expectOk(open(), 'first');
    const epoch = first.epoch;
    expect(statSync(`${path}-shm`, { throwIfNoEntry: false })).toBeUndefined();
    first.close();
    const second = expectOk(open(), 'second');
    expect([second.epoch, second.schema, second.read.meta('stationVersion')]).toEqual([epoch, STATION_SCHEMA, '1.0.0']);
    second.close();
  });

  it('lets nobody but its owner read the file and its journal', () => {
    const store = expectOk(open(), 'made');
    expect([statSync(path).mode & 0o777, statSync(`${path}-wal`).mode & 0o777]).toEqual([0o600, 0o600]);
    store.close();
  });

  it('gives every new database another epoch', () => {
    const random = countingRandom();
    expect(openMemoryStore({ random }).epoch).not.toBe(openMemoryStore({ random }).epoch);
  });

  it('refuses a database that another process holds', () => {
    const held = expectOk(open(), 'held');
    const child = spawnSync(process.execPath, [
      '--input-type=module',
      '-e',
      `import Database from 'better-sqlite3';
       try { new Database(process.argv[1], { timeout: 0 }).prepare('SELECT count(*) FROM meta').get(); console.log('read'); }
       catch (error) { console.log(error.code); }`,
      path,
    ]);
    expect(child.stdout.toString().trim()).toBe('SQLITE_BUSY');
    expect(open()).toEqual({ ok: false, error: { kind: 'in-use', path } });
    held.close();
  });

  it('refuses a newer database by name and leaves it as it was', () => {
    expectOk(open(), 'made').close();
    const db = new Database(path);
    db.pragma('user_version = 990');
    db.close();
    const before = readFileSync(path);
    expect(open()).toEqual({ ok: false, error: { kind: 'newer-database', path, found: 990, known: STATION_SCHEMA } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a database of another program', () => {
    const db = new Database(path);
    db.exec('CREATE TABLE theirs (a)');
    db.close();
    expect(open()).toEqual({ ok: false, error: { kind: 'another-database', path, applicationId: 0 } });
  });

  it('refuses a file that is no database, and does not touch it', () => {
    const content = Buffer.alloc(8192, 'x');
    writeFileSync(path, content);
    expect(open()).toEqual({ ok: false, error: { kind: 'not-a-database', path } });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('refuses a damaged database', () => {
    const store = expectOk(open(), 'made');
    expectOk(
      store.commit((tx) => {
        for (let i = 0; i < 200; i++) tx.putMeta(`key${i}`, 'v'.repeat(200));
        return done;
      }),
      'filled',
    );
    store.close();
    const bytes = readFileSync(path);
    for (let page = 4; page * 4096 < bytes.length; page++) bytes.fill(0xa5, page * 4096, page * 4096 + 64);
    writeFileSync(path, bytes);
    expect(open()).toMatchObject({ ok: false, error: { kind: 'corrupt', path } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('says so when its directory does not exist', () => {
    path = join(directory.path, 'nowhere', 'station.db');
    expect(open()).toMatchObject({ ok: false, error: { kind: 'cannot-open', path } });
  });

  it('lets go of the file when it refuses it', () => {
    expectOk(open(), 'made').close();
    const db = new Database(path);
    db.pragma('user_version = 990');
    db.close();
    expect(open().ok).toBe(false);
    const again = new Database(path, { timeout: 0 });
    again.pragma(`user_version = ${STATION_SCHEMA}`);
    again.close();
    openTestStore(path).close();
  });
});
