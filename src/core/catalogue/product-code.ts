import { isGtin } from '../../kernel/gtin.ts';

const MAX_CODE = 512;
/** ASCII GS, which ends a value of variable length (GS1 General Specifications, section 7.8). */
const SEPARATOR = '\u001d';
/** What some scanners put in front to say what they read (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z]\d/;

/**
 * The GTIN in what a scanner or a camera read from a label, as fourteen digits, or null when there is none with a right check digit:
 *
 *     5901234123457                                     EAN-13, EAN-8, UPC-A, ITF-14: digits alone
 *     https://id.gs1.org/01/09506000134352/10/ABC       GS1 Digital Link, uncompressed (GS1 Digital Link URI Syntax 1.4)
 *     ]d20109506000134352<GS>10ABC                      element string of a DataMatrix or GS1-128; ]xx is what some scanners put in front
 *     (01)09506000134352(10)ABC                         the same as people read it
 *
 * A web address is only looked at, never opened.
 */
export function gtinOfCode(text: string): string | null {
  if (text.length > MAX_CODE) return null;
  const code = text.trim().replace(SYMBOLOGY, '');
  return whole(code) ?? linked(code) ?? elements(code);
}

/** Fourteen digits: leading zeros make the shorter kinds of GTIN comparable (GS1 General Specifications, section 3.3.2). */
export function fullGtin(gtin: string): string {
  return gtin.padStart(14, '0');
}

function whole(code: string): string | null {
  return isGtin(code) ? fullGtin(code) : null;
}

function linked(code: string): string | null {
  const link = /^https?:\/\/[^/?#\s]+((?:\/[^/?#\s]*)*)/i.exec(code);
  const steps = link?.[1]?.split('/') ?? [];
  const at = steps.indexOf('01');
  return at < 0 ? null : whole(steps[at + 1] ?? '');
}

/** The application identifiers of fixed length that may stand before the 01 (GS1 General Specifications, figure 7.8.5-2). */
const FIXED: Readonly<Record<string, number>> = { '00': 18, '02': 14, '03': 14, '11': 6, '12': 6, '13': 6, '15': 6, '16': 6, '17': 6, '20': 2 };

function elements(code: string): string | null {
  const readable = /^\(01\)(\d{14})(?:\(|$)/.exec(code) ?? /\)[^()]*\(01\)(\d{14})(?:\(|$)/.exec(code);
  if (readable !== null) return whole(readable[1] ?? '');
  let rest = code;
  while (rest !== '') {
    if (rest.startsWith(SEPARATOR)) rest = rest.slice(1);
    const identifier = rest.slice(0, 2);
    if (identifier === '01') return whole(rest.slice(2, 16));
    const length = FIXED[identifier];
    const end = length === undefined ? rest.indexOf(SEPARATOR) : 2 + length;
    if (end < 2) return null;
    rest = rest.slice(end);
  }
  return null;
}
