import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import type { SignEd25519 } from '../../contract/pass/pass.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { putRows } from '../db/buckets.ts';
import type { Database } from '../db/database.ts';
import { num } from '../db/rows.ts';
import type { SecretFiles } from './secret-files.ts';

/** A tenant's key that signs passes. The private half is in a secret file of this hub and nowhere else. */
export interface PassSigningKey {
  readonly keyId: number;
  readonly sign: SignEd25519;
}

const keyFile = z.strictObject({ keyId: z.number().int().min(1).max(65_535), privateKey: z.string().max(400) });

/** The tenant's pass key, made at the first start; its public half is published to all stations of the tenant. */
export async function loadPassKey(db: Database, secrets: SecretFiles, tenantId: string): Promise<PassSigningKey> {
  const name = `pass-key-${tenantId}.json`;
  const stored = await secrets.read(name);
  if (stored !== null) {
    const { keyId, privateKey } = keyFile.parse(JSON.parse(stored));
    const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    await publishKey(db, tenantId, keyId, key);
    return signingKey(keyId, key);
  }
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const [row] = await db.query('SELECT coalesce(max(key_id), 0) + 1 AS next FROM pass_keys WHERE tenant_id = $1', [tenantId]);
  const keyId = num(row, 'next');
  const privateKey = key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  // The file comes first: a published key whose private half was lost would be of no use, the reverse is repaired at the next start.
  await secrets.write(name, JSON.stringify({ keyId, privateKey }));
  await publishKey(db, tenantId, keyId, key);
  return signingKey(keyId, key);
}

/** Makes the token of an order's page: 128 bits of an HMAC of its id, so that the same order has the same link for ever. */
export async function loadPhoneTokens(secrets: SecretFiles, random: RandomBytes): Promise<(orderId: string) => string> {
  const name = 'phone-link.key';
  let stored = await secrets.read(name);
  if (stored === null) {
    stored = encodeBase64Url(random(32));
    await secrets.write(name, stored);
  }
  const key = stored;
  return (orderId) => createHmac('sha256', key).update(orderId).digest().subarray(0, 16).toString('base64url');
}

async function publishKey(db: Database, tenantId: string, keyId: number, key: KeyObject): Promise<void> {
  const publicKey = rawPublicKey(key);
  await db.transaction(async (tx) => {
    await tx.query('INSERT INTO pass_keys (tenant_id, key_id, public_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [tenantId, keyId, publicKey]);
    const value = { keyId, publicKey, revoked: false, minNotBefore: 0 };
    await putRows(tx, { tenantId, bucket: 'keys', scope: '' }, [{ key: String(keyId), value }]);
  });
}

function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return x;
}

function signingKey(keyId: number, key: KeyObject): PassSigningKey {
  return { keyId, sign: (message) => sign(null, message, key) };
}
