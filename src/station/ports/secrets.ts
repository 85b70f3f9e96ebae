import type { VerifyEd25519 } from '../../contract/pass/pass.ts';
import type { PassId } from '../../kernel/ids.ts';

/** Cryptography that the use-cases need, kept behind a port so that they stay pure of Node. */
export interface Secrets {
  /** Compares a PIN with a stored `scrypt$N$r$p$salt$hash` in constant time; a null `stored` costs the same and is false. */
  checkPin(stored: string | null, pin: string): Promise<boolean>;
  /** SHA-256 of UTF-8 text, in hexadecimal. */
  sha256Hex(text: string): string;
  /** The rotating code of a pass at a step (RFC 6238), or null: this station has no secret for its bank. */
  totpCode(passId: PassId, step: number): string | null;
  readonly verifyEd25519: VerifyEd25519;
}
