import { createHmac } from 'node:crypto';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import type { SignEd25519 } from '../../contract/pass/pass.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { PhoneTokens } from '../domain/context.ts';
import type { SecretFiles } from './secret-files.ts';

/** A tenant's key that signs passes, or another of its purposes. The private half is in a secret file of this hub and nowhere else. */
export interface PassSigningKey {
  readonly keyId: number;
  /** No code of this key may begin before this moment (`notBefore`): stations refuse it. Unix seconds. */
  readonly leastNotBefore: number;
  readonly sign: SignEd25519;
}

/** Makes the secret of a bank's rotating codes (base64url of 32 bytes): the same for the same bank, and nothing of it is stored. */
export type BankKeys = (tenantId: string, bank: number) => string;

/** Makes the token of an order's page: 128 bits of an HMAC of its tenant and id, so that the same order has the same link for ever. */
export async function loadPhoneTokens(secrets: SecretFiles, random: RandomBytes): Promise<PhoneTokens> {
  const key = await loadSecret(secrets, random, 'phone-link.key');
  return (tenantId, orderId) => createHmac('sha256', key).update(`${tenantId}/${orderId}`).digest().subarray(0, 16).toString('base64url');
}

/** Derives the banks' secrets from one of this hub. */
export async function loadBankKeys(secrets: SecretFiles, random: RandomBytes): Promise<BankKeys> {
  const key = await loadSecret(secrets, random, 'bank-keys.key');
  return (tenantId, bank) => createHmac('sha256', key).update(`bank/${tenantId}/${bank}`).digest('base64url');
}

async function loadSecret(secrets: SecretFiles, random: RandomBytes, name: string): Promise<string> {
  const stored = await secrets.read(name);
  if (stored !== null) return stored;
  const made = encodeBase64Url(random(32));
  await secrets.write(name, made);
  return made;
}
