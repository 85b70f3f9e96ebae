/** The digits after the comma that a currency has (ISO 4217). */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What somebody typed as an amount, in minor units of the currency; null: it is none. Comma and point both part the cents, blanks part thousands. */
export function readAmount(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const found = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.replaceAll(/\s/g, ''));
  const [, whole = '', cents = ''] = found ?? [];
  if (found === null || cents.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(cents.padEnd(digits, '0') || '0');
}
