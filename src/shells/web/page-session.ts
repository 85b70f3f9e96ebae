import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../../kernel/random.ts';

/**
 * Who may use the page of this station. The launcher opens the page with a one-time token; the shell trades it for a cookie.
 * The cookie is a random number with its HMAC under the station's session secret, so it outlives a restart of the station,
 * and nothing needs to be remembered.
 */
export interface PageSession {
  /** The token that the next launch may use. */
  currentToken(): string;
  /** Trades `token` for a cookie's value, once; null when it is not the current token. */
  redeem(token: string): string | null;
  /** Does a `Cookie` header carry a value that this station gave? */
  isKnown(cookieHeader: string | undefined): boolean;
  /** The `Set-Cookie` header for a value. */
  setCookie(value: string): string;
}

/** Cookies know no ports, so two stations on one machine need two names. */
export function createPageSession(secret: Uint8Array, random: RandomBytes, port: number): PageSession {
  const name = `pasillo-${port}`;
  const newToken = (): string => Buffer.from(random(32)).toString('base64url');
  let token = newToken();
  return {
    currentToken: () => token,
    redeem(given) {
      if (!isSame(given, token)) return null;
      token = newToken();
      const nonce = Buffer.from(random(16)).toString('base64url');
      return `${nonce}.${sign(secret, nonce)}`;
    },
    isKnown(header) {
      const value = cookieOf(header, name);
      const [nonce, mac, ...rest] = value?.split('.') ?? [];
      return nonce !== undefined && mac !== undefined && rest.length === 0 && isSame(mac, sign(secret, nonce));
    },
    setCookie: (value) => `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000`,
  };
}

function sign(secret: Uint8Array, nonce: string): string {
  return createHmac('sha256', secret).update(`pasillo page session ${nonce}`).digest('base64url');
}

function cookieOf(header: string | undefined, name: string): string | null {
  if (header === undefined || header.length > 4096) return null;
  const found = header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/** Compares in constant time for equal lengths; the lengths are no secret. */
function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
