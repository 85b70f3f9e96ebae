import { expandUpcE, isGtin } from '../../kernel/gtin.ts';

const MAX_CODE = 512;
/** ASCII GS, which ends a value of variable length (GS1 General Specifications, section 7.8). */
const SEPARATOR = '\u001d';
/** What some scanners put in front to say what they read (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z]\d/;
/** What stands before an EAN-8, and before all other codes of UPC and EAN. */
const EAN_8 = ']E4';
const UPC = ']E0';

/**
 * The GTINs that what a scanner or a camera read from a label may mean, as fourteen digits, the likeliest first; none when it holds none with a
 * right check digit. Only eight digits may mean two: nothing tells an EAN-8 from a UPC-E that a scanner sent as it is printed, unless it says so.
 *
 *     5901234123457                                     EAN-13, EAN-8, UPC-A, ITF-14: digits alone
 *     01234565                                          UPC-E, as it is printed; ]E0 in front of eight digits says that it is one
 *     https://id.gs1.org/01/09506000134352/10/ABC       GS1 Digital Link, uncompressed (GS1 Digital Link URI Syntax 1.4)
 *     ]d20109506000134352<GS>10ABC                      element string of a DataMatrix or GS1-128; ]xx is what some scanners put in front
 *     (01)09506000134352(10)ABC                         the same as people read it
 *
 * A web address is only looked at, never opened.
 */
export function gtinsOfCode(text: string): readonly string[] {
  if (text.length > MAX_CODE) return [];
  const trimmed = text.trim();
  const code = trimmed.replace(SYMBOLOGY, '');
  const found = whole(code) ?? linked(code) ?? elements(code);
  const upc = trimmed.startsWith(EAN_8) ? null : expandUpcE(code);
  return [...(found === null || (upc !== null && trimmed.startsWith(UPC)) ? [] : [found]), ...(upc === null ? [] : [fullGtin(upc)])];
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

/** How many digits follow the first two of an identifier whose length is fixed, so that no separator ends it (GS1 General Specifications, figure 7.8.5-2). */
const FIXED: Readonly<Record<string, number>> = {
  ...{ '00': 18, '02': 14, '03': 14, '04': 16, '20': 2 },
  ...{ '11': 6, '12': 6, '13': 6, '14': 6, '15': 6, '16': 6, '17': 6, '18': 6, '19': 6 },
  // Two more digits of the identifier stand before these, and one before 41: weights, and places.
  ...{ '31': 8, '32': 8, '33': 8, '34': 8, '35': 8, '36': 8, '41': 14 },
};

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
