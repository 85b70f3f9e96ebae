/**
 * `npm run restore`: goes back to a backup of a station's database, while the station does not run.
 *
 * ```
 *  npm run restore -- --config station.json --list
 *  npm run restore -- --config station.json --from station-20261122T101500Z.db [--dry-run] [--yes]
 * ```
 * It checks the backup, says what will happen, asks to type the station's name, and leaves the wish that the next start obeys. Nothing is
 * deleted: the database of today is set aside whole.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../src/kernel/result.ts';
import { readStationFile, type StationFile } from '../src/station/config.ts';
import { storagePlan } from '../src/station/storage-plan.ts';
import { type BackupFile, listBackups } from '../src/station/store/backup/backups.ts';
import { checkCopy } from '../src/station/store/backup/check-copy.ts';
import { readKeepsake } from '../src/station/store/recovery/keepsake.ts';
import { writeRequest } from '../src/station/store/recovery/request.ts';
import { demoFolder } from './world/paths.ts';

const USAGE = `usage: npm run restore -- [--config FILE] --list | --from NAME [--dry-run] [--yes]
  --config FILE  the station's file (default: the demonstration's)
  --list         the backups, the newest first, each checked
  --from NAME    goes back to this one at the next start of the station
  --dry-run      checks and says what would happen, and leaves everything as it is
  --yes          does not ask`;

type Said = Result<readonly string[], { readonly message: string }>;

const outcome = await run(process.argv.slice(2));
if (outcome.ok) process.stdout.write(`${outcome.value.join('\n')}\n`);
else process.stderr.write(`${outcome.error.message}\n`);
process.exitCode = outcome.ok ? 0 : 1;

async function run(args: readonly string[]): Promise<Said> {
  const flags = readFlags(args);
  if (flags === null) return err({ message: USAGE });
  const file = readStationFile(flags.config);
  if (!file.ok) return err({ message: `The configuration ${flags.config} cannot be used: ${file.error.kind}.` });
  const { path, backupFolders } = storagePlan(file.value);
  const backups = backupFolders.flatMap((folder) => listBackups(folder)).toSorted((a, b) => b.at - a.at);
  if (flags.list) return ok(backups.length === 0 ? ['There are no backups.'] : backups.map(describe));
  const backup = backups.find(({ name }) => name === flags.from);
  if (backup === undefined) return err({ message: `There is no backup ${flags.from ?? ''}. --list shows which there are.` });
  const checked = checkCopy(backup.path, 'full');
  if (!checked.ok) return err({ message: `The backup is of no use: ${checked.error.detail}` });
  if (isRunning(path)) return err({ message: 'The station is running: stop it first. A technician can also do this on its service screen.' });
  const plan = planOf(file.value, backup);
  if (flags.dryRun) return ok([...plan, 'Nothing was changed (--dry-run).']);
  const name = readKeepsake(path)?.identity?.stationId ?? 'station';
  process.stdout.write(`${plan.join('\n')}\n`);
  if (!flags.yes && !(await isConfirmed(name))) return err({ message: 'That is not its name. Nothing was changed.' });
  writeRequest(path, { name: backup.name, at: Date.now(), by: ['console'] });
  return ok(['The next start of the station goes back to this backup.']);
}

function readFlags(args: readonly string[]): { config: string; list: boolean; from: string | undefined; dryRun: boolean; yes: boolean } | null {
  try {
    const yesNo = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string', default: join(demoFolder, 'station.json') },
        list: yesNo,
        from: { type: 'string' },
        'dry-run': yesNo,
        yes: yesNo,
        help: yesNo,
      },
    });
    const { config, list, from, yes, help } = values;
    return help || list === (from !== undefined) ? null : { config, list, from, dryRun: values['dry-run'], yes };
  } catch {
    return null;
  }
}

function describe(backup: BackupFile): string {
  const checked = checkCopy(backup.path, 'quick');
  const state = checked.ok ? `sound, ${checked.value.audit.seq} audit entries` : `DAMAGED: ${checked.error.detail}`;
  return `${backup.name}  ${new Date(backup.at).toISOString()}  ${(backup.bytes / 1_048_576).toFixed(1)} MiB  ${state}`;
}

function planOf({ dataDir }: StationFile, backup: BackupFile): readonly string[] {
  return [
    `Station in ${dataDir}`,
    `  goes back to ${backup.name}, made ${new Date(backup.at).toISOString()}`,
    '  today’s database is set aside beside it, and what waits for the hub in it is still delivered',
    '  every compartment has to be looked into before it opens for anybody; loading waits until the hub has heard of this',
  ];
}

/** The database is held by one program at a time: when it cannot be had, the station runs. A damaged one is held by nobody. */
function isRunning(path: string): boolean {
  if (!existsSync(path)) return false;
  const db = new Database(path, { timeout: 0 });
  try {
    // As the station itself does: no shared-memory file is made, and none is left behind.
    db.pragma('locking_mode = EXCLUSIVE');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
  } finally {
    db.close();
  }
}

async function isConfirmed(name: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const typed = await asking.question(`Type the station's name (${name}) to go on: `);
  asking.close();
  return typed.trim() === name;
}
