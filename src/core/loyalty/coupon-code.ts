import { err, ok, type Result } from '../../kernel/result.ts';

/** Why a text is not a coupon's code. */
export type CouponCodeRefusal =
  /** Not the shape of one: too short, too long, or another character than a letter or a digit. */
  { readonly kind: 'other-code' } | { readonly kind: 'mistyped' };

/**
 * A coupon's whole code: what the shop calls it (4 to 24 letters and digits) and its check character, ISO 7064 MOD 37,36, so that every wrong
 * character and nearly every swap of two is noticed while the hub is away. Throws (a bug) on anything else: a file's codes are checked before.
 */
export function withCheck(name: string): string {
  if (!/^[0-9A-Z]{4,24}$/.test(name)) throw new Error('a coupon is called by 4 to 24 letters and digits');
  return name + checkOf(name);
}

/** The code in what a person typed or a scanner read: small letters, blanks, hyphens and the prefix of its QR are forgiven, a wrong check is not. */
export function readCouponCode(typed: string): Result<string, CouponCodeRefusal> {
  if (typed.length > 80) return err({ kind: 'other-code' });
  const code = typed.trim().replace(/^PC1:/i, '').toUpperCase().replace(/[\s-]/g, '');
  if (!/^[0-9A-Z]{5,25}$/.test(code)) return err({ kind: 'other-code' });
  return checkOf(code.slice(0, -1)) === code.slice(-1) ? ok(code) : err({ kind: 'mistyped' });
}

/** The text of a coupon's QR. */
export function couponQr(code: string): string {
  return `PC1:${code}`;
}

/** A code as people read it, in groups of four: `VERA-NO20-K`. */
export function showCouponCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064, hybrid system MOD 37,36. */
function checkOf(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36] ?? '0';
}
