import { signPass } from '../../contract/pass/lk1.ts';
import type { PassKind } from '../../contract/pass/pass.ts';
import type { PassId, TenantId } from '../../kernel/ids.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { PassSigningKey } from '../keys/keys.ts';

/** Makes codes of one tenant. Its key was loaded before the transaction in which a code is made. */
export interface Mint {
  readonly random: RandomBytes;
  readonly tenantId: string;
  readonly key: PassSigningKey;
}

/** A code to be. Times in Unix seconds. */
export interface CodeWish {
  readonly kind: PassKind;
  readonly passId: string;
  readonly bank: number | 'any';
  readonly pin: boolean;
  readonly notBefore: number;
  readonly expires: number;
}

/** A code is valid from a little before it was made, for stations whose clock is behind. Seconds. */
const EARLY_SECONDS = 600;

/**
 * When a code that is asked for at a moment begins: a little before it, but never before its key lets it. The moment was taken before the key
 * was loaded, and a hub that has just started makes its key in between. Unix seconds.
 */
export function beginsAt({ leastNotBefore }: Pick<PassSigningKey, 'leastNotBefore'>, nowSeconds: number): number {
  return Math.max(nowSeconds - EARLY_SECONDS, leastNotBefore);
}

/** Signs a code. */
export function mintCode({ tenantId, key }: Mint, wish: CodeWish): string {
  const { kind, bank, pin, notBefore, expires } = wish;
  const flags = { pin, totp: false, assistOnly: false };
  const body = { kind, flags, keyId: key.keyId, bank, passId: wish.passId as PassId, generation: 0, notBefore, expires };
  return signPass(body, tenantId as TenantId, key.sign);
}
