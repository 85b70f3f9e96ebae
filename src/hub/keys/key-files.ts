import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { keyPurpose, rootKey, signedBundle, type SignedBundle } from '../../contract/hub/keys.ts';
import type { SignEd25519, VerifyEd25519 } from '../../contract/pass/pass.ts';
import type { SecretFiles } from './secret-files.ts';

/** A private Ed25519 key with its public half (base64url of 32 bytes). */
export interface KeyPair {
  readonly pub: string;
  /** PKCS#8 in base64: what is kept in files. */
  readonly privateKey: string;
  readonly sign: SignEd25519;
}

/** An issuing key as this hub keeps it. Times are Unix seconds. */
export const ownKey = z.strictObject({
  kid: z.number().int().min(0).max(65_535),
  purpose: keyPurpose,
  nbf: z.number().int().min(0),
  naf: z.number().int().min(0),
  privateKey: z.string().max(400),
});
export type OwnKey = z.infer<typeof ownKey>;

const ownKeys = z.array(ownKey).max(1000);
/** The one key that a hub of before had. */
const oldKey = z.strictObject({ keyId: z.number().int().min(1).max(65_535), privateKey: z.string().max(400) });
const rootFile = z.strictObject({ privateKey: z.string().max(400) });
const pinFile = z.strictObject({ root: rootKey });

/** A new key. */
export function makeKeyPair(): KeyPair {
  return pairOf(generateKeyPairSync('ed25519').privateKey);
}

/** The key in a PKCS#8 text. Throws on anything else: a damaged secret is for people. */
export function readKeyPair(privateKey: string): KeyPair {
  return pairOf(createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }));
}

/** This hub's issuing keys of a tenant. A key of before is taken over; `naf` 0 says that nobody knows its end yet. */
export async function readOwnKeys(secrets: SecretFiles, tenantId: string): Promise<readonly OwnKey[]> {
  const stored = await secrets.read(ownName(tenantId));
  if (stored !== null) return ownKeys.parse(JSON.parse(stored));
  const old = await secrets.read(`pass-key-${tenantId}.json`);
  if (old === null) return [];
  const { keyId, privateKey } = oldKey.parse(JSON.parse(old));
  return [{ kid: keyId, purpose: 'pass', nbf: 0, naf: 0, privateKey }];
}

/** Keeps them, durably. */
export async function writeOwnKeys(secrets: SecretFiles, tenantId: string, keys: readonly OwnKey[]): Promise<void> {
  await secrets.write(ownName(tenantId), JSON.stringify(keys));
}

/** The tenant's root where this hub holds it itself, as in a demo or a shop that runs its own hub; null: it is kept offline. */
export async function readRoot(secrets: SecretFiles, tenantId: string): Promise<KeyPair | null> {
  const stored = await secrets.read(rootName(tenantId));
  return stored === null ? null : readKeyPair(rootFile.parse(JSON.parse(stored)).privateKey);
}

/** Makes a root that this hub holds itself. */
export async function makeRoot(secrets: SecretFiles, tenantId: string): Promise<KeyPair> {
  const root = makeKeyPair();
  await secrets.write(rootName(tenantId), JSON.stringify({ privateKey: root.privateKey }));
  return root;
}

/** The public half of the offline root that somebody pinned for this hub before it made one of its own. */
export async function readPinnedRoot(secrets: SecretFiles, tenantId: string): Promise<string | null> {
  const stored = await secrets.read(pinName(tenantId));
  return stored === null ? null : pinFile.parse(JSON.parse(stored)).root;
}

/** A bundle that somebody brought here, or null. One that is no bundle is as good as none. */
export async function readInstalled(secrets: SecretFiles, tenantId: string): Promise<SignedBundle | null> {
  const stored = await secrets.read(installName(tenantId));
  if (stored === null) return null;
  try {
    return signedBundle.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}

/** Names of the files in the folder of secrets that people carry to and from the offline root. */
export const rootName = (tenantId: string): string => `root-key-${tenantId}.json`;
export const pinName = (tenantId: string): string => `offline-root-${tenantId}.json`;
export const wantedName = (tenantId: string): string => `keys-wanted-${tenantId}.json`;
export const currentName = (tenantId: string): string => `key-bundle-${tenantId}.json`;
export const installName = (tenantId: string): string => `key-bundle-installed-${tenantId}.json`;
const ownName = (tenantId: string): string => `issuing-keys-${tenantId}.json`;

/** Checks an Ed25519 signature; false for a key that Node cannot load. */
export const verifyRaw: VerifyEd25519 = (publicKey, message, signature) => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
};

function pairOf(key: KeyObject): KeyPair {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  const privateKey = key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return { pub: x, privateKey, sign: (message) => Uint8Array.from(sign(null, message, key)) };
}
