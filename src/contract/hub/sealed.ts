import { fromHex } from '../../kernel/ids.ts';
import type { SignEd25519, VerifyEd25519 } from '../pass/pass.ts';
import { hasCanonicalScalar, isSmallOrderPoint } from '../pass/ed25519-strict.ts';
import { decodeBase64Url, encodeBase64Url } from './base64.ts';

/** A JSON text and the Ed25519 signature over it (base64url of 64 bytes). The text is what was signed, to the byte. */
export interface Sealed {
  readonly body: string;
  readonly signature: string;
}

/**
 * Signs a value for one purpose and one tenant: Ed25519 over `domain`, a zero byte, the tenant's id (16 bytes) and the JSON text. The
 * domain keeps a signature of one kind from being good for another, the tenant is known to both sides and never travels.
 */
export function seal(domain: string, tenantId: string, value: unknown, sign: SignEd25519): Sealed {
  const body = asciiJson(value);
  return { body, signature: encodeBase64Url(sign(sealedMessage(domain, tenantId, body))) };
}

/** Does the signature hold? Nothing of the text may be looked at before. A text that is not plain ASCII was never signed by `seal`. */
export function isSealIntact(domain: string, tenantId: string, sealed: Sealed, publicKey: Uint8Array, verify: VerifyEd25519): boolean {
  const signature = decodeBase64Url(sealed.signature);
  if (signature?.length !== 64 || publicKey.length !== 32 || isSmallOrderPoint(publicKey)) return false;
  if (!hasCanonicalScalar(signature) || isSmallOrderPoint(signature.subarray(0, 32))) return false;
  return ASCII.test(sealed.body) && verify(publicKey, sealedMessage(domain, tenantId, sealed.body), signature);
}

/** The value of a JSON text, or `undefined` for what is none: no JSON text stands for that. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ASCII = /^[\x20-\x7e]*$/;

function sealedMessage(domain: string, tenantId: string, body: string): Uint8Array {
  const head = `${domain}\0`;
  const tenant = fromHex(tenantId.replaceAll('-', ''));
  if (tenant.length !== 16) throw new Error('a tenant id has 16 bytes');
  const message = new Uint8Array(head.length + 16 + body.length);
  for (let i = 0; i < head.length; i++) message[i] = head.charCodeAt(i);
  message.set(tenant, head.length);
  for (let i = 0; i < body.length; i++) message[head.length + 16 + i] = body.charCodeAt(i);
  return message;
}

/** JSON in ASCII alone, so that its characters are its bytes everywhere. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
