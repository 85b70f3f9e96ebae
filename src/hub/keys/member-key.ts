import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import type { MemberKey } from '../../contract/loyalty/loyalty.ts';
import { signMemberCode } from '../../contract/loyalty/member-code.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { SecretFiles } from './secret-files.ts';

/** Signs members' codes, and nothing else. */
export interface MemberSigner {
  /** What stations check the codes with. */
  readonly key: MemberKey;
  code(tenantId: string, member: { readonly memberId: string; readonly generation: number }): string;
}

const keyFile = z.strictObject({ privateKey: z.string().max(400) });
const NAME = 'member-key.json';

/**
 * The hub's key for members' codes, made at the first start. A key of its own, which never opens a door and does not change: a member's card of
 * paper is good for years, while the keys of passes are changed every few weeks. Several hubs of one database share their secrets folder.
 */
export async function loadMemberSigner(secrets: SecretFiles): Promise<MemberSigner> {
  const stored = await secrets.read(NAME);
  const key =
    stored === null
      ? generateKeyPairSync('ed25519').privateKey
      : createPrivateKey({ key: Buffer.from(keyFile.parse(JSON.parse(stored)).privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  if (stored === null) await secrets.write(NAME, JSON.stringify({ privateKey: key.export({ format: 'der', type: 'pkcs8' }).toString('base64') }));
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x;
  if (publicKey === undefined) throw new Error('not an Ed25519 key');
  return {
    key: { keyId: KEY_ID, publicKey },
    code: (tenantId, { memberId, generation }) =>
      signMemberCode({ memberId, generation, keyId: KEY_ID }, tenantId as TenantId, (message) => new Uint8Array(sign(null, message, key))),
  };
}

/** There is one key; the number lets there be a second one day. */
const KEY_ID = 1;
