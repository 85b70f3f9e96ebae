import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a program holds after a collection of garbage, and open files and sockets (0 where the system does not tell). */
export interface Held {
  /** What is still referred to: the heap and what hangs on it. A leak shows here first. */
  readonly bytes: number;
  /** What the system has lent: it comes and goes by tens of megabytes with the collector's spare room. */
  readonly resident: number;
  readonly handles: number;
}

/** What this process holds now. */
export function heldNow(): Held {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { bytes: heapUsed + external, resident: rss, handles: openFiles() };
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
