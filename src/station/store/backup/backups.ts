import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Result } from '../../../kernel/result.ts';
import { err, ok } from '../../../kernel/result.ts';
import { flushDirectory, flushFile } from '../files.ts';
import type { CheckCopy, CheckDepth, CheckedCopy, UnsoundCopy } from './check-copy.ts';
import { backupName, backupTime, expiredBackups } from './names.ts';

/** A backup on disk. Only verified ones ever get their name. */
export interface BackupFile {
  readonly name: string;
  readonly path: string;
  readonly at: UnixMs;
  readonly bytes: number;
}

/** A backup just made. */
export interface BackupMade extends BackupFile {
  readonly checked: CheckedCopy;
}

/** Why there is no new backup. The older ones are untouched. */
export type BackupFailure = UnsoundCopy | { readonly kind: 'not-written'; readonly detail: string };

/** What making a backup needs. `copyTo` is the online copy of the open database (`StationDatabase.copyTo`). */
export interface BackupParts {
  readonly folder: string;
  readonly copyTo: (path: string) => Promise<void>;
  readonly check: CheckCopy;
  readonly depth: CheckDepth;
  readonly at: UnixMs;
}

/** What a copy under way is called; one that a crash left behind is removed by the next. One is under way at a time. */
export const DRAFT = 'backup-under-way.db';

/**
 * Makes a backup: an online copy beside the others, sealed, checked, flushed, and only then named. Whatever is called like a backup
 * is whole and was checked, whenever the power went.
 */
export async function makeBackup({ folder, copyTo, check, depth, at }: BackupParts): Promise<Result<BackupMade, BackupFailure>> {
  const draft = join(folder, DRAFT);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeDraft(draft);
    await copyTo(draft);
    chmodSync(draft, 0o600);
    const checked = await check(draft, depth, 'seal');
    if (!checked.ok) {
      removeDraft(draft);
      return checked;
    }
    flushFile(draft);
    const name = backupName(at);
    const path = join(folder, name);
    renameSync(draft, path);
    flushDirectory(folder);
    return ok({ name, path, at: backupTime(name) ?? at, bytes: statSync(path).size, checked: checked.value });
  } catch (error) {
    removeDraft(draft);
    return err({ kind: 'not-written', detail: (error instanceof Error ? error.message : String(error)).slice(0, 300) });
  }
}

/** The backups in a folder, the newest first. A folder that is not there, or cannot be read, has none. */
export function listBackups(folder: string): readonly BackupFile[] {
  const names = entriesOf(folder);
  const files = names.flatMap((name) => {
    const at = backupTime(name);
    const path = join(folder, name);
    const size = at === null ? undefined : statSync(path, { throwIfNoEntry: false })?.size;
    return at === null || size === undefined ? [] : [{ name, path, at, bytes: size }];
  });
  return files.toSorted((a, b) => b.at - a.at);
}

/** Removes the backups whose time is over; answers how many. */
export function pruneBackups(folder: string): number {
  const files = listBackups(folder);
  const expired = new Set(expiredBackups(files.map((file) => file.at)));
  const gone = files.filter((file) => expired.has(file.at));
  for (const file of gone) rmSync(file.path, { force: true });
  if (gone.length > 0) flushDirectory(folder);
  return gone.length;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

function removeDraft(draft: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) {
    try {
      rmSync(`${draft}${end}`, { force: true });
    } catch {
      // A disk that does not even let go of a draft is told of by the copy that fails on it.
    }
  }
}
