import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../../../../../src/kernel/result.ts';
import { listBackups, makeBackup, pruneBackups } from '../../../../../src/station/store/backup/backups.ts';
import { checkCopy, sealCopy } from '../../../../../src/station/store/backup/check-copy.ts';
import { checkInThread } from '../../../../../src/station/store/backup/check-thread.ts';
import { backupName } from '../../../../../src/station/store/backup/names.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { openTestStore, temporaryDirectory, write } from '../../../../support/store.ts';
import { started } from '../samples.ts';

const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
const check = async (path: string, depth: 'quick' | 'full', sealing: 'seal' | 'as-it-is') =>
  sealing === 'seal' ? sealCopy(path, depth) : checkCopy(path, depth);

let directory: ReturnType<typeof temporaryDirectory>;
let store: StationDatabase;
let folder: string;
beforeEach(() => {
  directory = temporaryDirectory();
  folder = join(directory.path, 'backups');
  store = openTestStore(join(directory.path, 'station.db'));
});
afterEach(() => {
  store.close();
  directory.remove();
});

const fill = (from: number, to: number): void =>
  write(store, (tx) => {
    for (let i = from; i < to; i++) {
      tx.putMeta(`key${i}`, 'v'.repeat(500));
      tx.enqueue(started(i), i);
      tx.audit({ kind: 'filled', at: i, facts: { i } });
    }
  });
const back = (at = NOON) => makeBackup({ folder, copyTo: (path) => store.copyTo(path), check, depth: 'full', at });

describe('a backup of the open database', () => {
  it('is one file that only its owner reads, with everything that was committed', async () => {
    fill(0, 300);
    const made = expectOk(await back(), 'the backup');
    expect(readdirSync(folder)).toEqual(['station-20261122T120000Z.db']);
    expect([statSync(made.path).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(made.checked).toEqual({ schema: store.schema, epoch: store.epoch, audit: store.read.auditHead() });
    const copy = openTestStore(made.path);
    expect([copy.read.meta('key299'), copy.read.outboxSize().pending]).toEqual(['v'.repeat(500), 300]);
    copy.close();
  });

  it('holds what is written while it is being made, whole commits only, and holds up none of them', async () => {
    fill(0, 3000);
    const making = back();
    let turns = 0;
    for (; turns < 40; turns++) {
      fill(3000 + turns, 3001 + turns);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const made = expectOk(await making, 'the backup');
    expect(made.checked.audit.seq).toBeGreaterThanOrEqual(3000);
    expect(store.read.auditHead().seq).toBe(3040);
    expect(checkCopy(made.path, 'full')).toMatchObject({ ok: true, value: { audit: { seq: made.checked.audit.seq } } });
  });

  it('gets its name only after it was checked', async () => {
    fill(0, 50);
    const spoilt = await makeBackup({
      folder,
      copyTo: async (path) => {
        await store.copyTo(path);
        const bytes = readFileSync(path);
        bytes.fill(0x5a, 4096 * 5, 4096 * 6);
        writeFileSync(path, bytes);
      },
      check,
      depth: 'quick',
      at: NOON,
    });
    expect([spoilt, readdirSync(folder)]).toMatchObject([{ ok: false, error: { kind: 'unsound' } }, []]);
  });

  it('is not made where it cannot be written, and the database goes on', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    expect(await back()).toMatchObject({ ok: false, error: { kind: 'not-written' } });
    fill(0, 1);
    expect(store.health).toBe('ok');
  });

  it('removes what a crash left of an earlier one', async () => {
    mkdirSync(folder, { recursive: true });
    for (const end of ['', '-journal', '-wal']) writeFileSync(join(folder, `backup-under-way.db${end}`), 'half of it');
    expectOk(await back(), 'the backup');
    expect(readdirSync(folder)).toEqual(['station-20261122T120000Z.db']);
  });

  it('is checked in a thread of its own with the same answer', async () => {
    fill(0, 20);
    const made = expectOk(await back(), 'the backup');
    const inThread = checkInThread();
    expect(await inThread(made.path, 'full', 'as-it-is')).toEqual({ ok: true, value: made.checked });
    const bytes = readFileSync(made.path);
    writeFileSync(made.path, bytes.subarray(0, bytes.length - 5000));
    expect(await inThread(made.path, 'quick', 'as-it-is')).toMatchObject({ ok: false, error: { kind: 'unsound' } });
  });
});

describe('the check of a copy', () => {
  it('finds an audit entry that was changed, which SQLite itself does not mind', async () => {
    fill(0, 20);
    const { path } = expectOk(await back(), 'the backup');
    const bytes = readFileSync(path);
    const at = bytes.indexOf('"kind":"filled"');
    bytes.write('"kind":"f1lled"', at);
    writeFileSync(path, bytes);
    expect(checkCopy(path, 'full')).toMatchObject({ ok: false, error: { detail: expect.stringContaining('the audit is changed at entry') } });
  });

  it('refuses what is no database, one of another program, and one that is not there', () => {
    const other = join(directory.path, 'other.db');
    writeFileSync(other, 'not a database at all, but long enough to be looked at'.repeat(100));
    expect([checkCopy(other, 'quick').ok, checkCopy(join(directory.path, 'none.db'), 'quick').ok]).toEqual([false, false]);
    expect(existsSync(join(directory.path, 'none.db'))).toBe(false);
  });
});

describe('the folder of backups', () => {
  it('lists them with the newest first, and nothing else that lies there', () => {
    mkdirSync(folder);
    for (const at of [NOON, NOON + 3_600_000, NOON - 3_600_000]) writeFileSync(join(folder, backupName(at)), 'x');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    expect(listBackups(folder).map((file) => file.at)).toEqual([NOON + 3_600_000, NOON, NOON - 3_600_000]);
    expect(listBackups(join(directory.path, 'nowhere'))).toEqual([]);
  });

  it('lets those go whose time is over', () => {
    mkdirSync(folder);
    for (let i = 0; i < 30; i++) writeFileSync(join(folder, backupName(NOON - i * 600_000)), 'x');
    expect(pruneBackups(folder)).toBe(24);
    expect(listBackups(folder)).toHaveLength(6);
  });
});
