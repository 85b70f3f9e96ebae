import type { PassId, TenantId } from '../../kernel/ids.ts';
import { fromHex, toHex } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import type { PassBody, PassKind, SignEd25519 } from './pass.ts';

/** Bytes of a pass body, of its signature, and of both. */
export const PASS_BODY_BYTES = 34;
export const PASS_SIGNATURE_BYTES = 64;
export const PASS_BYTES = PASS_BODY_BYTES + PASS_SIGNATURE_BYTES;

/** Longest life of a pass in seconds: 35 days. */
export const MAX_PASS_SECONDS = 35 * 86_400;

/** The wire value of "any bank of the tenant"; allowed for returns only. */
export const ANY_BANK = 0xffffffff;

/** A pass text taken apart. Nothing in it is to be believed before its signature was checked. */
export interface PassText {
  readonly body: PassBody;
  /** The 34 bytes that were signed, exactly as they came. */
  readonly bodyBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** The rotating code behind the dot, or null. */
  readonly totp: string | null;
}

/** Why a text is not a pass: its shape is wrong somewhere. */
export interface NotAPass {
  readonly kind: 'not-a-pass';
}

/**
 * Signs a pass and gives its text, `LK1:` and 147 characters of Base45: 151 characters of QR alphanumeric mode, which is version
 * 6 at level M. Layout:
 *
 * ```
 * off len  big-endian, fixed
 *  0   1   version 0x01: this layout, Ed25519
 *  1   1   kind << 4 | flags (1 PIN, 2 TOTP, 4 assist only)
 *  2   2   key number
 *  4   4   bank, 0xFFFFFFFF any
 *  8  16   pass id
 * 24   1   generation
 * 25   1   reserved, 0
 * 26   4   not before, Unix seconds
 * 30   4   expires, Unix seconds
 * 34  64   Ed25519 over "LOCKBANK-TOKEN-v1\0", tenant id (16), bytes 0..33
 * ```
 *
 * Throws (a bug) if a field of `body` is out of range.
 */
export function signPass(body: PassBody, tenantId: TenantId, sign: SignEd25519): string {
  const bodyBytes = encodePassBody(body);
  const signature = sign(passMessage(tenantId, bodyBytes));
  if (signature.length !== PASS_SIGNATURE_BYTES) throw new Error(`an Ed25519 signature has 64 bytes, not ${signature.length}`);
  const bytes = new Uint8Array(PASS_BYTES);
  bytes.set(bodyBytes);
  bytes.set(signature, PASS_BODY_BYTES);
  return PREFIX + encodeBase45(bytes);
}

/**
 * Reads the text of a pass: its shape, its Base45, its version, reserved bits, kind and times; not its signature. No trimming, no
 * change of case, no normalising: one pass has one text.
 */
export function readPassText(text: string): Result<PassText, NotAPass> {
  const match = SHAPE.exec(text);
  if (match === null) return NOT_A_PASS;
  const bytes = decodeBase45(match[1] ?? '');
  if (!bytes.ok || bytes.value.length !== PASS_BYTES) return NOT_A_PASS;
  const bodyBytes = bytes.value.slice(0, PASS_BODY_BYTES);
  const body = decodePassBody(bodyBytes);
  if (!body.ok) return body;
  const totp = match[2] ?? null;
  if (totp !== null && !body.value.flags.totp) return NOT_A_PASS;
  return ok({ body: body.value, bodyBytes, signature: bytes.value.slice(PASS_BODY_BYTES), totp });
}

/** The bytes that a pass signature covers. The tenant is not in the code: a pass of one tenant never verifies at another. */
export function passMessage(tenantId: TenantId, bodyBytes: Uint8Array): Uint8Array {
  const message = new Uint8Array(DOMAIN.length + 16 + PASS_BODY_BYTES);
  for (let i = 0; i < DOMAIN.length; i++) message[i] = DOMAIN.charCodeAt(i);
  message.set(hexBytes(tenantId.replaceAll('-', ''), 16), DOMAIN.length);
  message.set(bodyBytes, DOMAIN.length + 16);
  return message;
}

/** The 34 bytes of a pass body. Throws (a bug) if a field is out of range. */
export function encodePassBody(body: PassBody): Uint8Array {
  const bytes = new Uint8Array(PASS_BODY_BYTES);
  const view = new DataView(bytes.buffer);
  const flags = (body.flags.pin ? 1 : 0) | (body.flags.totp ? 2 : 0) | (body.flags.assistOnly ? 4 : 0);
  bytes[0] = 1;
  bytes[1] = ((KINDS.indexOf(body.kind) + 1) << 4) | flags;
  view.setUint16(2, inRange('key number', body.keyId, 0xffff));
  view.setUint32(4, body.bank === 'any' ? ANY_BANK : inRange('bank', body.bank, 0xfffffffe));
  bytes.set(hexBytes(body.passId, 16), 8);
  bytes[24] = inRange('generation', body.generation, 0xff);
  view.setUint32(26, inRange('not-before', body.notBefore, 0xffffffff));
  view.setUint32(30, inRange('expiry', body.expires, 0xffffffff));
  if (!livesRight(body.notBefore, body.expires)) throw new Error('a pass lives between 1 second and 35 days');
  return bytes;
}

/** Decodes a pass body, refusing every value that this version does not define. */
export function decodePassBody(bytes: Uint8Array): Result<PassBody, NotAPass> {
  if (bytes.length !== PASS_BODY_BYTES) return NOT_A_PASS;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = KINDS[(view.getUint8(1) >> 4) - 1];
  const flags = view.getUint8(1) & 0x0f;
  const bank = view.getUint32(4);
  const notBefore = view.getUint32(26);
  const expires = view.getUint32(30);
  if (view.getUint8(0) !== 1 || view.getUint8(25) !== 0 || kind === undefined || flags > 7) return NOT_A_PASS;
  if (!livesRight(notBefore, expires)) return NOT_A_PASS;
  return ok({
    kind,
    flags: { pin: (flags & 1) !== 0, totp: (flags & 2) !== 0, assistOnly: (flags & 4) !== 0 },
    keyId: view.getUint16(2),
    bank: bank === ANY_BANK ? 'any' : bank,
    passId: toHex(bytes.subarray(8, 24)) as PassId,
    generation: view.getUint8(24),
    notBefore,
    expires,
  });
}

const PREFIX = 'LK1:';
const SHAPE = /^LK1:([0-9A-Z $%*+\-./:]{147})(?:\.([0-9]{8}))?$/;
const DOMAIN = 'LOCKBANK-TOKEN-v1\0';
const KINDS: readonly PassKind[] = ['collect', 'return', 'courier-deposit', 'courier-collect', 'staff-challenge'];
const NOT_A_PASS = err({ kind: 'not-a-pass' });

function livesRight(notBefore: number, expires: number): boolean {
  return notBefore < expires && expires - notBefore <= MAX_PASS_SECONDS;
}

function inRange(name: string, value: number, max: number): number {
  if (!Number.isInteger(value) || value < 0 || value > max) throw new Error(`${name} of a pass must be 0..${max}, not ${value}`);
  return value;
}

function hexBytes(hex: string, count: number): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes.length !== count) throw new Error(`expected ${count} bytes, not ${bytes.length}`);
  return bytes;
}
