import type { VerifyEd25519 } from '../../contract/pass/pass.ts';

/** Cryptography that the use-cases need, kept behind a port so that they stay pure of Node. */
export interface Secrets {
  /** Compares a PIN with a stored `scrypt$N$r$p$salt$hash` in constant time; a null `stored` costs the same and is false. */
  checkPin(stored: string | null, pin: string): Promise<boolean>;
  /** SHA-256 of UTF-8 text, in hexadecimal. */
  sha256Hex(text: string): string;
  readonly verifyEd25519: VerifyEd25519;
}
