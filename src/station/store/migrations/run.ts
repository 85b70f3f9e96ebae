import type { Database } from 'better-sqlite3';
import type { Result } from '../../../kernel/result.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { OpenProblem } from '../problems.ts';
import { migration0010 } from './0010-domain.ts';
import { migration0020 } from './0020-queue-and-audit.ts';
import { migration0030 } from './0030-checks.ts';
import { migration0040 } from './0040-buses.ts';
import { migration0050 } from './0050-silo.ts';
import { migration0060 } from './0060-collect.ts';
import { migration0070 } from './0070-returns.ts';
import { migration0080 } from './0080-low-doors.ts';
import { migration0090 } from './0090-keys.ts';
import { migration0110 } from './0110-service.ts';
import { migration0120 } from './0120-load-round.ts';
import { migration0130 } from './0130-collected-elsewhere.ts';
import { migration0140 } from './0140-ways.ts';
import { migration0141 } from './0141-at-the-desk.ts';
import { migration0144 } from './0144-loyalty.ts';
import { migration0148 } from './0148-order-money.ts';
import { migration0156 } from './0156-stock.ts';
import { migration0159 } from './0159-help-queue.ts';
import { migration0162 } from './0162-refused-bodies.ts';
import { migration0163 } from './0163-refused-discounts.ts';
import type { Migration } from './migration.ts';

/** Every step of `station.db`, oldest first. */
export const stationMigrations: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0030,
  migration0040,
  migration0050,
  migration0060,
  migration0070,
  migration0080,
  migration0090,
  migration0110,
  migration0120,
  migration0130,
  migration0140,
  migration0141,
  migration0144,
  migration0148,
  migration0156,
  migration0159,
  migration0162,
  migration0163,
];

/** Marks a file as the station's (`PRAGMA application_id`): "PASt" in ASCII. */
export const STATION_APPLICATION_ID = 0x50415374;

/** The version that this program's schema has. */
export const STATION_SCHEMA: number = stationMigrations.at(-1)?.version ?? 0;

/**
 * Brings a database to `upTo`, one transaction per step, and answers with its version before. A newer database and one of
 * another program are refused untouched. Throws SQLite's errors.
 */
export function migrate(db: Database, path: string, migrations: readonly Migration[] = stationMigrations): Result<number, OpenProblem> {
  const found = Number(db.pragma('user_version', { simple: true }));
  const applicationId = Number(db.pragma('application_id', { simple: true }));
  const known = migrations.at(-1)?.version ?? 0;
  const empty = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()) === 0;
  if (applicationId !== STATION_APPLICATION_ID && !(empty && found === 0)) return err({ kind: 'another-database', path, applicationId });
  if (found > known) return err({ kind: 'newer-database', path, found, known });
  for (const step of migrations) {
    if (step.version <= found) continue;
    db.transaction(() => {
      step.up(db);
      db.pragma(`application_id = ${STATION_APPLICATION_ID}`);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  }
  return ok(found);
}
