import { createPublicKey, verify } from 'node:crypto';
import type { VerifyEd25519 } from '../../contract/pass/pass.ts';

/** An Ed25519 public key in DER (RFC 8410) is these 12 bytes and then the 32 of the key. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** Checks an Ed25519 signature with Node. For what comes a few times a year, so no key is remembered. */
export const verifySignature: VerifyEd25519 = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
};
