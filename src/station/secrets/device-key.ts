import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import type { DeviceKey } from '../ports/sync.ts';

/** Why the device has no usable key. A damaged or exposed key is never replaced by itself: the station is enrolled again. */
export type DeviceKeyProblem =
  | { readonly kind: 'unreadable'; readonly path: string; readonly detail: string }
  /** Others on this machine may read the file. */
  | { readonly kind: 'exposed'; readonly path: string; readonly mode: string };

const SPKI_HEAD_BYTES = 12;

/** The key at `path`; makes one (readable by its owner only, flushed to disk) where there is none. */
export function openDeviceKey(path: string): Result<DeviceKey, DeviceKeyProblem> {
  try {
    if (!existsSync(path)) create(path);
    const mode = statSync(path).mode & 0o777;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) return err({ kind: 'exposed', path, mode: mode.toString(8) });
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType !== 'ed25519') return err({ kind: 'unreadable', path, detail: 'not an Ed25519 key' });
    return ok(deviceKey(key));
  } catch (error) {
    return err({ kind: 'unreadable', path, detail: error instanceof Error ? error.message : String(error) });
  }
}

function deviceKey(key: KeyObject): DeviceKey {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(SPKI_HEAD_BYTES).toString('base64url'),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
    sha256: (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest()),
  };
}

/** Written beside its place and then renamed, so that a power cut leaves either no key or a whole one. */
function create(path: string): void {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    // Whole or not at all: a nearly full disk takes a part of a single write, and half a key would be this device's for ever.
    writeFileSync(file, String(pem));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  flushDirectory(dirname(path));
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
