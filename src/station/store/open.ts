import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../kernel/clock.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { done, err, expectOk, ok } from '../../kernel/result.ts';
import { ballastAt } from './ballast.ts';
import { SqliteStationStore, type StationDatabase } from './database.ts';
import { migrate } from './migrations/run.ts';
import { openProblem, type OpenProblem } from './problems.ts';
import { applySettings, checkSettings } from './settings.ts';
import { type SpaceLimits, usualSpaceLimits } from './space.ts';
import { AUDIT_ORIGIN_KEY } from './tables/tables.ts';

/** What opening `station.db` needs. */
export interface OpenStationStore {
  /** The file, or `:memory:` for a database that lives as long as the program. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** The program's version, kept in the file so that a person can tell who wrote it last. */
  readonly stationVersion: string;
  /** Room held back for the day the disk is full, in bytes; 64 MiB unless given, 0 for none. */
  readonly ballastBytes?: number;
  /** Below how much free room the disk is low; as rule R-07 says unless given. */
  readonly spaceLimits?: SpaceLimits;
  /** How long another process may hold the file before it counts as in use, in milliseconds; 1000 unless given. */
  readonly busyMs?: number;
}

const DEFAULT_BALLAST = 64 * 1_048_576;

/**
 * Opens the station's database: settings set and read back, a quick check, migrations. Refuses, and leaves untouched, a file
 * that another process holds, that a newer program wrote, or that is damaged or something else.
 */
export function openStationStore(options: OpenStationStore): Result<StationDatabase, OpenProblem> {
  let db: Database.Database | null = null;
  try {
    makePrivate(options.path);
    db = new Database(options.path, { timeout: options.busyMs ?? 1000 });
    const ready = prepare(db, options.path);
    if (!ready.ok) {
      db.close();
      return ready;
    }
    return ok(start(db, options));
  } catch (error) {
    db?.close();
    return err(openProblem(options.path, error));
  }
}

/**
 * Makes a new file readable by its owner only; SQLite gives its journal the same mode. A file that exists is not touched:
 * closing any descriptor of an open database would drop its locks (sqlite.org/howtocorrupt.html, section 2.2).
 */
function makePrivate(path: string): void {
  if (path === ':memory:' || existsSync(path) || !existsSync(dirname(path))) return;
  closeSync(openSync(path, 'wx', 0o600));
}

function prepare(db: Database.Database, path: string): Result<undefined, OpenProblem> {
  applySettings(db);
  const settings = checkSettings(db);
  if (!settings.ok) return settings;
  const check = String(db.pragma('quick_check(1)', { simple: true }));
  if (check !== 'ok') return err({ kind: 'corrupt', path, detail: check });
  const migrated = migrate(db, path);
  return migrated.ok ? done : migrated;
}

function start(db: Database.Database, options: OpenStationStore): StationDatabase {
  const { clock, random, logger } = options;
  const ballast = ballastAt(`${options.path}.ballast`, db.memory ? 0 : (options.ballastBytes ?? DEFAULT_BALLAST));
  const store = new SqliteStationStore({ db, clock, random, logger, ballast, spaceLimits: options.spaceLimits ?? usualSpaceLimits });
  const born = store.commit((tx) => {
    if (tx.meta('epoch') === null) {
      const epoch = uuidV7<'epoch'>(clock.now(), random);
      tx.putMeta('epoch', epoch);
      tx.putMeta(AUDIT_ORIGIN_KEY, epoch);
    }
    if (tx.meta('stationVersion') !== options.stationVersion) tx.putMeta('stationVersion', options.stationVersion);
    return done;
  });
  expectOk(born, 'the first write to the database');
  return store;
}
