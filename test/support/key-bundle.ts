import { encodeBase64Url } from '../../src/contract/hub/base64.ts';
import { type IssuingKey, type KeyBundle, signBundle, type SignedBundle } from '../../src/contract/hub/keys.ts';
import type { Tables } from '../../src/station/store/tables/tables.ts';
import { seededKey } from './ed25519.ts';

/** The root of the tests' tenants, and its public half as a station pins it. */
export const root = seededKey('77'.repeat(32));
export const rootPublic = encodeBase64Url(root.publicKey);
/** The hub's key for commands from afar. */
export const commandKey = seededKey('22'.repeat(32));

/** A key that has always signed and always will. */
export function issuingKeyOf(kid: number, publicKey: Uint8Array, change: Partial<IssuingKey> = {}): IssuingKey {
  return { kid, pub: encodeBase64Url(publicKey), purpose: 'pass', nbf: 0, naf: 0xffffffff, minNbf: 0, revoked: false, ...change };
}

/** A bundle of these keys. */
export function bundleOf(tenant: string, keys: readonly IssuingKey[], change: Partial<KeyBundle> = {}): KeyBundle {
  return { tenant, seq: 1, issuedAt: 0, keys: [...keys], minAppVersion: null, ...change };
}

/** The same, signed by the tests' root. */
export function signedBundleOf(tenant: string, keys: readonly IssuingKey[], change: Partial<KeyBundle> = {}): SignedBundle {
  return signBundle(bundleOf(tenant, keys, change), root.sign);
}

/** Gives a station its keys, as the first sync does. */
export function giveKeys(tables: Tables, tenant: string, keys: readonly IssuingKey[], change: Partial<KeyBundle> = {}): void {
  const bundle = bundleOf(tenant, keys, change);
  tables.keys.putBundle(bundle, JSON.stringify(bundle));
}
