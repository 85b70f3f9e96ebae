import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { UnixMs } from '../../../kernel/clock.ts';
import { flushDirectory, removeDurably, writeDurably } from '../files.ts';
import { requestPath } from './request.ts';

/** Why the database that was there is put aside: it is damaged, or a person chose a backup instead. */
export type SwapReason = 'damaged' | 'replaced';

const ASIDE = /^(damaged|replaced)-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

const marker = z.object({ aside: z.string().regex(/^(damaged|replaced)-[0-9TZ]+$/) });

/** Where the database that is to take the place of `path` is made ready. */
export function incomingPath(path: string): string {
  return `${path}.incoming`;
}

/**
 * Puts the database at `incomingPath` in the place of the one at `path`, which is set aside whole (with its journal) until its time is over.
 * The marker is written before anything moves, so that a swap which the power cut short is finished by `finishSwap` at the next start:
 *
 * ```
 *  marker -> station.db-wal aside -> station.db aside -> incoming becomes station.db -> a request is done -> marker gone
 * ```
 * A journal left beside the new file would be played into it, which is why the old one moves first.
 */
export function swapIn(path: string, reason: SwapReason, stamp: string): string {
  const aside = `${reason}-${stamp}`;
  writeDurably(markerPath(path), JSON.stringify({ aside }));
  finishSwap(path);
  return `${path}.${aside}`;
}

/** Finishes a swap that was begun; does nothing when none was. True when one was finished. */
export function finishSwap(path: string): boolean {
  if (!existsSync(markerPath(path))) return false;
  const { aside } = marker.parse(JSON.parse(readFileSync(markerPath(path), 'utf8')));
  const incoming = incomingPath(path);
  if (existsSync(incoming)) {
    for (const end of ['-wal', '-shm', '-journal', '']) {
      if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${path}.${aside}${end}`);
    }
    flushDirectory(dirname(path));
    renameSync(incoming, path);
    flushDirectory(dirname(path));
  }
  removeDurably(requestPath(path));
  removeDurably(markerPath(path));
  return true;
}

/** A database that was put aside. `replaced`: it was whole, and a person chose another. */
export interface AsideFile {
  readonly path: string;
  readonly reason: SwapReason;
  readonly at: UnixMs;
}

/** The databases that were put aside beside the one at `path`. */
export function asideFiles(path: string): readonly AsideFile[] {
  const folder = dirname(path);
  return (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const match = name.startsWith(`${basename(path)}.`) ? ASIDE.exec(name.slice(basename(path).length + 1)) : null;
    if (match === null) return [];
    const [, reason, year, month, day, hour, minute, second] = match;
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return Number.isFinite(at) ? [{ path: join(folder, name), reason: reason === 'replaced' ? ('replaced' as const) : ('damaged' as const), at }] : [];
  });
}

/** Removes one of them with its journal. */
export function removeAside({ path }: AsideFile): void {
  for (const end of ['-wal', '-shm', '-journal', '']) rmSync(`${path}${end}`, { force: true });
  flushDirectory(dirname(path));
}

/** Removes what a preparation left behind that was never finished. Not while a marker stands. */
export function clearIncoming(path: string): void {
  if (existsSync(markerPath(path))) return;
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${incomingPath(path)}${end}`, { force: true });
}

/** The time as it stands in a file's name: `20261122T101500Z`. */
export function stampOf(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
}

function markerPath(path: string): string {
  return `${path}.swap.json`;
}
