import type { Money } from '../../kernel/money.ts';

/** ISO 4217 currencies whose minor unit is not a hundredth, with their digits (list one of the standard; pesos of Chile have none). */
const DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** How many digits stand behind the point in a currency. */
export function digitsOf(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** An amount as decimal text without a currency: `59.90`, `12990` in pesos of Chile. No float is ever made of it. */
export function amountText({ minor, currency }: Money): string {
  const digits = digitsOf(currency);
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The minor units of decimal text in a currency; null for anything that is not exactly that. `59.9` and `12990.00` are accepted. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const match = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  const fraction = (match[2] ?? '').padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  return Number((match[1] ?? '') + fraction.slice(0, digits));
}
