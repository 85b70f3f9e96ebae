import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { readOrderNumber } from '../orders/order-number.ts';

/** What a till code says: which order, and what it came to when it was placed. The till believes its own records, not the code. */
export interface TillCode {
  readonly number: string;
  readonly total: Money;
}

/** Why a scanned text is not a till code. */
export type TillCodeRefusal =
  /** Some other code; `PT1:` is missing. */
  { readonly kind: 'other-code' } | { readonly kind: 'malformed' } | { readonly kind: 'wrong-check' };

/**
 * The text of the QR that the till scans: `PT1:<order number>:<minor units>:<currency>:<check>`, all of it QR alphanumeric. `check`
 * is two digits of ISO 7064 MOD 97-10 over number, amount and currency without their separators, as in an IBAN.
 */
export function encodeTillCode(code: TillCode): string {
  if (!Number.isInteger(code.total.minor) || code.total.minor < 0) throw new Error('a till code carries a whole amount of at least 0');
  const fields = `${code.number}:${code.total.minor}:${code.total.currency}`;
  return `PT1:${fields}:${checkDigits(fields)}`;
}

/** Reads a till code strictly: its one canonical text, or a reason. */
export function readTillCode(text: string): Result<TillCode, TillCodeRefusal> {
  if (!text.startsWith('PT1:')) return err({ kind: 'other-code' });
  const match = SHAPE.exec(text);
  const [, fields = '', number = '', minor = '', currency = '', check = ''] = match ?? [];
  if (match === null) return err({ kind: 'malformed' });
  if (checkDigits(fields) !== check || readOrderNumber(number) !== number) return err({ kind: 'wrong-check' });
  return ok({ number, total: { minor: Number(minor), currency } });
}

const SHAPE = /^PT1:(([0-9A-HJKMNP-TV-Z]{2}-[0-9]{5,8}-[0-9A-HJKMNP-TV-Z]):(0|[1-9][0-9]{0,11}):([A-Z]{3})):([0-9]{2})$/;

/** ISO 7064 MOD 97-10: letters count from 10 for A, the remainder of the whole number is taken piece by piece. */
function checkDigits(fields: string): string {
  let remainder = 0;
  for (const character of fields.replace(/[:-]/g, '')) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return String(98 - ((remainder * 100) % 97)).padStart(2, '0');
}
