import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { flushDirectory, removeDurably, writeDurably } from '../files.ts';
import { requestPath } from './request.ts';

/** Why the database that was there is put aside: it is damaged, or a person chose a backup instead. */
export type SwapReason = 'damaged' | 'replaced';

const marker = z.object({ aside: z.string().regex(/^(damaged|replaced)-[0-9TZ]+$/) });

/** Where the database that is to take the place of `path` is made ready. */
export function incomingPath(path: string): string {
  return `${path}.incoming`;
}

/**
 * Puts the database at `incomingPath` in the place of the one at `path`, which is set aside whole (with its journal) and never deleted.
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
