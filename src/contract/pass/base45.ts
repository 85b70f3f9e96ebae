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
    const group = text.slice(i, i + 3);
    const value = groupValue(group);
    const limit = group.length === 3 ? 0xffff : 0xff;
    if (value === null || value > limit) return err({ kind: 'not-base45' });
    if (group.length === 3) bytes[at++] = value >> 8;
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

function groupValue(group: string): number | null {
  let value = 0;
  for (let i = group.length - 1; i >= 0; i--) {
    const digit = BASE45.indexOf(group[i] ?? '');
    if (digit < 0) return null;
    value = value * 45 + digit;
  }
  return value;
}
