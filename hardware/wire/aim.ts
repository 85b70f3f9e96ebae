import type { Symbology } from '../contract/code-reading.ts';

/** What an AIM identifier says of the symbol: its kind, and whether its data are GS1 element strings (FNC1 in the first place). */
export interface AimMeaning {
  readonly symbology: Symbology;
  readonly isGs1: boolean;
}

/**
 * Code characters of ISO/IEC 15424, and the modifiers that mean "FNC1 in the first position, therefore GS1 element strings". Sources: Zebra,
 * DS457 Integration Guide, tables E-1 and E-2 (letters, QR and Data Matrix modifiers); GS1 General Specifications, 7.8, "symbology identifiers
 * for GS1" (C1, e0..e2, d2, Q3, J1).
 */
const codeCharacters: Readonly<Record<string, { readonly symbology: Symbology; readonly gs1: string }>> = {
  A: { symbology: 'code-39', gs1: '' },
  C: { symbology: 'code-128', gs1: '1' },
  E: { symbology: 'ean-upc', gs1: '' },
  F: { symbology: 'codabar', gs1: '' },
  G: { symbology: 'code-93', gs1: '' },
  H: { symbology: 'code-11', gs1: '' },
  I: { symbology: 'interleaved-2-of-5', gs1: '' },
  J: { symbology: 'dotcode', gs1: '1' },
  L: { symbology: 'pdf417', gs1: '' },
  M: { symbology: 'msi', gs1: '' },
  // With an ECI the data begin with `\nnnnnn` and are no element strings any more, so the ECI modifiers 4 (QR) and 5 (Data Matrix) stay text.
  Q: { symbology: 'qr', gs1: '3' },
  S: { symbology: 'industrial-2-of-5', gs1: '' },
  U: { symbology: 'maxicode', gs1: '' },
  X: { symbology: 'other', gs1: '' },
  d: { symbology: 'data-matrix', gs1: '2' },
  e: { symbology: 'gs1-databar', gs1: '012' },
  h: { symbology: 'han-xin', gs1: '' },
  z: { symbology: 'aztec', gs1: '' },
};

/** Is this the shape of an AIM identifier at all: `]`, a code character, a modifier? */
export function isAimIdentifier(text: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text);
}

/** Reads an identifier such as `]Q3`. One that the table lacks is `unknown` and carries no GS1. */
export function readAim(aim: string): AimMeaning {
  const known = codeCharacters[aim.charAt(1)];
  if (!isAimIdentifier(aim) || known === undefined) return { symbology: 'unknown', isGs1: false };
  return { symbology: known.symbology, isGs1: known.gs1.includes(aim.charAt(2)) };
}
