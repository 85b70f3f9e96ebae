import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExportTarget } from '../../contract/station/service-views.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { ExportDisk, ExportProblem, WrittenFile } from '../ports/export-disk.ts';

/** What an export disk needs to know. */
export interface ExportDiskParts {
  /** A folder that is always offered; made when it is first written to. Null where the configuration names none. */
  readonly folder: string | null;
  /** Folders under which the system mounts what is plugged in: `/media`, `/run/media`. Each may hold a folder per user. */
  readonly mediaRoots: readonly string[];
}

/** Where Linux desktops and kiosks mount sticks. */
export const MEDIA_ROOTS: readonly string[] = ['/media', '/run/media', '/mnt'];

/** Chunks of this many bytes go to the disk, so that a year of audit needs no memory. */
const CHUNK_BYTES = 65_536;

/** The folder of the configuration and what is plugged in. Nothing but a folder of these is ever written to, whatever a page asks for. */
export function exportDisk(parts: ExportDiskParts): ExportDisk {
  const targets = async (): Promise<readonly ExportTarget[]> => {
    const media = (await Promise.all(parts.mediaRoots.map(mediaUnder))).flat();
    const folder = parts.folder === null ? [] : [await target(parts.folder, 'folder')];
    return [...folder, ...(await Promise.all(media.map((path) => target(path, 'medium'))))];
  };
  return {
    targets,
    write: async (targetId, name, lines) => {
      const known = (await targets()).find((candidate) => candidate.targetId === targetId);
      if (known === undefined) return err({ kind: 'gone' });
      return writeFile(known, name, lines);
    },
  };
}

async function target(path: string, kind: ExportTarget['kind']): Promise<ExportTarget> {
  return { targetId: path, name: basename(path).slice(0, 120), kind, freeBytes: await freeBytes(path) };
}

async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** A mounted medium is on another device than the folder that it is mounted in; an empty mount point is none. */
async function mediaUnder(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await folders(root)) {
    const path = join(root, entry.name);
    if (await isMount(path, root)) found.push(path);
    else for (const inner of await folders(path)) if (await isMount(join(path, inner.name), path)) found.push(join(path, inner.name));
  }
  return found;
}

async function folders(path: string): Promise<readonly Dirent[]> {
  try {
    return (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory()).slice(0, 50);
  } catch {
    return [];
  }
}

async function isMount(path: string, parent: string): Promise<boolean> {
  try {
    const [inner, outer] = await Promise.all([open(path, 'r'), open(parent, 'r')]);
    try {
      return (await inner.stat()).dev !== (await outer.stat()).dev;
    } finally {
      await inner.close();
      await outer.close();
    }
  } catch {
    return false;
  }
}

async function writeFile<T>(
  { targetId: folder, kind }: ExportTarget,
  name: string,
  lines: (write: (line: string) => Promise<void>) => Promise<T>,
): Promise<Result<WrittenFile & { readonly value: T }, ExportProblem>> {
  let path: string | null = null;
  try {
    if (kind === 'folder') await mkdir(folder, { recursive: true, mode: 0o700 });
    const opened = await openNew(folder, name);
    path = opened.path;
    const { value, sha256, bytes } = await fill(opened.file, lines);
    // What is open can be written to although its medium or folder is gone: only what can be found again was carried away.
    if ((await stat(path)).size !== bytes) return err({ kind: 'gone' });
    return ok({ path, sha256, value });
  } catch (error) {
    if (path !== null) await rm(path, { force: true }).catch(() => {});
    return err({ kind: problemOf(error) });
  }
}

/** A new file: what is there already is evidence too. */
async function openNew(folder: string, name: string): Promise<{ readonly path: string; readonly file: FileHandle }> {
  for (let copy = 0; ; copy++) {
    const path = join(folder, copy === 0 ? name : name.replace(/(\.[a-z]+)$/, `-${copy}$1`));
    try {
      return { path, file: await open(path, 'wx', 0o600) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || copy >= 100) throw error;
    }
  }
}

async function fill<T>(
  file: FileHandle,
  lines: (write: (line: string) => Promise<void>) => Promise<T>,
): Promise<{ readonly value: T; readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let waiting = '';
  const flush = async (): Promise<void> => {
    hash.update(waiting);
    bytes += Buffer.byteLength(waiting);
    // All of it, or an error: a single write may take less on a disk that is nearly full.
    await file.appendFile(waiting);
    waiting = '';
  };
  try {
    const value = await lines(async (line) => {
      waiting += `${line}\n`;
      if (waiting.length >= CHUNK_BYTES) await flush();
    });
    await flush();
    // A stick that is pulled a moment later must hold all of it.
    await file.sync();
    return { value, sha256: hash.digest('hex'), bytes };
  } finally {
    await file.close();
  }
}

function problemOf(error: unknown): ExportProblem['kind'] {
  const code = codeOf(error);
  // EFBIG: a stick formatted as FAT takes no file of four gigabytes, however much of it is free.
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'full';
  return code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO' || code === 'EIO' ? 'gone' : 'failed';
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : null;
}
