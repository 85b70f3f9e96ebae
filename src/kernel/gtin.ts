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

/**
 * The UPC-A, twelve digits, of a UPC-E's eight: it is one with its zeros left out, and the sixth digit of its body tells where. Null when the
 * digits are no UPC-E: it begins with 0 or 1, and its check digit is that of the whole (GS1 General Specifications, section 5.2.2.4).
 */
export function expandUpcE(digits: string): string | null {
  const parts = /^([01])(\d{5})(\d)(\d)$/.exec(digits);
  if (parts === null) return null;
  const [, head = '', body = '', last = '', check = ''] = parts;
  const whole = `${head}${inside(body, last)}${check}`;
  return isGtin(whole) ? whole : null;
}

/** The ten digits between the first and the last. */
function inside(body: string, last: string): string {
  if (last <= '2') return `${body.slice(0, 2)}${last}0000${body.slice(2)}`;
  if (last === '3') return `${body.slice(0, 3)}00000${body.slice(3)}`;
  if (last === '4') return `${body.slice(0, 4)}00000${body.slice(4)}`;
  return `${body}0000${last}`;
}
