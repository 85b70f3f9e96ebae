import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '../../../src/kernel/logger.ts';
import type { StaffId } from '../../../src/kernel/ids.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import { sealCopy } from '../../../src/station/store/backup/check-copy.ts';
import { openOrRecover, type RecoverableStore } from '../../../src/station/store/recovery/ladder.ts';
import { startUpkeep } from '../../../src/station/store/upkeep.ts';
import { START, stockStation } from '../../flows/support/shop.ts';
import { TestStation } from '../../flows/support/test-station.ts';
import { copiesHere, openTestStore } from '../../support/store.ts';
import { makeOldDatabase } from '../powercut/journeys/migration-journeys.ts';
import { type Expected, expectAlso, nothingExpected } from '../powercut/marks.ts';

/** A disk on which a station is about to start, and what must be on it whatever becomes of that start. */
export interface Opening {
  readonly name: 'migrate' | 'restore';
  readonly folder: string;
  readonly expected: Expected;
}

/** An old database, which the start migrates, and a wish to go back to a backup, which it obeys. Both are made below `under`. */
export async function prepareOpenings(under: string): Promise<readonly Opening[]> {
  const old = join(under, 'prepared-old');
  makeOldDatabase(old, 10);
  const epoch = '018f0000-0000-7000-8000-0000000000e0';
  const kept = expectAlso(nothingExpected, { kind: 'row', table: 'orders', key: 'order_id', value: '018f0000-0000-7000-8000-000000000001' });
  const restore = join(under, 'prepared-restore');
  return [
    { name: 'migrate', folder: old, expected: expectAlso(kept, { kind: 'opened', epoch }) },
    { name: 'restore', folder: restore, expected: await prepareRestore(restore) },
  ];
}

/** Starts on a disk that fails. Answers with what broke a rule: a start may be refused in words, but never ends in an exception. */
export function open(disk: string, begin: () => void): { readonly isOpen: boolean; readonly broken: readonly string[] } {
  begin();
  try {
    const opened = openOrRecover(optionsFor(disk));
    if (!opened.ok) return { isOpen: false, broken: opened.error.kind === 'corrupt' ? ['a failing disk was taken for a damaged database'] : [] };
    const { recovery, store } = opened.value;
    store.close();
    return { isOpen: true, broken: recovery === null || recovery.reason === 'replaced' ? [] : [`a failing disk led to a database ${recovery.reason}`] };
  } catch (error) {
    return { isOpen: false, broken: [`the start ended in an exception: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

async function prepareRestore(folder: string): Promise<Expected> {
  const path = join(folder, 'shop', 'station.db');
  mkdirSync(join(folder, 'shop'), { recursive: true });
  const store = openTestStore(path);
  stockStation(store);
  store.close();
  const shop = await TestStation.start({ from: join(folder, 'shop'), seed: 1 });
  const upkeep = startUpkeep({
    path,
    store: shop.store,
    backupFolders: [join(folder, 'shop', 'backups')],
    check: async (copy, depth) => sealCopy(copy, depth),
    copies: copiesHere,
    freeBytes: () => null,
    timeZone: 'Europe/Madrid',
    clock: shop.clock,
    logger: silentLogger,
  });
  await shop.loadParcel(shop.paidOrder(1));
  const { name } = expectOk(await upkeep.backUp(), 'the backup');
  await shop.loadParcel(shop.paidOrder(2));
  expectOk(upkeep.requestRestore(name, ['staff-1' as StaffId, 'staff-2' as StaffId]), 'the wish');
  const { epoch } = shop.store;
  await upkeep.close();
  shop.station.close();
  shop.store.close();
  const loaded = { kind: 'saw', step: 'loaded', operation: 'parcel.loaded', audit: null } as const;
  const marks = [{ kind: 'opened', epoch }, loaded, loaded, { kind: 'backup', name }, { kind: 'restore-asked' }] as const;
  return marks.reduce<Expected>(expectAlso, nothingExpected);
}

function optionsFor(disk: string): RecoverableStore {
  let next = 0;
  return {
    path: join(disk, 'shop', 'station.db'),
    backupFolders: [join(disk, 'shop', 'backups')],
    clock: { now: () => START + 7_200_000, monotonic: () => 0, after: () => () => {} },
    random: (size) => {
      next += 1;
      return new Uint8Array(size).fill(next % 251, size - 1).fill(0xa5, 0, size - 1);
    },
    logger: silentLogger,
    stationVersion: 'test',
    ballastBytes: 4096,
    busyMs: 0,
  };
}
