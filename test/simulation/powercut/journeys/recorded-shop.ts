import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../../src/kernel/result.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { stockStation } from '../../../flows/support/shop.ts';
import { TestStation, type TestStationOptions } from '../../../flows/support/test-station.ts';
import { openTestStore } from '../../../support/store.ts';
import { recorderControl } from '../../shim/control.ts';
import type { Mark } from '../marks.ts';

/** What a journey has: the folder that is watched, and a way to say what is true. */
export interface Recording {
  readonly folder: string;
  mark(mark: Mark): void;
}

/** The recording that this program was started over. */
export function openRecording(): Recording {
  const control = recorderControl();
  const folder = process.env['PASILLO_DISK_FOLDER'];
  if (folder === undefined) throw new Error('no folder is watched');
  return { folder, mark: (mark) => control.mark(JSON.stringify(mark)) };
}

/** Where a journey's database is, below the watched folder. */
export function databaseIn({ folder }: Recording): string {
  return join(folder, 'shop', 'station.db');
}

/** Says of every command that the store takes when it is durable. */
export function markCommits(recording: Recording, store: StationDatabase): void {
  const said = <T, E>(result: Result<T, E>): Result<T, E> => {
    if (result.ok) recording.mark({ kind: 'commit', ...store.read.auditHead(), outbox: store.lastSeq() });
    return result;
  };
  const commit = store.commit.bind(store);
  const commitTables = store.commitTables.bind(store);
  store.commit = (work) => said(commit(work));
  store.commitTables = (work) => said(commitTables(work));
}

/** The first start of a station: its database is made, and filled as the first sync does. */
export function bornShop(recording: Recording): void {
  const path = databaseIn(recording);
  if (!existsSync(path)) mkdirSync(join(path, '..'), { recursive: true });
  const store = openTestStore(path);
  recording.mark({ kind: 'opened', epoch: store.epoch });
  markCommits(recording, store);
  stockStation(store);
  store.close();
}

/** The station on the recorded database, with every pulse and every durable command said. */
export async function recordedStation(recording: Recording, options: TestStationOptions = {}): Promise<TestStation> {
  const path = databaseIn(recording);
  let shop: TestStation | null = null;
  const onPulse = (address: { readonly board: number; readonly lock: number }): void => {
    if (shop === null) return;
    const row = shop.store.read.compartments().find(({ board, lock }) => board === address.board && lock === address.lock);
    recording.mark({ kind: 'pulse', compartment: row?.compartmentId ?? '', intents: shop.store.read.liveIntents().length });
  };
  shop = await TestStation.start({ seed: 1, ...options, from: join(path, '..'), onPulse });
  markCommits(recording, shop.store);
  return shop;
}

/** Ends a station as `kill -9` would: nothing is closed. Its database stays open until the program ends, so this is a journey's last word. */
export function closeShop(shop: TestStation): void {
  shop.station.close();
  shop.store.close();
}
