import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';

/** Why the secret cannot be used; `detail` names the file. */
export interface SecretProblem {
  readonly kind: 'session-secret';
  readonly detail: string;
}

const SECRET_BYTES = 32;

/**
 * The secret that signs page cookies, made at the first start and kept in `file`, readable by its owner only. A file that
 * others can read, or of another size, is refused: somebody else has had a hand in it.
 */
export function loadSessionSecret(file: string, random: RandomBytes): Result<Uint8Array, SecretProblem> {
  try {
    return readSecret(file);
  } catch (error) {
    if (!isMissing(error)) return err({ kind: 'session-secret', detail: `${file} cannot be read.` });
  }
  try {
    return ok(writeSecret(file, random(SECRET_BYTES)));
  } catch {
    return err({ kind: 'session-secret', detail: `${file} cannot be written.` });
  }
}

function readSecret(file: string): Result<Uint8Array, SecretProblem> {
  const bytes = readFileSync(file);
  const othersMayRead = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  if (othersMayRead) return err({ kind: 'session-secret', detail: `${file} can be read by others than its owner.` });
  if (bytes.length !== SECRET_BYTES) return err({ kind: 'session-secret', detail: `${file} is damaged; without it a new one is made.` });
  return ok(new Uint8Array(bytes));
}

function writeSecret(file: string, secret: Uint8Array): Uint8Array {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, secret);
  fsyncSync(handle);
  closeSync(handle);
  return secret;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
