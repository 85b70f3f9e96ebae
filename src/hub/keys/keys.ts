import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import type { SignEd25519 } from '../../contract/pass/pass.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { putRows } from '../db/buckets.ts';
import type { Database, Transaction } from '../db/database.ts';
import { num, str } from '../db/rows.ts';
import type { PhoneTokens } from '../domain/context.ts';
import type { SecretFiles } from './secret-files.ts';

/** A tenant's key that signs passes. The private half is in a secret file of this hub and nowhere else. */
export interface PassSigningKey {
  readonly keyId: number;
  readonly sign: SignEd25519;
}

const keyFile = z.strictObject({ keyId: z.number().int().min(1).max(65_535), privateKey: z.string().max(400) });

/**
 * The tenant's pass key, made at the first start; its public half is published to all stations of the tenant. Several hubs with a
 * secrets folder each have a key each, and a number is never given to two keys: the codes of the first would open nothing then.
 */
export async function loadPassKey(db: Database, secrets: SecretFiles, tenantId: string): Promise<PassSigningKey> {
  const name = `pass-key-${tenantId}.json`;
  const stored = await secrets.read(name);
  const file = stored === null ? null : keyFile.parse(JSON.parse(stored));
  const key =
    file === null ? generateKeyPairSync('ed25519').privateKey : createPrivateKey({ key: Buffer.from(file.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const write = (keyId: number): Promise<void> =>
    secrets.write(name, JSON.stringify({ keyId, privateKey: key.export({ format: 'der', type: 'pkcs8' }).toString('base64') }));
  // The file comes first: a published key whose private half was lost would be of no use, the reverse is repaired at the next start.
  if (file === null) await write(1);
  const keyId = await db.transaction((tx) => publishKey(tx, tenantId, file?.keyId ?? 1, rawPublicKey(key)));
  if (keyId !== (file?.keyId ?? 1)) await write(keyId);
  return { keyId, sign: (message) => sign(null, message, key) };
}

/** Makes the token of an order's page: 128 bits of an HMAC of its tenant and id, so that the same order has the same link for ever. */
export async function loadPhoneTokens(secrets: SecretFiles, random: RandomBytes): Promise<PhoneTokens> {
  const name = 'phone-link.key';
  let stored = await secrets.read(name);
  if (stored === null) {
    stored = encodeBase64Url(random(32));
    await secrets.write(name, stored);
  }
  const key = stored;
  return (tenantId, orderId) => createHmac('sha256', key).update(`${tenantId}/${orderId}`).digest().subarray(0, 16).toString('base64url');
}

/** Publishes a key under the number it has, else under `wanted` where that is free, else under the next. Answers its number. */
async function publishKey(tx: Transaction, tenantId: string, wanted: number, publicKey: string): Promise<number> {
  await tx.query('SELECT 1 FROM tenants WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
  const known = await tx.query('SELECT key_id, public_key FROM pass_keys WHERE tenant_id = $1', [tenantId]);
  const numbers = known.map((row) => num(row, 'key_id'));
  const own = known.find((row) => str(row, 'public_key') === publicKey);
  const keyId = own === undefined ? freeNumber(numbers, wanted) : num(own, 'key_id');
  await tx.query('INSERT INTO pass_keys (tenant_id, key_id, public_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [tenantId, keyId, publicKey]);
  const value = { keyId, publicKey, revoked: false, minNotBefore: 0 };
  await putRows(tx, { tenantId, bucket: 'keys', scope: '' }, [{ key: String(keyId), value }]);
  return keyId;
}

function freeNumber(taken: readonly number[], wanted: number): number {
  return taken.includes(wanted) ? Math.max(...taken) + 1 : wanted;
}

function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return x;
}
