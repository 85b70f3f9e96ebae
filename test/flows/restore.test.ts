import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { StaffId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import { makeBackup } from '../../src/station/store/backup/backups.ts';
import { sealCopy } from '../../src/station/store/backup/check-copy.ts';
import { openOrRecover } from '../../src/station/store/recovery/ladder.ts';
import { countingRandom } from '../support/store.ts';
import { staff } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const states = (): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const row of shop.store.read.compartments()) counts[row.state] = (counts[row.state] ?? 0) + 1;
  return counts;
};

/** What a damaged disk and the ladder make of a station's folder: the newest backup in the place of its database. */
async function recovered(before: TestStation, spoil: (path: string) => void): Promise<string> {
  const from = before.snapshot();
  const path = join(from, 'station.db');
  // The journal holds the newest pages; without it the damage below would be in what nobody reads.
  spoil(path);
  const opened = openOrRecover({
    path,
    backupFolders: [join(before.directory, 'backups')],
    clock: before.clock,
    random: countingRandom(),
    logger: silentLogger,
    stationVersion: 'test',
    ballastBytes: 0,
    busyMs: 0,
  });
  const { store, recovery } = expectOk(opened, 'the ladder');
  expect(recovery).toMatchObject({ reason: 'damaged', backup: { at: expect.any(Number) } });
  store.close();
  return from;
}

/** The first page holds the header: neither the file nor its journal can be opened as it is. */
function damage(path: string): void {
  writeFileSync(path, readFileSync(path).fill(0, 0, 4096));
  writeFileSync(`${path}-wal`, readFileSync(`${path}-wal`).fill(0, 0, 4096));
}

const backUp = (of: TestStation) =>
  makeBackup({
    folder: join(of.directory, 'backups'),
    copyTo: (to) => of.store.copyTo(to),
    check: async (to, depth) => sealCopy(to, depth),
    depth: 'full',
    at: of.clock.now(),
  });

/** Somebody else of the shop, and a technician: what a restore leaves behind is worked off by two people. */
const second = { badge: 'PB1:ZZZZZZZZZZZZZZZZZZZZZZZZZZ', pin: staff.pin };
function hireTwo(of: TestStation): void {
  const hired = of.store.commitTables<undefined, never>((tables) => {
    const first = tables.staff.get(staff.staffId as StaffId);
    if (first === null) throw new Error('nobody works here');
    tables.staff.put({ ...first, roles: ['assistant', 'technician'] });
    const badgeHash = createHash('sha256').update(second.badge).digest('hex');
    tables.staff.put({ ...first, staffId: 'staff-2', name: 'Eva', number: '1002', badgeHash });
    return done;
  });
  expect(hired.ok).toBe(true);
}

describe('a drill: the database is damaged an hour after its last backup', () => {
  it('opens no door for any code until a person has looked, and loses no parcel that it knew', async () => {
    const before = await TestStation.start();
    shop = before;
    hireTwo(before);
    const known = await before.loadParcel(before.paidOrder(1));
    const collected = await before.loadParcel(before.paidOrder(2));
    expectOk(await backUp(before), 'the backup');
    const epoch = before.store.epoch;
    await before.scan(collected.code);
    await before.advance(2000);
    before.boards.closeDoor(collected.address);
    await before.advance(10_000);
    const unknown = await before.loadParcel(before.paidOrder(3));
    const from = await recovered(before, damage);
    await before.close();

    shop = await TestStation.start({ from, wallOffset: 3_600_000, settleMs: 3000 });
    expect(shop.store.epoch).not.toBe(epoch);
    expect([states(), shop.store.read.compartments().every((row) => row.needsCheck)]).toEqual([{ suspect: 24 }, true]);
    // Neither the parcel that the books know, nor the one that is gone, nor the one that they never heard of.
    for (const { code } of [known, collected, unknown]) expect(await shop.scan(code)).toBe('refused');
    await shop.advance(5000);
    expect(shop.pulses).toEqual([]);
    // Loading finds no compartment that anybody may be given, and no pass that was not given before.
    await shop.signIn();
    expect((await shop.station.intents.staff.beginLoad({ orderId: shop.paidOrder(9), size: 'S' })).ok).toBe(false);
  });

  it('gives a parcel back to its code when two people have seen it, and a compartment back when it is seen empty', async () => {
    const before = await TestStation.start();
    shop = before;
    hireTwo(before);
    const known = await before.loadParcel(before.paidOrder(1));
    expectOk(await backUp(before), 'the backup');
    const from = await recovered(before, damage);
    await before.close();

    shop = await TestStation.start({ from, wallOffset: 3_600_000, settleMs: 3000 });
    expect(await shop.scan(known.code)).toBe('refused');
    await shop.signIn();
    const parcel = shop.store.read.parcelsInside()[0];
    const held = shop.store.read.compartmentOfParcel(parcel?.parcelId ?? ('' as never));
    good(await shop.station.intents.service.testDoor({ compartmentId: held?.compartmentId ?? '', second }));
    await shop.advance(1500);
    shop.boards.closeDoor(known.address);
    await shop.advance(1500);
    good(await shop.station.intents.staff.answerRecall({ answer: 'left' }));
    await shop.advance(8000);
    expect(shop.store.read.compartmentOfParcel(parcel?.parcelId ?? ('' as never))).toMatchObject({ state: 'occupied', needsCheck: false, reason: null });
    good(await shop.station.intents.staff.closeRecall({}));
    expect(await shop.scan(known.code)).toBe('ok');
    await shop.advance(1500);
    expect(shop.openDoors).toContainEqual(known.address);
  });

  it('tells the hub of the restore once, after all that it may not have heard', async () => {
    const before = await TestStation.start();
    shop = before;
    await before.loadParcel(before.paidOrder(1));
    expectOk(await backUp(before), 'the backup');
    const from = await recovered(before, damage);
    const had = before.operations.map((operation) => operation.kind);
    await before.close();

    shop = await TestStation.start({ from, wallOffset: 3_600_000, settleMs: 3000 });
    const told = shop.operations.map((operation) => operation.kind);
    expect(told.slice(0, had.length + 1)).toEqual([...had, 'station.restored']);
    expect(told.filter((kind) => kind === 'parcel.loaded')).toHaveLength(1);
    expect(shop.audit().filter((kind) => kind.startsWith('station.'))).toEqual(['station.started', 'station.restored', 'station.check-all', 'station.started']);
  });
});
