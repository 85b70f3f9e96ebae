import type { TenantId } from '../../kernel/ids.ts';
import { fromHex, toHex } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { decodeBase45, encodeBase45 } from '../pass/base45.ts';
import { hasCanonicalScalar, isSmallOrderPoint } from '../pass/ed25519-strict.ts';
import type { SignEd25519, VerifyEd25519 } from '../pass/pass.ts';

/** What a member's code says: an id that names nobody, and which of the member's codes it is. */
export interface MemberCode {
  /** 16 random bytes, as lower-case hexadecimal. */
  readonly memberId: string;
  readonly generation: number;
  readonly keyId: number;
}

/** Why a text is not a member's code of this shop. */
export type MemberCodeRefusal =
  /** Some other code; `PM1:` is missing. */
  | { readonly kind: 'other-code' }
  | { readonly kind: 'malformed' }
  /** Signed with a key that is not known here: of another shop, or from before or after what is known. */
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'forged' };

/** What a member's code is checked with. `keys`: raw Ed25519 public keys by their number. */
export interface MemberCodeContext {
  readonly tenantId: TenantId;
  readonly keys: ReadonlyMap<number, Uint8Array>;
  readonly verify: VerifyEd25519;
}

/**
 * Signs a member's code and gives its text, `PM1:` and 125 characters of Base45, all of QR's alphanumeric mode. It is good for as long as the
 * member's generation is, on paper too, and it opens nothing: it says who earns and spends points.
 *
 * ```
 * off len
 *  0   1   version 0x01: this layout, Ed25519
 *  1   1   key number
 *  2   1   generation
 *  3  16   member id
 * 19  64   Ed25519 over "PASILLO-MEMBER-v1\0", tenant id (16), bytes 0..18
 * ```
 *
 * Throws (a bug) if a field is out of range.
 */
export function signMemberCode(code: MemberCode, tenantId: TenantId, sign: SignEd25519): string {
  const body = bodyOf(code);
  const signature = sign(messageOf(tenantId, body));
  if (signature.length !== SIGNATURE_BYTES) throw new Error(`an Ed25519 signature has 64 bytes, not ${signature.length}`);
  const bytes = new Uint8Array(BODY_BYTES + SIGNATURE_BYTES);
  bytes.set(body);
  bytes.set(signature, BODY_BYTES);
  return PREFIX + encodeBase45(bytes);
}

/** Judges the text of a member's code without a database: shape, key, signature. Nothing in a forged one is believed. */
export function verifyMemberCode(text: string, context: MemberCodeContext): Result<MemberCode, MemberCodeRefusal> {
  if (!text.startsWith(PREFIX)) return err({ kind: 'other-code' });
  const decoded = text.length > MOST ? null : decodeBase45(text.slice(PREFIX.length));
  if (decoded?.ok !== true || decoded.value.length !== BODY_BYTES + SIGNATURE_BYTES || decoded.value[0] !== 1) return err({ kind: 'malformed' });
  const body = decoded.value.slice(0, BODY_BYTES);
  const signature = decoded.value.slice(BODY_BYTES);
  const code = { keyId: body[1] ?? 0, generation: body[2] ?? 0, memberId: toHex(body.subarray(3)) };
  const key = context.keys.get(code.keyId);
  if (key?.length !== 32 || isSmallOrderPoint(key)) return err({ kind: 'unknown-key' });
  if (!hasCanonicalScalar(signature) || isSmallOrderPoint(signature.subarray(0, 32))) return err({ kind: 'forged' });
  return context.verify(key, messageOf(context.tenantId, body), signature) ? ok(code) : err({ kind: 'forged' });
}

const PREFIX = 'PM1:';
const BODY_BYTES = 19;
const SIGNATURE_BYTES = 64;
/** Longest text that is looked at. */
const MOST = 200;
const DOMAIN = 'PASILLO-MEMBER-v1\0';

function bodyOf({ memberId, generation, keyId }: MemberCode): Uint8Array {
  const id = fromHex(memberId);
  if (id.length !== 16) throw new Error(`a member's id has 16 bytes, not ${id.length}`);
  const bytes = new Uint8Array(BODY_BYTES);
  bytes.set([1, octet('key number', keyId), octet('generation', generation)]);
  bytes.set(id, 3);
  return bytes;
}

function messageOf(tenantId: TenantId, body: Uint8Array): Uint8Array {
  const tenant = fromHex(tenantId.replaceAll('-', ''));
  const message = new Uint8Array(DOMAIN.length + tenant.length + body.length);
  for (let at = 0; at < DOMAIN.length; at++) message[at] = DOMAIN.charCodeAt(at);
  message.set(tenant, DOMAIN.length);
  message.set(body, DOMAIN.length + tenant.length);
  return message;
}

function octet(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 255) throw new Error(`the ${name} of a member's code is 0..255, not ${value}`);
  return value;
}
