import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { decodeBase64Url } from '../../contract/hub/base64.ts';
import { done, err } from '../../kernel/result.ts';
import type { KeepBankKey } from '../ports/sync.ts';

/** The secret of this station's bank, from which the rotating codes of its passes are made. In no database, no backup and no log. */
export interface BankKey {
  /** The 32 bytes, or null where there is none that only this user may read. */
  read(): Uint8Array | null;
  readonly keep: KeepBankKey;
}

/** The secret in the file at `path` (0600), which need not be there. */
export function openBankKey(path: string): BankKey {
  let known = load(path);
  return {
    read: () => known,
    keep: (key) => {
      try {
        write(path, key);
        known = load(path);
        return done;
      } catch (error) {
        return err({ kind: 'storage', detail: `the bank's key: ${error instanceof Error && 'code' in error ? String(error.code) : 'not written'}` });
      }
    },
  };
}

/** A damaged or exposed file is no secret: rotating codes are refused then, and everything else goes on. */
function load(path: string): Uint8Array | null {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) return null;
    const bytes = decodeBase64Url(readFileSync(path, 'utf8').trim());
    return bytes?.length === 32 ? bytes : null;
  } catch {
    return null;
  }
}

/** Written beside its place and then renamed, so that a power cut leaves either the old one or the new one. */
function write(path: string, key: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    // Whole or not at all: a nearly full disk takes a part of a single write.
    writeFileSync(file, `${key}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
