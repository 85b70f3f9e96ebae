/**
 * Is this a GTIN-8, -12, -13 or -14 with a right check digit? GS1 General Specifications, section 7.9: weights 3 and 1 from the
 * right, the sum filled up to a multiple of ten.
 */
export function isGtin(digits: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return false;
  return gtinCheckDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** The check digit that completes `body`, the digits of a GTIN without its last one. */
export function gtinCheckDigit(body: string): string {
  let total = 0;
  for (let i = 0; i < body.length; i++) {
    const weight = (body.length - i) % 2 === 1 ? 3 : 1;
    total += Number(body[i]) * weight;
  }
  return String((10 - (total % 10)) % 10);
}
