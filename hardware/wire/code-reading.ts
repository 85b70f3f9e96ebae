import type { CodeContent, CodeReading } from '../contract/code-reading.ts';
import { readAim } from './aim.ts';
import { groupSeparator, hasValidCheckDigit, readGs1 } from './gs1.ts';

/**
 * Reads a code by the rules of its carrier. With an AIM identifier the carrier is known. Without one only two things are certain enough: a
 * leading FNC1 means GS1, and 8, 12, 13 or 14 digits with a right check digit are a GTIN. Eight digits without an identifier are taken for an
 * EAN-8: a scanner that sends UPC-E unexpanded must send the identifier too.
 */
export function readCode(bytes: Uint8Array, aim: string | null): CodeReading {
  const text = latin1(bytes);
  if (aim === null) return { symbology: 'unknown', content: text.startsWith(groupSeparator) ? readGs1(text) : (gtinOf(text) ?? { kind: 'text', text }) };
  const { symbology, isGs1 } = readAim(aim);
  if (isGs1) return { symbology, content: readGs1(text) };
  if (symbology === 'ean-upc') return { symbology, content: readEan(text, aim) };
  // ]I1: the reader has checked the check digit. An ITF of another length is somebody's own number.
  if (aim === ']I1' && /^[0-9]{14}$/.test(text)) return { symbology, content: gtinOf(text) ?? { kind: 'bad-gtin', digits: text } };
  return { symbology, content: { kind: 'text', text } };
}

/** `]E3` has the digits of the symbol and of its add-on of two or five digits in one; the others are one symbol each (ISO/IEC 15424, UPC/EAN). */
function readEan(text: string, aim: string): CodeContent {
  if (aim === ']E1' || aim === ']E2') return { kind: 'text', text };
  const split = aim === ']E3' ? /^([0-9]{12,13})([0-9]{2}|[0-9]{5})$/.exec(text) : /^([0-9]{8,14})()$/.exec(text);
  const main = split?.[1] ?? '';
  // Eight digits are an EAN-8 under ]E4 and a UPC-E under ]E0.
  const gtin = gtinOf(main.length === 8 && aim === ']E0' ? expandUpcE(main) : main);
  if (gtin === null) return { kind: 'bad-gtin', digits: text };
  return { ...gtin, addOn: split?.[2] === '' ? null : (split?.[2] ?? null) };
}

/** UPC-E is a UPC-A with its zeros left out; the sixth digit of the body tells where (GS1 General Specifications, UPC-E symbols). */
function expandUpcE(digits: string): string {
  const [head, body, check] = [digits.charAt(0), digits.slice(1, 7), digits.charAt(7)];
  const last = body.charAt(5);
  if (last <= '2') return `${head}${body.slice(0, 2)}${last}0000${body.slice(2, 5)}${check}`;
  if (last === '3') return `${head}${body.slice(0, 3)}00000${body.slice(3, 5)}${check}`;
  if (last === '4') return `${head}${body.slice(0, 4)}00000${body.slice(4, 5)}${check}`;
  return `${head}${body.slice(0, 5)}0000${last}${check}`;
}

function gtinOf(digits: string): Extract<CodeContent, { readonly kind: 'gtin' }> | null {
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(digits) || !hasValidCheckDigit(digits)) return null;
  return { kind: 'gtin', gtin14: digits.padStart(14, '0'), addOn: null };
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
