import { z } from 'zod';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SignEd25519, VerifyEd25519 } from '../pass/pass.ts';
import { text, unixMs, uuid } from '../schema.ts';
import { decodeBase64Url } from './base64.ts';
import { isSealIntact, parseJson, seal } from './sealed.ts';

const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const unixSeconds = z.number().int().min(0).max(0xffffffff);

/** What a key of a tenant signs. A key of one purpose is no key for another (rule H-16). */
export const keyPurpose = z.enum(['pass', 'command', 'audit']);
export type KeyPurpose = z.infer<typeof keyPurpose>;

/** A tenant's public key (base64url of the raw 32 bytes). Times are Unix seconds. */
export const issuingKey = z.strictObject({
  /** Its number, given to no other key of the tenant whatever its purpose. */
  kid: z.number().int().min(0).max(65_535),
  pub: publicKey,
  purpose: keyPurpose,
  /** First and last moment at which it signs. A pass of it carries a beginning between the two. */
  nbf: unixSeconds,
  naf: unixSeconds,
  /** What begins earlier is refused: how a key that leaked is limited without losing what it signed since. */
  minNbf: unixSeconds,
  revoked: z.boolean(),
});
export type IssuingKey = z.infer<typeof issuingKey>;

/** Every key that a tenant's stations are to believe (rule T-01). Trust is presence in the bundle of the highest `seq`. */
export const keyBundle = z.strictObject({
  tenant: uuid,
  /** Rises with every bundle: a station never goes back to a lower one. */
  seq: z.number().int().min(1).max(0xffffffff),
  issuedAt: unixMs,
  keys: z.array(issuingKey).max(200),
  /** Stations whose program is older ask to be updated; null: any will do. */
  minAppVersion: text(20)
    .regex(/^\d+\.\d+\.\d+$/)
    .nullable(),
});
export type KeyBundle = z.infer<typeof keyBundle>;

/** The row `bundle` of the bucket `keys`: the bundle as exact JSON text, signed with the tenant's offline root key. */
export const signedBundle = z.strictObject({ body: z.string().max(65_536), signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/) });
export type SignedBundle = z.infer<typeof signedBundle>;

/** The key of the one row of the bucket `keys`. */
export const BUNDLE_ROW = 'bundle';

/** The public half of a tenant's root key, base64url. A station pins it when it is enrolled. */
export const rootKey = publicKey;

/** Why a bundle is not believed. */
export type BundleProblem = { readonly kind: 'signature' | 'malformed' | 'other-tenant' | 'twice-a-number' };

/** Signs a bundle with the tenant's root key: Ed25519 over `LOCKBANK-KEYS-v1\0`, tenant id (16 bytes), body. */
export function signBundle(bundle: KeyBundle, sign: SignEd25519): SignedBundle {
  return seal(DOMAIN, bundle.tenant, keyBundle.parse(bundle), sign);
}

/** Believes a bundle, or says why not. The signature comes first; the caller compares `seq` with the one it has. */
export function verifyBundle(
  row: SignedBundle,
  context: { readonly tenantId: string; readonly root: string; readonly verify: VerifyEd25519 },
): Result<KeyBundle, BundleProblem> {
  const root = decodeBase64Url(context.root);
  if (root === null || !isSealIntact(DOMAIN, context.tenantId, row, root, context.verify)) return err({ kind: 'signature' });
  const parsed = keyBundle.safeParse(parseJson(row.body));
  if (!parsed.success) return err({ kind: 'malformed' });
  const { tenant, keys } = parsed.data;
  if (tenant !== context.tenantId) return err({ kind: 'other-tenant' });
  if (new Set(keys.map((key) => key.kid)).size !== keys.length) return err({ kind: 'twice-a-number' });
  return ok(parsed.data);
}

const DOMAIN = 'LOCKBANK-KEYS-v1';
