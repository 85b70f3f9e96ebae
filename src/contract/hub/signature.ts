import { err, ok, type Result } from '../../kernel/result.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';

/** How far `created` may lie from the hub's clock, and the most that `expires` may lie after it, in seconds. */
export const SIGNATURE_WINDOW_SECONDS = 300;

/** What is signed of a request. `targetUri` is the absolute URI that the client sent the request to, query included. */
export interface SignableRequest {
  readonly method: string;
  readonly targetUri: string;
  /** The exact bytes of the content; empty for a GET. */
  readonly body: Uint8Array;
}

/** Parameters of a signature. Times are Unix seconds; `nonce` is used once per key; `keyId` is the station's id. */
export interface SignatureParameters {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
}

/** The three headers that a signed request carries. */
export interface SignatureHeaders {
  readonly 'content-digest': string;
  readonly 'signature-input': string;
  readonly signature: string;
}

/** A signature as it was received: its parameters, and their exact text, which is part of what was signed. */
export interface ReceivedSignature extends SignatureParameters {
  readonly contentDigest: string;
  readonly parameterText: string;
  readonly signature: Uint8Array;
}

/** Why a signed request is not believed. */
export type SignatureProblem =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'malformed'; readonly header: 'content-digest' | 'signature-input' | 'signature' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'digest' }
  | { readonly kind: 'signature' };

/** Cryptography of the signing side, passed in: this folder has none of its own. */
export interface SigningCrypto {
  sha256(bytes: Uint8Array): Uint8Array;
  /** Ed25519 (RFC 8032) with the station's private key. */
  sign(message: Uint8Array): Uint8Array;
}

/** Cryptography of the verifying side. */
export interface VerifyingCrypto {
  sha256(bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

const COMPONENTS = '("@method" "@target-uri" "content-digest")';

/**
 * Signs a request: HTTP Message Signatures (RFC 9421) with `ed25519` over `@method`, `@target-uri` and `content-digest`
 * (RFC 9530, SHA-256; of the empty content for a GET), with created, expires, nonce and keyid.
 */
export function signRequest(request: SignableRequest, parameters: SignatureParameters, crypto: SigningCrypto): SignatureHeaders {
  const digest = contentDigest(crypto.sha256(request.body));
  const text = signatureParameters(parameters);
  const signature = crypto.sign(asciiBytes(requestBase(request, digest, text)));
  return { 'content-digest': digest, 'signature-input': `sig1=${text}`, signature: `sig1=:${encodeBase64(signature)}:` };
}

/** Reads the three headers, before anything of the content is looked at. The signature is not checked yet. */
export function readSignature(headers: Readonly<Record<string, unknown>>): Result<ReceivedSignature, SignatureProblem> {
  const digest = headers['content-digest'];
  const input = headers['signature-input'];
  const value = headers['signature'];
  if (typeof digest !== 'string' || typeof input !== 'string' || typeof value !== 'string') return err({ kind: 'unsigned' });
  if (!/^sha-256=:[A-Za-z0-9+/]{43}=:$/.test(digest)) return err({ kind: 'malformed', header: 'content-digest' });
  const [, label, text] = /^([a-z][a-z0-9_-]{0,19})=(.{1,500})$/.exec(input) ?? [];
  const parameters = text === undefined ? null : parseParameters(text);
  if (label === undefined || text === undefined || parameters === null) return err({ kind: 'malformed', header: 'signature-input' });
  const [, signed, base64] = /^([a-z][a-z0-9_-]{0,19})=:([A-Za-z0-9+/=]{88}):$/.exec(value) ?? [];
  const signature = base64 === undefined ? null : decodeBase64(base64);
  if (signed !== label || signature === null || signature.length !== 64) return err({ kind: 'malformed', header: 'signature' });
  return ok({ ...parameters, contentDigest: digest, parameterText: text, signature });
}

/**
 * Believes a received signature or says why not, in the order that costs least: its time against `nowSeconds`, the digest of
 * the content, the signature itself. The caller looks the key up by `keyId` and keeps the nonces that were used.
 */
export function checkSignature(
  received: ReceivedSignature,
  request: SignableRequest,
  key: { readonly publicKey: Uint8Array; readonly nowSeconds: number },
  crypto: VerifyingCrypto,
): Result<SignatureParameters, SignatureProblem> {
  if (!isFresh(received, key.nowSeconds)) return err({ kind: 'stale' });
  if (contentDigest(crypto.sha256(request.body)) !== received.contentDigest) return err({ kind: 'digest' });
  if (!/^[\x21-\x7e]*$/.test(request.method + request.targetUri)) return err({ kind: 'signature' });
  const base = asciiBytes(requestBase(request, received.contentDigest, received.parameterText));
  if (!crypto.verify(key.publicKey, base, received.signature)) return err({ kind: 'signature' });
  return ok(received);
}

/** Is the signature within its own lifetime and within the window around `nowSeconds`? */
export function isFresh(parameters: SignatureParameters, nowSeconds: number): boolean {
  const { created, expires } = parameters;
  if (Math.abs(nowSeconds - created) > SIGNATURE_WINDOW_SECONDS) return false;
  return expires > created && expires - created <= SIGNATURE_WINDOW_SECONDS && nowSeconds <= expires;
}

/** The `Content-Digest` header (RFC 9530) for a SHA-256 of the content. */
export function contentDigest(sha256: Uint8Array): string {
  return `sha-256=:${encodeBase64(sha256)}:`;
}

/**
 * The signature base (RFC 9421, section 2.5): one line per covered component, then the signature parameters. `parameterText`
 * lists the components in the same order.
 */
export function signatureBase(components: readonly (readonly [name: string, value: string])[], parameterText: string): string {
  return [...components, ['@signature-params', parameterText] as const].map(([name, value]) => `"${name}": ${value}`).join('\n');
}

/** ASCII text as bytes; throws (a bug of the caller) on anything else, because a URI and a header are ASCII on the wire. */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7e) throw new Error(`not ASCII at ${i}`);
    bytes[i] = unit;
  }
  return bytes;
}

function requestBase(request: SignableRequest, digest: string, parameterText: string): string {
  const components = [
    ['@method', request.method],
    ['@target-uri', request.targetUri],
    ['content-digest', digest],
  ] as const;
  return signatureBase(components, parameterText);
}

function signatureParameters(p: SignatureParameters): string {
  return `${COMPONENTS};created=${p.created};expires=${p.expires};nonce="${p.nonce}";keyid="${p.keyId}";alg="ed25519"`;
}

/** The parameters in any order, each once; `alg`, where it stands, is `ed25519` (RFC 9421, section 2.3). */
function parseParameters(text: string): SignatureParameters | null {
  if (!text.startsWith(`${COMPONENTS};`)) return null;
  const found = new Map<string, string>();
  for (const part of text.slice(COMPONENTS.length + 1).split(';')) {
    const [, name, value] = /^([a-z]+)=(\d{1,12}|"[A-Za-z0-9._:-]{1,128}")$/.exec(part) ?? [];
    if (name === undefined || value === undefined || found.has(name)) return null;
    found.set(name, value);
  }
  const created = number(found.get('created'));
  const expires = number(found.get('expires'));
  const nonce = quoted(found.get('nonce'));
  const keyId = quoted(found.get('keyid'));
  const known = found.has('alg') ? 5 : 4;
  if (created === null || expires === null || nonce === null || keyId === null || found.size !== known) return null;
  if (found.has('alg') && quoted(found.get('alg')) !== 'ed25519') return null;
  return { created, expires, nonce, keyId };
}

function number(value: string | undefined): number | null {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}

function quoted(value: string | undefined): string | null {
  return value?.startsWith('"') ? value.slice(1, -1) : null;
}
