import { expect, test } from 'vitest';
import { isAimIdentifier, readAim } from '../../../hardware/wire/aim.ts';

/** ISO/IEC 15424 and GS1 General Specifications, 7.8: identifiers as scanners send them. */
test.each([
  [']E0', 'ean-upc', false],
  [']E4', 'ean-upc', false],
  [']C0', 'code-128', false],
  [']C1', 'code-128', true],
  [']e0', 'gs1-databar', true],
  [']e1', 'gs1-databar', true],
  [']d1', 'data-matrix', false],
  [']d2', 'data-matrix', true],
  [']Q1', 'qr', false],
  [']Q3', 'qr', true],
  [']J1', 'dotcode', true],
  [']I1', 'interleaved-2-of-5', false],
  [']A0', 'code-39', false],
  [']z0', 'aztec', false],
  [']L0', 'pdf417', false],
  [']X0', 'other', false],
  [']B0', 'unknown', false],
] as const)('%s is %s, GS1: %s', (aim, symbology, isGs1) => expect(readAim(aim)).toEqual({ symbology, isGs1 }));

test.each(['', ']', ']Q', ']11', 'Q1]', ']Q1x', ']Q-'])('%j is no identifier', (text) => {
  expect(isAimIdentifier(text)).toBe(false);
  expect(readAim(text)).toEqual({ symbology: 'unknown', isGs1: false });
});
