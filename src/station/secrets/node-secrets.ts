import { createHash, createHmac, createPublicKey, hkdfSync, type KeyObject, scrypt, timingSafeEqual, verify } from 'node:crypto';
import type { VerifyEd25519 } from '../../contract/pass/pass.ts';
import { totpDigits } from '../../core/passes/totp.ts';
import { fromHex, type PassId } from '../../kernel/ids.ts';
import type { Secrets } from '../ports/secrets.ts';

/** Cost and material of a stored PIN, `scrypt$N$r$p$saltHex$hashHex`. */
interface StoredPin {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Ed25519 public keys in DER (RFC 8410) are these 12 bytes and then the 32 of the key. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const KEYS_REMEMBERED = 64;
/** What an unknown code costs: the parameters that the hub stores PINs with. */
const DUMMY: StoredPin = { cost: 32_768, blockSize: 8, parallel: 1, salt: Buffer.alloc(16), hash: Buffer.alloc(32) };

/** Node's own cryptography behind the station's port. `bankKey` is the secret of this station's bank, or null where there is none. */
export function nodeSecrets(bankKey: () => Uint8Array | null = () => null): Secrets {
  return {
    checkPin: async (stored, pin) => {
      const parsed = stored === null ? null : parseStoredPin(stored);
      const wanted = parsed ?? DUMMY;
      const derived = await derive(pin, wanted);
      return timingSafeEqual(derived, wanted.hash) && parsed !== null;
    },
    sha256Hex: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    totpCode: (passId, step) => {
      const secret = bankKey();
      return secret === null ? null : totpCode(secret, passId, step);
    },
    verifyEd25519: cachingVerifier(),
  };
}

/**
 * A rotating code (RFC 6238 with SHA-256, 30 s, eight digits) under the key of one pass: HKDF-SHA-256 (RFC 5869) of the bank's secret, no
 * salt, with `LOCKBANK-TOTP-v1\0` and the pass's id as info. Whoever learns a pass's key knows nothing of the others.
 */
export function totpCode(bankKey: Uint8Array, passId: PassId, step: number): string {
  const info = Buffer.concat([Buffer.from('LOCKBANK-TOTP-v1\0', 'ascii'), fromHex(passId)]);
  const key = Buffer.from(hkdfSync('sha256', bankKey, new Uint8Array(0), info, 32));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  return totpDigits(createHmac('sha256', key).update(counter).digest());
}

/** Reads a stored PIN; null for anything that would cost this machine too much or is no such text. */
function parseStoredPin(stored: string): StoredPin | null {
  const [, n, r, p, salt, hash] = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([0-9a-f]{16,128})\$([0-9a-f]{32,128})$/.exec(stored) ?? [];
  if (n === undefined || r === undefined || p === undefined || salt === undefined || hash === undefined) return null;
  const [cost, blockSize, parallel] = [Number(n), Number(r), Number(p)];
  const powerOfTwo = cost >= 2 && Number.isInteger(Math.log2(cost));
  if (!powerOfTwo || cost > 131_072 || blockSize < 1 || blockSize > 16 || parallel < 1 || parallel > 4) return null;
  if (salt.length % 2 !== 0 || hash.length % 2 !== 0) return null;
  return { cost, blockSize, parallel, salt: Buffer.from(salt, 'hex'), hash: Buffer.from(hash, 'hex') };
}

/** scrypt needs 128 * N * r bytes and some more; Node's own limit (32 MiB) is just below what N = 2^15 takes. */
function derive(pin: string, stored: StoredPin): Promise<Buffer> {
  const { cost, blockSize, parallel, salt, hash } = stored;
  const maxmem = 128 * blockSize * (cost + parallel + 2) + 1_048_576;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hash.length, { N: cost, r: blockSize, p: parallel, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** Loading a key costs as much as using it, so the last few are kept. A key that cannot be loaded verifies nothing. */
function cachingVerifier(): VerifyEd25519 {
  const keys = new Map<string, KeyObject | null>();
  const load = (publicKey: Uint8Array): KeyObject | null => {
    const name = Buffer.from(publicKey).toString('hex');
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= KEYS_REMEMBERED) keys.clear();
    const loaded = loadPublicKey(publicKey);
    keys.set(name, loaded);
    return loaded;
  };
  return (publicKey, message, signature) => {
    const key = load(publicKey);
    return key !== null && signature.length === 64 && verify(null, message, key, signature);
  };
}

function loadPublicKey(raw: Uint8Array): KeyObject | null {
  if (raw.length !== 32) return null;
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
