import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { err, ok, type Result } from '../../../src/kernel/result.ts';
import type { DiskOp } from '../shim/disk-log.ts';
import { readDiskLog, runRecorded } from '../shim/run-recorded.ts';
import type { DiskImage } from './disk.ts';
import { clearFolder, makeOldDatabase } from './journeys/migration-journeys.ts';

/** What one journey did to its disk. */
export interface Recorded {
  readonly journey: string;
  /** What was on the disk before. */
  readonly initial: DiskImage;
  readonly ops: readonly DiskOp[];
}

/** Why there is no record: the journey itself did not come to its end. */
export interface JourneyFailed {
  readonly kind: 'journey-failed';
  readonly journey: string;
  readonly detail: string;
}

/** Walks a journey over the recorder, in a folder of its own below `under`, which is a resolved path. */
export async function recordJourney(library: string, under: string, journey: string): Promise<Result<Recorded, JourneyFailed>> {
  const folder = join(under, journey);
  clearFolder(folder);
  const old = /^migrate-(\d+)$/.exec(journey)?.[1];
  if (old !== undefined) makeOldDatabase(folder, Number(old));
  const initial = filesIn(folder);
  const log = join(under, `${journey}.log`);
  const program = [join(import.meta.dirname, 'journeys', 'main.ts'), journey];
  const ended = await runRecorded({ library, folder: realpathSync(folder), log, program });
  if (ended.code !== 0) return err({ kind: 'journey-failed', journey, detail: ended.stderr.slice(-2000) });
  return ok({ journey, initial, ops: readDiskLog(log) });
}

/** The files below a folder, by their paths in it. */
export function filesIn(folder: string): DiskImage {
  const files = new Map<string, Buffer>();
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(name));
    if (statSync(path).isFile()) files.set(relative(folder, path), readFileSync(path));
  }
  return files;
}
