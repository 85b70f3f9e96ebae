import { z } from 'zod';
import { issuingKey, type IssuingKey, type KeyBundle, signBundle, type SignedBundle, verifyBundle } from '../../contract/hub/keys.ts';
import { uuid } from '../../contract/schema.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type KeyPair, verifyRaw } from './key-files.ts';
import { bundledKeys, nextSeq } from './plan-keys.ts';

/** The file in which a hub says which keys it wants signed. */
export const wantedKeys = z.strictObject({ tenant: uuid, keys: z.array(issuingKey).max(200) });
export type WantedKeys = z.infer<typeof wantedKeys>;

/** Why no bundle was made. */
export type BundleRefusal = { readonly kind: 'not-of-this-root' | 'other-tenant' | 'number-taken' | 'no-such-key' };

/** Reads a bundle that this root signed. */
export function openBundle(root: KeyPair, tenant: string, row: SignedBundle): Result<KeyBundle, BundleRefusal> {
  const read = verifyBundle(row, { tenantId: tenant, root: root.pub, verify: verifyRaw });
  return read.ok ? read : err({ kind: 'not-of-this-root' });
}

/** The next bundle with what a hub wants in it: what still matters of the one before, and the new keys. `before` null: the first. */
export function addKeys(root: KeyPair, before: KeyBundle | null, wanted: WantedKeys, nowSeconds: number): Result<SignedBundle, BundleRefusal> {
  if (before !== null && before.tenant !== wanted.tenant) return err({ kind: 'other-tenant' });
  const known = before?.keys ?? [];
  const isTaken = wanted.keys.some((key) => known.some((other) => other.kid === key.kid && other.pub !== key.pub));
  if (isTaken) return err({ kind: 'number-taken' });
  const added = wanted.keys.filter((key) => !known.some((other) => other.kid === key.kid));
  return ok(nextBundle(root, wanted.tenant, before, [...known, ...added], nowSeconds));
}

/** The next bundle with one key changed: revoked, or limited to what it signs from a moment on (rule T-03). */
export function changeKey(
  root: KeyPair,
  before: KeyBundle,
  kid: number,
  change: Partial<Pick<IssuingKey, 'revoked' | 'minNbf'>>,
  nowSeconds: number,
): Result<SignedBundle, BundleRefusal> {
  if (!before.keys.some((key) => key.kid === kid)) return err({ kind: 'no-such-key' });
  const keys = before.keys.map((key) => (key.kid === kid ? { ...key, ...change } : key));
  return ok(nextBundle(root, before.tenant, before, keys, nowSeconds));
}

function nextBundle(root: KeyPair, tenant: string, before: KeyBundle | null, keys: readonly IssuingKey[], nowSeconds: number): SignedBundle {
  const seq = nextSeq(before?.seq ?? 0, nowSeconds);
  const bundle = { tenant, seq, issuedAt: nowSeconds * 1000, keys: [...bundledKeys(keys, nowSeconds)], minAppVersion: before?.minAppVersion ?? null };
  return signBundle(bundle, root.sign);
}
