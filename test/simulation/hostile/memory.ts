import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a program holds: resident bytes after a collection, and open files and sockets (0 where the system does not tell). */
export interface Held {
  readonly bytes: number;
  readonly handles: number;
}

/** What this process holds now. */
export function heldNow(): Held {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return { bytes: process.memoryUsage().rss, handles: openFiles() };
}

/** The p-th part of some durations; 0 of none. */
export function percentile(durations: readonly number[], part: number): number {
  const sorted = durations.toSorted((one, two) => one - two);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
