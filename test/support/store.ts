import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/kernel/clock.ts';
import { silentLogger, type Logger } from '../../src/kernel/logger.ts';
import type { RandomBytes } from '../../src/kernel/random.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import type { StationStore, StoreWriter } from '../../src/station/ports/store.ts';
import type { StationDatabase } from '../../src/station/store/database.ts';
import { openStationStore } from '../../src/station/store/open.ts';
import type { Tables } from '../../src/station/store/tables/tables.ts';
import { type ClearCopies, clearCopy, typedInCopy } from '../../src/station/store/backup/check-copy.ts';

/** What a test may set about its store; all of it has a fixed default, so that a run can be repeated. */
export interface TestStoreOptions {
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly logger?: Logger;
}

/** A clock that stands still, for tests in which time plays no part. */
export const standingClock: Clock = { now: () => 1_760_000_000_000, monotonic: () => 0, after: () => () => {} };

/** Bytes that count up: different at each call, the same in each run. */
export function countingRandom(): RandomBytes {
  let next = 0;
  return (size) => {
    next += 1;
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint32(size - 4, next);
    return bytes;
  };
}

/** The real store, with its real schema, on SQLite in memory. */
export function openMemoryStore(options: TestStoreOptions = {}): StationDatabase {
  return openTestStore(':memory:', options);
}

/** The real store on a file. */
export function openTestStore(path: string, options: TestStoreOptions = {}): StationDatabase {
  const opened = openStationStore({
    path,
    clock: options.clock ?? standingClock,
    random: options.random ?? countingRandom(),
    logger: options.logger ?? silentLogger,
    stationVersion: 'test',
    ballastBytes: 4096,
    busyMs: 0,
  });
  return expectOk(opened, 'the test store');
}

/** A directory of its own under the system's temporary one, and how to remove it. */
export function temporaryDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'pasillo-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** One command that must succeed. */
export function write(store: StationStore, work: (tx: StoreWriter) => void): void {
  expectOk(
    store.commit((tx) => {
      work(tx);
      return done;
    }),
    'the command',
  );
}

/** The same on the tables themselves, for what the port does not let a command do. */
export function writeTables(store: StationDatabase, work: (tables: Tables) => void): void {
  expectOk(
    store.commitTables((tables) => {
      work(tables);
      return done;
    }),
    'the change',
  );
}

/** Clears copies on this thread. */
export const copiesHere: ClearCopies = { typedIn: async (path) => typedInCopy(path), clear: async (path, ids, depth) => clearCopy(path, ids, depth) };
