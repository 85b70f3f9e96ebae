import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that only takes up room, to be given back when the disk is full, so that open sessions can finish. */
export interface Ballast {
  /** Gives the room back. False when there was none to give. */
  drop(): boolean;
  /** Takes the room again if the disk has twice as much to spare. True when the ballast is in place. */
  restore(): boolean;
}

const CHUNK = 1_048_576;

/** The ballast at `path`, of `bytes` bytes; 0 means none. Nothing is written before `restore`. */
export function ballastAt(path: string, bytes: number): Ballast {
  return {
    drop: () => {
      if (bytes === 0 || !existsSync(path)) return false;
      rmSync(path, { force: true });
      return true;
    },
    restore: () => {
      if (bytes === 0) return true;
      try {
        if (existsSync(path) && statSync(path).size >= bytes) return true;
        const disk = statfsSync(dirname(path));
        if (disk.bavail * disk.bsize < 2 * bytes) return false;
        fill(path, bytes);
        return true;
      } catch {
        rmSync(path, { force: true });
        return false;
      }
    },
  };
}

/** Writes real bytes: a file made longer without writing takes no room. */
function fill(path: string, bytes: number): void {
  const file = openSync(path, 'w', 0o600);
  try {
    const chunk = Buffer.alloc(Math.min(CHUNK, bytes), 0x50);
    for (let written = 0; written < bytes; ) written += writeSync(file, chunk, 0, Math.min(chunk.length, bytes - written));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
