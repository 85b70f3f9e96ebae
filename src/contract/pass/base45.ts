import { err, ok, type Result } from '../../kernel/result.ts';

/** The 45 characters of QR alphanumeric mode, in the order of RFC 9285, section 4.2. */
export const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Why a text is not Base45. */
export interface NotBase45 {
  readonly kind: 'not-base45';
}

/** Base45 (RFC 9285): two bytes become three characters, a last single byte becomes two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const high = bytes[i] ?? 0;
    const low = bytes[i + 1];
    text += low === undefined ? digits(high, 2) : digits(high * 256 + low, 3);
  }
  return text;
}

/**
 * Decodes Base45 strictly: no character outside the alphabet, no lower case, no group above what its bytes can hold (RFC 9285,
 * section 6). What it accepts re-encodes to the same text, because each group has one value and each value one group.
 */
export function decodeBase45(text: string): Result<Uint8Array, NotBase45> {
  const rest = text.length % 3;
  if (rest === 1) return err({ kind: 'not-base45' });
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let i = 0; i < text.length; i += 3) {
    const isWhole = i + 3 <= text.length;
    // A character outside the alphabet is NaN, and so is its group, which no limit holds.
    const value = valueAt(text, i) + 45 * valueAt(text, i + 1) + (isWhole ? 2025 * valueAt(text, i + 2) : 0);
    if (!(value <= (isWhole ? 0xffff : 0xff))) return err({ kind: 'not-base45' });
    if (isWhole) bytes[at++] = value >> 8;
    bytes[at++] = value & 0xff;
  }
  return ok(bytes);
}

/** Least significant character first. */
function digits(value: number, count: number): string {
  let text = '';
  for (let i = 0, rest = value; i < count; i++) {
    text += BASE45[rest % 45] ?? '';
    rest = Math.floor(rest / 45);
  }
  return text;
}

function valueAt(text: string, index: number): number {
  return VALUES[text.charCodeAt(index)] ?? Number.NaN;
}

/** The value of each character by its code: a code is judged while somebody waits, and 147 of these are on its way. */
const VALUES: readonly (number | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const value = BASE45.indexOf(String.fromCharCode(code));
  return value < 0 ? undefined : value;
});
