import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolResponse } from '../../../../../src/contract/hub/sync.ts';
import { silentLogger } from '../../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../../src/kernel/result.ts';
import { CHECK_ALL_KEY, ORDER_COUNTER_KEY, RESTORE_UNTOLD_KEY, RESTORED_KEY } from '../../../../../src/station/ports/restored.ts';
import { makeBackup } from '../../../../../src/station/store/backup/backups.ts';
import { sealCopy } from '../../../../../src/station/store/backup/check-copy.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { readKeepsake, writeKeepsake } from '../../../../../src/station/store/recovery/keepsake.ts';
import { openOrRecover } from '../../../../../src/station/store/recovery/ladder.ts';
import { readRequest, requestPath, writeRequest } from '../../../../../src/station/store/recovery/request.ts';
import { incomingPath } from '../../../../../src/station/store/recovery/swap.ts';
import { countingRandom, standingClock, temporaryDirectory, write, writeTables } from '../../../../support/store.ts';
import { blankPass, order, parcel, started } from '../samples.ts';

const NOW = standingClock.now();
const HOUR = 3_600_000;
const identity: EnrolResponse = {
  stationId: 'st-1',
  tenantId: '00000000-0000-7000-8000-00000000aaaa',
  storeId: 'madrid',
  stationCode: 'K1',
  bank: 7,
  rootKey: null,
  bankKey: null,
};

let directory: ReturnType<typeof temporaryDirectory>;
let path: string;
let folder: string;
let random: ReturnType<typeof countingRandom>;
const open: StationDatabase[] = [];
beforeEach(() => {
  directory = temporaryDirectory();
  path = join(directory.path, 'station.db');
  folder = join(directory.path, 'backups');
  random = countingRandom();
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  directory.remove();
});

function start() {
  const opened = openOrRecover({
    path,
    backupFolders: [folder],
    clock: standingClock,
    random,
    logger: silentLogger,
    stationVersion: '1.0.0',
    ballastBytes: 4096,
    busyMs: 0,
  });
  if (opened.ok) open.push(opened.value.store);
  return opened;
}

const running = (): StationDatabase => expectOk(start(), 'the station').store;
const stop = (): void => {
  for (const store of open.splice(0)) store.close();
};
const files = (): readonly string[] => readdirSync(directory.path).sort();

async function backUp(store: StationDatabase, at: number): Promise<string> {
  const made = await makeBackup({ folder, copyTo: (to) => store.copyTo(to), check: async (to, depth) => sealCopy(to, depth), depth: 'full', at });
  return expectOk(made, 'the backup').name;
}

/** Flips bytes in the middle of many pages, the first ones left alone: such a file opens and is found damaged by its check. */
function damage(from = 4): Buffer {
  const bytes = readFileSync(path);
  for (let page = from; page * 4096 < bytes.length; page++) bytes.fill(0xa5, page * 4096, page * 4096 + 64);
  writeFileSync(path, bytes);
  return bytes;
}

const fill = (store: StationDatabase, from: number, to: number): void =>
  write(store, (tx) => {
    for (let i = from; i < to; i++) {
      tx.putMeta(`key${i}`, 'v'.repeat(300));
      tx.enqueue(started(i), i);
    }
  });
const waiting = (store: StationDatabase): readonly (readonly [number, string])[] =>
  store.tables.outbox.first(1000).map((row) => [row.seq, JSON.parse(row.body).kind] as const);

describe('a database that is sound', () => {
  it('is opened as it is, whatever backups there are', async () => {
    const first = running();
    fill(first, 0, 3);
    await backUp(first, NOW - HOUR);
    const { epoch } = first;
    stop();
    const again = expectOk(start(), 'again');
    expect([again.recovery, again.store.epoch, again.store.read.meta(CHECK_ALL_KEY)]).toEqual([null, epoch, null]);
  });

  it('is refused as ever when a newer program wrote it or another process holds it', () => {
    const held = running();
    expect(start()).toEqual({ ok: false, error: { kind: 'in-use', path } });
    expect(held.epoch).not.toBe('');
    expect(files()).toEqual(['station.db', 'station.db-wal', 'station.db.ballast']);
  });
});

describe('a damaged database', () => {
  it('is set aside whole, and the newest sound backup takes its place in a new epoch, with all compartments to be checked', async () => {
    const first = running();
    fill(first, 0, 200);
    await backUp(first, NOW - 3 * HOUR);
    fill(first, 200, 210);
    const name = await backUp(first, NOW - HOUR);
    const { epoch } = first;
    fill(first, 210, 220);
    stop();
    const bytes = damage();
    const { store, recovery } = expectOk(start(), 'the station');
    expect(recovery).toMatchObject({ reason: 'damaged', backup: { name }, aside: `${path}.damaged-20251009T085320Z` });
    expect(readFileSync(`${path}.damaged-20251009T085320Z`).equals(bytes)).toBe(true);
    expect(store.epoch).not.toBe(epoch);
    expect([store.read.meta('key209'), store.read.meta('key210')]).toEqual(['v'.repeat(300), null]);
    expect(store.read.meta(CHECK_ALL_KEY)).toBe('1');
    expect(waiting(store).at(-1)).toEqual([store.lastSeq(), 'station.restored']);
    expect(JSON.parse(store.read.meta(RESTORED_KEY) ?? '')).toMatchObject({ reason: 'damaged', backupAt: expect.any(Number), salvaged: expect.any(Number) });
    expect(store.verifyAudit()).toMatchObject({ ok: true });
    expect(existsSync(incomingPath(path))).toBe(false);
  });

  it('takes the backup before, when the newest is damaged as well', async () => {
    const first = running();
    fill(first, 0, 200);
    const older = await backUp(first, NOW - 3 * HOUR);
    const newest = await backUp(first, NOW - HOUR);
    stop();
    damage();
    writeFileSync(join(folder, newest), readFileSync(join(folder, newest)).fill(0, 8192, 20_000));
    expect(expectOk(start(), 'the station').recovery).toMatchObject({ backup: { name: older } });
  });

  it('without any backup begins empty, and still knows who it is', () => {
    const first = running();
    fill(first, 0, 200);
    stop();
    writeKeepsake(path, { identity, enrolledWith: 'hash', lives: 0, witness: null });
    damage();
    const { store, recovery } = expectOk(start(), 'the station');
    expect([recovery?.backup, JSON.parse(store.read.meta('identity') ?? ''), store.read.meta('enrolledWith')]).toEqual([null, identity, 'hash']);
    expect([store.read.meta(CHECK_ALL_KEY), store.read.meta(ORDER_COUNTER_KEY)]).toEqual(['1', '1000000']);
  });

  it('delivers what the old one had not delivered, once, as far as it can still be read', async () => {
    const first = running();
    fill(first, 0, 40);
    await backUp(first, NOW - HOUR);
    fill(first, 40, 45);
    const before = first.tables.outbox.first(1000).map((row) => row.operationId);
    stop();
    // A page that holds nothing of the queue.
    const page = rootPage('meta');
    const bytes = readFileSync(path);
    bytes.fill(0xa5, (page - 1) * 4096, (page - 1) * 4096 + 8);
    writeFileSync(path, bytes);
    const { store, recovery } = expectOk(start(), 'the station');
    const ids = store.tables.outbox.first(1000).map((row) => row.operationId);
    expect(recovery?.reason).toBe('damaged');
    expect(ids.slice(0, 45)).toEqual(before);
    expect(waiting(store).slice(-1)).toEqual([[46, 'station.restored']]);
  });

  it('whose header is gone is treated the same', async () => {
    const first = running();
    fill(first, 0, 10);
    await backUp(first, NOW - HOUR);
    stop();
    writeFileSync(path, readFileSync(path).fill(0, 0, 100));
    expect(expectOk(start(), 'the station').recovery).toMatchObject({ reason: 'damaged', backup: { at: expect.any(Number) } });
  });

  it('that was deleted is restored when something is known of it, and is a new one otherwise', async () => {
    const first = running();
    await backUp(first, NOW - HOUR);
    stop();
    rmSync(path);
    expect(expectOk(start(), 'a new station').recovery).toBeNull();
    stop();
    rmSync(path);
    writeKeepsake(path, { identity, enrolledWith: null, lives: 0, witness: null });
    expect(expectOk(start(), 'the same station').recovery).toMatchObject({ reason: 'lost', aside: null, backup: { at: expect.any(Number) } });
  });
});

describe('the new life', () => {
  it('never gives an order number of an earlier one, however often the same backup is taken', async () => {
    const first = running();
    write(first, (tx) => tx.putMeta(ORDER_COUNTER_KEY, '41'));
    fill(first, 0, 100);
    await backUp(first, NOW - HOUR);
    writeKeepsake(path, { identity, enrolledWith: null, lives: 0, witness: null });
    const counters: (string | null)[] = [];
    for (let life = 1; life <= 3; life++) {
      stop();
      renameSync(path, `${path}.away-${life}`);
      counters.push(running().read.meta(ORDER_COUNTER_KEY));
    }
    expect([counters, readKeepsake(path)?.lives]).toEqual([['1000000', '2000000', '3000000'], 3]);
  });

  it('gives no blank pass away that an earlier one may have given away, until the hub has heard of it', async () => {
    const first = running();
    writeTables(first, (tables) => {
      tables.passes.putBlank(blankPass(1));
      tables.passes.putBlank(blankPass(2));
      tables.orders.put(order(1));
      tables.parcels.put(parcel(1));
      tables.passes.bind(blankPass(1).passId as never, parcel(1).parcelId);
    });
    fill(first, 0, 100);
    await backUp(first, NOW - HOUR);
    stop();
    damage();
    const store = running();
    expect([store.read.blankPasses(0, 10), store.read.pass(blankPass(1).passId as never)?.parcelId]).toEqual([[], parcel(1).parcelId]);
    expect(store.read.meta(RESTORE_UNTOLD_KEY)).not.toBe('');
    expectOk(store.settle(store.lastSeq() - 1, [], NOW), 'all but the last');
    expect(store.read.meta(RESTORE_UNTOLD_KEY)).not.toBe('');
    expectOk(store.settle(store.lastSeq(), [], NOW), 'the last');
    expect([store.read.meta(RESTORE_UNTOLD_KEY), store.cursor('passes')]).toEqual(['', 0]);
  });
});

describe('a power cut in the middle', () => {
  it('before the new database is complete leaves the old one to be recovered again', async () => {
    const first = running();
    fill(first, 0, 200);
    await backUp(first, NOW - HOUR);
    stop();
    damage();
    writeFileSync(incomingPath(path), 'half of a new database');
    expect(expectOk(start(), 'the station').recovery).toMatchObject({ reason: 'damaged', backup: { at: expect.any(Number) } });
  });

  it('at any point of the swap ends in the new database, with the old one set aside', async () => {
    const first = running();
    fill(first, 0, 50);
    await backUp(first, NOW - HOUR);
    stop();
    damage();
    const { store } = expectOk(start(), 'the swap that went well');
    const { epoch } = store;
    stop();
    const done = readFileSync(path);
    const marker = JSON.stringify({ aside: 'damaged-20260101T000000Z' });
    // Each state that a power cut can leave: what of the old database was moved, and whether the new one has its name.
    for (const moved of [[], ['-wal'], ['-wal', '']]) {
      for (const name of readdirSync(directory.path)) if (name.startsWith('station.db')) rmSync(join(directory.path, name));
      writeFileSync(`${path}.swap.json`, marker);
      writeFileSync(incomingPath(path), done);
      for (const end of ['-wal', '']) writeFileSync(`${path}${moved.includes(end) ? `.damaged-20260101T000000Z${end}` : end}`, `old${end}`);
      expect(running().epoch).toBe(epoch);
      stop();
      expect([readFileSync(`${path}.damaged-20260101T000000Z`, 'utf8'), readFileSync(`${path}.damaged-20260101T000000Z-wal`, 'utf8')]).toEqual([
        'old',
        'old-wal',
      ]);
      expect(existsSync(`${path}.swap.json`)).toBe(false);
    }
    writeFileSync(`${path}.swap.json`, marker);
    writeFileSync(requestPath(path), '{}');
    expect(running().epoch).toBe(epoch);
    expect([existsSync(`${path}.swap.json`), existsSync(requestPath(path))]).toEqual([false, false]);
  });
});

describe('the wish to go back to a backup', () => {
  it('is obeyed by the next start, once; what happened since still goes to the hub', async () => {
    const first = running();
    fill(first, 0, 5);
    const name = await backUp(first, NOW - HOUR);
    fill(first, 5, 8);
    const before = first.tables.outbox.first(100).map((row) => row.operationId);
    stop();
    writeRequest(path, { name, at: NOW, by: ['ana', 'eva'] });
    const { store, recovery } = expectOk(start(), 'the station');
    expect(recovery).toMatchObject({ reason: 'replaced', backup: { name } });
    expect([store.read.meta('key4')?.length, store.read.meta('key5'), readRequest(path)]).toEqual([300, null, null]);
    expect(store.tables.outbox.first(8).map((row) => row.operationId)).toEqual(before);
    const { epoch } = store;
    stop();
    const again = expectOk(start(), 'again');
    expect([again.recovery, again.store.epoch]).toEqual([null, epoch]);
  });

  it('is obeyed after a power cut before the swap, and not again after one behind it', async () => {
    const first = running();
    const name = await backUp(first, NOW - HOUR);
    stop();
    writeRequest(path, { name, at: NOW, by: ['console'] });
    writeFileSync(incomingPath(path), 'half of it');
    expect(expectOk(start(), 'the station').recovery).toMatchObject({ reason: 'replaced' });
    const { epoch } = open[0] ?? running();
    stop();
    // The new database has its name, but the wish and the marker are still there.
    writeRequest(path, { name, at: NOW, by: ['console'] });
    writeFileSync(`${path}.swap.json`, JSON.stringify({ aside: 'replaced-20260101T000000Z' }));
    expect([running().epoch, readRequest(path)]).toEqual([epoch, null]);
  });

  it('is dropped when there is no such backup, it is damaged, or the wish itself cannot be read', async () => {
    const first = running();
    fill(first, 0, 60);
    const name = await backUp(first, NOW - HOUR);
    const { epoch } = first;
    stop();
    writeFileSync(join(folder, name), readFileSync(join(folder, name)).fill(1, 4096, 30_000));
    const wishes = [
      () => writeRequest(path, { name, at: NOW, by: ['ana', 'eva'] }),
      () => writeRequest(path, { name: 'station-20200101T000000Z.db', at: NOW, by: ['ana', 'eva'] }),
      () => writeFileSync(requestPath(path), '{"name":"../../etc/passwd"}'),
    ];
    for (const wish of wishes) {
      wish();
      expect([running().epoch, existsSync(requestPath(path))]).toEqual([epoch, false]);
      stop();
    }
    expect(files()).toEqual(['backups', 'station.db', 'station.db.ballast']);
  });
});

describe('a database that somebody put back', () => {
  it('is not believed when what the hub has signed for is not in it', () => {
    const first = running();
    fill(first, 0, 5);
    write(first, (tx) => tx.audit({ kind: 'early', at: 1, facts: {} }));
    stop();
    cpSync(path, join(directory.path, 'yesterday.db'));
    const second = running();
    write(second, (tx) => tx.audit({ kind: 'late', at: 2, facts: {} }));
    const { epoch } = second;
    const head = second.read.auditHead();
    const witness = { epoch, ...head, signedAt: NOW, publicKey: 'A'.repeat(43), signature: 'A'.repeat(86) };
    stop();
    writeKeepsake(path, { identity, enrolledWith: null, lives: 0, witness });
    expect(expectOk(start(), 'as it was').recovery).toBeNull();
    stop();
    cpSync(join(directory.path, 'yesterday.db'), path);
    const { store, recovery } = expectOk(start(), 'rolled back');
    expect([recovery?.reason, store.epoch === epoch, store.read.meta(CHECK_ALL_KEY)]).toEqual(['rolled-back', false, '1']);
    expect(
      waiting(store)
        .slice(-2)
        .map(([, kind]) => kind),
    ).toEqual(['station.restored', 'storage.trouble']);
  });
});

/** The page at which a table begins. */
function rootPage(table: string): number {
  const db = new Database(path);
  const page = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table));
  db.close();
  return page;
}
