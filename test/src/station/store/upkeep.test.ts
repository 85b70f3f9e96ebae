import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StaffId } from '../../../../src/kernel/ids.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { takesNew } from '../../../../src/station/ports/store.ts';
import { backupName } from '../../../../src/station/store/backup/names.ts';
import { checkCopy, type CheckDepth, sealCopy } from '../../../../src/station/store/backup/check-copy.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { readKeepsake } from '../../../../src/station/store/recovery/keepsake.ts';
import { readRequest } from '../../../../src/station/store/recovery/request.ts';
import { startUpkeep, type Upkeep } from '../../../../src/station/store/upkeep.ts';
import { ShopClock } from '../../../flows/support/test-station.ts';
import { identity, START } from '../../../flows/support/shop.ts';
import { order } from './samples.ts';
import { copiesHere, openTestStore, temporaryDirectory, write } from '../../../support/store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MIB = 1_048_576;

let directory: ReturnType<typeof temporaryDirectory>;
let store: StationDatabase;
let upkeep: Upkeep;
let clock: ShopClock;
let free: number | null;
let depths: CheckDepth[];
let spoil: boolean;
const folder = (): string => join(directory.path, 'backups');

beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ShopClock();
  free = 10_000 * MIB;
  depths = [];
  spoil = false;
  store = openTestStore(join(directory.path, 'station.db'), { clock });
});
afterEach(async () => {
  await upkeep.close();
  store.close();
  directory.remove();
});

function begin(): void {
  upkeep = startUpkeep({
    path: join(directory.path, 'station.db'),
    store,
    backupFolders: [folder()],
    check: async (path, depth, sealing) => {
      depths.push(depth);
      if (spoil) return { ok: false, error: { kind: 'unsound', detail: 'row 7 missing from index' } };
      return sealing === 'seal' ? sealCopy(path, depth) : checkCopy(path, depth);
    },
    copies: copiesHere,
    freeBytes: () => free,
    timeZone: 'Europe/Madrid',
    clock,
    logger: silentLogger,
  });
}

/** Lets virtual time pass, and waits for the real copies that begin in it. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= MINUTE) {
    await clock.advance(Math.min(MINUTE, left));
    await upkeep.settled();
  }
}

const operations = (): readonly { kind: string }[] => store.tables.outbox.first(500).map((row) => JSON.parse(row.body));
const kinds = (): readonly string[] => operations().map((operation) => operation.kind);

describe('the upkeep of the database', () => {
  it('makes a backup an hour, the first soon after the start, and a thorough check each night', async () => {
    begin();
    expect(upkeep.status()).toMatchObject({ lastBackup: null, backups: 0, lastCheck: null });
    await pass(2 * MINUTE);
    expect(upkeep.status()).toMatchObject({ backups: 1, backupTrouble: null, lastCheck: { ok: true } });
    await pass(26 * HOUR);
    expect([depths.length, depths.filter((depth) => depth === 'full').length]).toEqual([27, 2]);
    // START is 11:26 in Madrid: the second thorough check is the night's.
    expect(new Date(upkeep.status().lastCheck?.at ?? 0).getUTCHours()).toBe(1);
    expect([kinds(), store.verifyAudit().ok]).toEqual([[], true]);
  });

  it('goes by the backups that it finds: one that is fresh is not made again at each start', async () => {
    begin();
    await pass(2 * MINUTE);
    await upkeep.close();
    begin();
    await pass(30 * MINUTE);
    expect(upkeep.backups()).toHaveLength(1);
    await pass(35 * MINUTE);
    expect(upkeep.backups()).toHaveLength(2);
  });

  it('says so, here and to head office, when a copy is not sound or cannot be written, and goes on', async () => {
    begin();
    spoil = true;
    await pass(2 * MINUTE);
    expect(upkeep.status()).toMatchObject({
      backups: 0,
      backupTrouble: { detail: 'row 7 missing from index' },
      lastCheck: { ok: false, detail: 'row 7 missing from index' },
    });
    expect(operations()).toMatchObject([{ kind: 'storage.trouble', trouble: 'check-failed' }]);
    spoil = false;
    await pass(HOUR);
    expect(upkeep.status()).toMatchObject({ backups: 1, backupTrouble: null });
  });

  it('makes one at once when somebody asks for it', async () => {
    begin();
    const made = expectOk(await upkeep.backUp(), 'the backup');
    expect([made.at, readdirSync(folder())]).toEqual([START, [made.name]]);
  });

  it('writes to a disk that has no room to spare no backup', async () => {
    free = 90 * MIB;
    begin();
    expect(await upkeep.backUp()).toMatchObject({ ok: false, error: { kind: 'backup-failed' } });
    expect(existsSync(folder())).toBe(false);
  });

  it('keeps beside the database who this station is', async () => {
    begin();
    expect(readKeepsake(join(directory.path, 'station.db'))).toBeNull();
    write(store, (tx) => tx.putMeta('identity', JSON.stringify(identity)));
    await pass(2 * MINUTE);
    expect(readKeepsake(join(directory.path, 'station.db'))).toMatchObject({ identity: { stationId: identity.stationId, bank: 7 }, lives: 0, witness: null });
  });
});

describe('the room on the disk', () => {
  it('low, takes in nothing new; critical, calls for staff; head office hears of both, once', async () => {
    begin();
    const seen: (readonly [string, boolean])[] = [];
    for (const mib of [500, 499, 120, 99, 105, 120, 540, 560]) {
      free = mib * MIB;
      await pass(MINUTE);
      seen.push([store.space, takesNew(store)]);
    }
    expect(seen).toEqual([
      ['ok', true],
      ['low', false],
      ['low', false],
      ['critical', false],
      ['critical', false],
      ['low', false],
      ['low', false],
      ['ok', true],
    ]);
    expect(operations()).toMatchObject([{ trouble: 'space-low' }, { trouble: 'space-critical' }, { trouble: 'space-low' }]);
    expect(upkeep.status()).toMatchObject({ space: 'ok', freeBytes: 560 * MIB });
  });

  it('is not judged where the system does not say', async () => {
    free = null;
    begin();
    await pass(2 * MINUTE);
    expect([store.space, upkeep.status().freeBytes]).toEqual(['ok', null]);
  });
});

describe('the wish to restore', () => {
  it('needs two people and a backup that is there, and can be taken back', async () => {
    begin();
    const { name } = expectOk(await upkeep.backUp(), 'the backup');
    const [ana, eva] = ['ana', 'eva'] as readonly string[] as readonly [StaffId, StaffId];
    expect(upkeep.requestRestore(name, [ana, ana])).toEqual({ ok: false, error: { kind: 'same-person' } });
    expect(upkeep.requestRestore('station-20200101T000000Z.db', [ana, eva])).toEqual({ ok: false, error: { kind: 'unknown-backup' } });
    expect(upkeep.requestRestore(name, [ana, eva]).ok).toBe(true);
    expect([upkeep.status().restoreRequested, readRequest(join(directory.path, 'station.db'))?.by]).toEqual([name, ['ana', 'eva']]);
    expect(upkeep.cancelRestore(eva).ok).toBe(true);
    expect([upkeep.status().restoreRequested, upkeep.cancelRestore(eva)]).toEqual([null, { ok: false, error: { kind: 'none' } }]);
    expect(JSON.parse(store.tables.audit.entry(1) ?? '')).toMatchObject({ kind: 'restore.requested', facts: { backup: name, staff: 'ana', second: 'eva' } });
  });
});

describe('what people typed', () => {
  const held = () => readdirSync(folder()).some((name) => readFileSync(join(folder(), name)).includes('canary@example.org'));
  const aside = (reason: string, ...ends: readonly string[]) => ['', ...ends].map((end) => `station.db.${reason}${end}`);

  it('leaves the backups within a minute after the hub has it, and not before', async () => {
    begin();
    write(store, (tx) => tx.putKioskSession(JSON.stringify({ contact: 'canary@example.org' })));
    await pass(HOUR);
    expect([readdirSync(folder()).length, held()]).toEqual([1, false]);
    const { orderId, number, placedAt, lines, total, locale } = order(1);
    const contact = { kind: 'email', email: 'canary@example.org' } as const;
    const fulfilment = { kind: 'silo' } as const;
    write(store, (tx) =>
      tx.enqueue({ kind: 'order.placed', orderId, number, placedAt, lines: [...lines], total, locale, contact, fulfilment, placedOffline: true }, placedAt),
    );
    await pass(2 * HOUR);
    expect([readdirSync(folder()).length, held()]).toEqual([3, true]);
    expect(store.settle(store.lastSeq(), [], clock.now()).ok).toBe(true);
    await pass(2 * MINUTE);
    expect(held()).toBe(false);
    expect(readdirSync(folder()).every((name) => checkCopy(join(folder(), name), 'full').ok)).toBe(true);
  });

  it('in a database that was put aside goes with it when fourteen later days have a backup of their own, whatever the clock says', async () => {
    const damaged = aside('damaged-20250101T000000Z', '-wal');
    for (const name of damaged) writeFileSync(join(directory.path, name), 'canary@example.org');
    writeFileSync(join(directory.path, 'station.db.damaged-notes.txt'), 'kept');
    mkdirSync(folder());
    for (let day = 1; day <= 12; day++) writeFileSync(join(folder(), backupName(Date.UTC(2025, 0, 1 + day))), 'a backup of its day');
    clock.wallOffset += Date.UTC(2025, 0, 14) - clock.now();
    begin();
    const beside = () => readdirSync(directory.path).filter((name) => name.includes('damaged-'));
    expectOk(await upkeep.backUp(), 'the thirteenth');
    clock.wallOffset += Date.UTC(2025, 0, 14, 23) - clock.now();
    expectOk(await upkeep.backUp(), 'another of the thirteenth');
    expect(beside().toSorted()).toEqual([...damaged, 'station.db.damaged-notes.txt'].toSorted());
    clock.wallOffset += Date.UTC(2025, 0, 15) - clock.now();
    expectOk(await upkeep.backUp(), 'the fourteenth');
    expect(beside()).toEqual(['station.db.damaged-notes.txt']);
  });
});
