import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { SignEd25519, VerifyEd25519 } from '../../src/contract/pass/pass.ts';

/** An Ed25519 key made from a fixed 32-byte seed, for tests and test vectors only. */
export interface SeededKey {
  readonly publicKey: Uint8Array;
  readonly sign: SignEd25519;
}

/** The key whose private seed is `seed` (64 hexadecimal digits). */
export function seededKey(seed: string): SeededKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, Buffer.from(seed, 'hex')]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(spki.subarray(SPKI_HEAD.length)),
    sign: (message) => Uint8Array.from(sign(null, message, privateKey)),
  };
}

/** Node's own Ed25519 check, as a station uses it; false for a key that Node cannot load. */
export const verifyWithNode: VerifyEd25519 = (publicKey, message, signature) => {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
  } catch {
    return false;
  }
  return verify(null, message, key, signature);
};

/** Fixed heads of the DER forms of an Ed25519 key (RFC 8410); 32 raw bytes follow. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
