import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a small file beside its place, flushes it and renames it, so that a power cut leaves the old text or the new one, whole. */
export function writeDurably(path: string, text: string): void {
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    // Whole or not at all: a nearly full disk takes a part of a single write, and says nothing.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  flushDirectory(dirname(path));
}

/** Removes a file for good; one that is not there is as good. */
export function removeDurably(path: string): void {
  rmSync(path, { force: true });
  flushDirectory(dirname(path));
}

/** Flushes what was written to a file by others. Never for a database that is open: closing the descriptor would drop its locks. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A new name is durable only when its directory is; Windows has no such call and needs none. */
export function flushDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
