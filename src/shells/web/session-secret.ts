import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
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

/** Written beside its place and then renamed: a power cut or a full disk leaves no secret or a whole one, since a part of one is refused. */
function writeSecret(file: string, secret: Uint8Array): Uint8Array {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(handle, secret);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  flushDirectory(dirname(file));
  return secret;
}

/** The new name is durable only when its directory is; Windows has no such call and needs none. */
function flushDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
