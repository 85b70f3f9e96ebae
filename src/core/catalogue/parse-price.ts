import { err, ok, type Result } from '../../kernel/result.ts';

/** Why a text is no price. */
export type PriceRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-price' }
  | { readonly kind: 'negative' }
  /** More decimals than the currency has; `1.299` may be a thousand or one and a bit, and nobody should guess with money. */
  | { readonly kind: 'too-precise' }
  | { readonly kind: 'too-high' };

/** The highest price that is believed, in minor units. */
export const MAX_PRICE_MINOR = 100_000_000;

/**
 * Reads a price such as `29.95`, `29,95`, `1.299,00` or `1,299.00` into minor units, exactly and without floats. `digits` is how
 * many decimals the currency has (2 for EUR, 0 for CLP). No currency sign, no blanks inside.
 */
export function parsePrice(text: string, digits: number): Result<number, PriceRefusal> {
  const trimmed = text.trim();
  if (trimmed === '') return err({ kind: 'empty' });
  if (/^-\s*[\d.,]*\d[\d.,]*$/.test(trimmed)) return err({ kind: 'negative' });
  const plain = /^(\d{1,12})(?:[.,](\d{1,6}))?$/.exec(trimmed);
  const grouped = /^(\d{1,3}(?:\.\d{3})+),(\d{1,6})$|^(\d{1,3}(?:,\d{3})+)\.(\d{1,6})$/.exec(trimmed);
  if (plain === null && grouped === null) return err({ kind: 'not-a-price' });
  const whole = (plain?.[1] ?? grouped?.[1] ?? grouped?.[3] ?? '').replace(/[.,]/g, '');
  const decimals = plain?.[2] ?? grouped?.[2] ?? grouped?.[4] ?? '';
  const thousand = plain !== null && decimals.length === 3 && digits !== 3;
  if (thousand || /[1-9]/.test(decimals.slice(digits))) return err({ kind: 'too-precise' });
  const minor = Number(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  return minor > MAX_PRICE_MINOR ? err({ kind: 'too-high' }) : ok(minor);
}
