import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DiskOp, parseDiskLog } from './disk-log.ts';

/** A program to be run over the recorder. */
export interface RecordedRun {
  /** The compiled recorder. */
  readonly library: string;
  /** The folder that is watched: absolute, resolved, and there. */
  readonly folder: string;
  /** Where the record goes; outside the folder. */
  readonly log: string;
  /** A TypeScript program and its arguments. */
  readonly program: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How a recorded program ended. */
export interface RecordedEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path at which a recorded program speaks to the recorder; no file is there. */
export function controlPath(folder: string): string {
  return `${folder}.recorder-control`;
}

/** Names of the variables by which the recorder is told what to watch, and by which the program finds the control path. */
export function recorderEnv({ library, folder, log }: Pick<RecordedRun, 'library' | 'folder' | 'log'>): Record<string, string> {
  return {
    LD_PRELOAD: library,
    PASILLO_DISK_FOLDER: folder,
    PASILLO_DISK_LOG: log,
    PASILLO_DISK_CONTROL: controlPath(folder),
    // Files are read and written by the calls that the recorder stands before.
    UV_USE_IO_URING: '0',
  };
}

/** Runs a program to its end with every change below its folder recorded. */
export async function runRecorded(run: RecordedRun): Promise<RecordedEnd> {
  rmSync(run.log, { force: true });
  const child = spawn(process.execPath, [...run.program], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { ...process.env, ...run.env, ...recorderEnv(run) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, stderr };
}

/** What was recorded. */
export function readDiskLog(path: string): readonly DiskOp[] {
  return parseDiskLog(readFileSync(path));
}
