import { createHash } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { SnapshotManifest } from '../../../contract/hub/snapshot.ts';
import type { SnapshotProblem } from '../../ports/sync.ts';
import { flushDirectory, flushFile } from '../files.ts';
import { freeBytesAt } from '../free-bytes.ts';
import { sqliteCode } from '../problems.ts';
import { CATALOGUE_VERSION, strangeness } from './schema.ts';

/** A snapshot on its way in, in a file beside the catalogue. */
export interface TakingIn {
  /** Parts that are here, from an earlier try too. */
  readonly parts: number;
  /** Keeps the next part. */
  take(index: number, bytes: Uint8Array, isPacked: boolean): SnapshotProblem | null;
  /** All parts are here: looks whether it is a catalogue, and makes it durable. */
  complete(): SnapshotProblem | null;
  close(): void;
}

/** Left free beside a snapshot and what will be written into it, in bytes. */
const RESERVE = 67_108_864;

const cursorRow = z.object({ bucket: z.string(), value: z.number() });

/** Where a snapshot is written until it is whole. */
export function comingPath(path: string): string {
  return `${path}.coming`;
}

/**
 * Opens the file beside the catalogue at `path`. What an earlier try left there counts as far as it is what the manifest says, so that nothing else
 * has to be remembered of that try: not how far it came, nor which snapshot it was of.
 */
export function takeIn(path: string, manifest: SnapshotManifest): TakingIn | SnapshotProblem {
  if (manifest.format !== CATALOGUE_VERSION) return wrong('not-a-catalogue');
  const coming = comingPath(path);
  const here = existsSync(coming) ? statSync(coming).size : 0;
  const free = freeBytesAt(dirname(path));
  if (free !== null && free + here < 2 * manifest.bytes + RESERVE) return { kind: 'no-room' };
  const file = openSync(coming, here === 0 ? 'w+' : 'r+', 0o600);
  let parts = soundParts(file, manifest);
  ftruncateSync(file, Math.min(parts * manifest.partBytes, manifest.bytes));
  return {
    get parts() {
      return parts;
    },
    take: (index, bytes, isPacked) => {
      const from = index * manifest.partBytes;
      const length = Math.min(manifest.partBytes, manifest.bytes - from);
      const part = isPacked ? unpacked(bytes, length) : bytes;
      if (part === null) return wrong('packing');
      if (index !== parts || part.length !== length) return wrong('length');
      if (sha256(part) !== manifest.parts[index]) return wrong('hash');
      for (let done = 0; done < length; ) done += writeSync(file, part, done, length - done, from + done);
      // Flushed part by part while the next one is on its way, so that little is left to wait for at the end.
      fdatasyncSync(file);
      parts += 1;
      return null;
    },
    complete: () => (parts === manifest.parts.length ? examined(coming, manifest) : wrong('length')),
    close: () => closeSync(file),
  };
}

/**
 * What puts the file in the catalogue's place, step by step; nobody has the catalogue open meanwhile, and all that was in its log is in it. Between any two of them, and in the
 * middle of any, the power may go: what is opened then is the old catalogue or the new one.
 */
export function swapSteps(path: string): readonly (() => void)[] {
  const log = `${path}-wal`;
  return [
    () => {
      // Without its log the old file would be an older one, and with the old log the new file would be none at all.
      if (existsSync(log) && statSync(log).size > 0) throw new Error('the log of the catalogue is not empty');
    },
    () => rmSync(log, { force: true }),
    () => rmSync(`${path}-shm`, { force: true }),
    () => flushDirectory(dirname(path)),
    () => renameSync(comingPath(path), path),
    () => flushDirectory(dirname(path)),
  ];
}

/** Takes away what is here of a snapshot. */
export function forgetComing(path: string): void {
  for (const file of ['', '-wal', '-shm', '-journal']) rmSync(`${comingPath(path)}${file}`, { force: true });
}

function soundParts(file: number, { parts, partBytes, bytes }: SnapshotManifest): number {
  const here = fstatSync(file).size;
  const part = here === 0 ? null : Buffer.alloc(partBytes);
  for (let index = 0; index < parts.length && part !== null; index++) {
    const from = index * partBytes;
    const length = Math.min(partBytes, bytes - from);
    if (here < from + length || readSync(file, part, 0, length, from) !== length || sha256(part.subarray(0, length)) !== parts[index]) return index;
  }
  return here === 0 ? 0 : parts.length;
}

function unpacked(bytes: Uint8Array, length: number): Uint8Array | null {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: length });
  } catch {
    // Not packed, or longer than it may be: either way none of ours.
    return null;
  }
}

/** Every byte is the hub's by now. Whether it is a catalogue as this program keeps it is looked at all the same: it will be written to, and its hub may be of another release. */
function examined(coming: string, manifest: SnapshotManifest): SnapshotProblem | null {
  try {
    const db = new Database(coming);
    try {
      db.pragma('trusted_schema = OFF');
      const strange = strangeness(db);
      if (strange !== null) return wrong(strange);
      const rows = z.array(cursorRow).parse(db.prepare('SELECT bucket, value FROM cursor').all());
      const fits = rows.every(({ bucket, value }) => value === Object.entries(manifest.cursors).find(([name]) => name === bucket)?.[1]);
      if (!fits) return wrong('cursors');
      db.pragma('journal_mode = WAL');
    } finally {
      db.close();
    }
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
    return wrong('not-a-catalogue');
  }
  flushFile(coming);
  return null;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function wrong(detail: Extract<SnapshotProblem, { kind: 'wrong-snapshot' }>['detail']): SnapshotProblem {
  return { kind: 'wrong-snapshot', detail };
}
