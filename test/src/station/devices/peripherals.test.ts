import { expect, it } from 'vitest';
import type { Scan, Scanner } from '../../../../hardware/contract/scanner.ts';
import { readCode } from '../../../../hardware/wire/code-reading.ts';
import { gtinsOfCode } from '../../../../src/core/catalogue/product-code.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { onScannedText } from '../../../../src/station/devices/peripherals.ts';

/** What a station hears of a reading. */
function heard(text: string, aim: string | null): string {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const said: string[] = [];
  const scanner: Pick<Scanner, 'onScan' | 'onProblem'> = {
    onScan: (listener: (scan: Scan) => void) => {
      listener({ bytes, aim, reading: readCode(bytes, aim) });
      return () => {};
    },
    onProblem: () => () => {},
  };
  onScannedText(scanner, (code) => said.push(code), silentLogger);
  return said.join('|');
}

it.each([
  ['a UPC-E as it is printed, which its scanner names', '04252614', ']E0', '00042100005264'],
  ['a UPC-E whose digits could be an EAN-8', '01234565', ']E0', '00012345000065'],
  ['a magazine with its small symbol', '977123456789812345', ']E3', '09771234567898'],
])('hands on the digits of the goods of %s', (_what, text, aim, gtin) => {
  expect(heard(text, aim)).toBe(gtin);
  expect(gtinsOfCode(heard(text, aim))).toEqual([gtin]);
});

it.each([
  ['an EAN-13', '5901234123457', ']E0'],
  ['an EAN-8', '96385074', ']E4'],
  ['a DataMatrix with its separators', '010950600013435210AB\u001d217', ']d2'],
  ['a collection code', 'LK1:AB', ']Q1'],
  ['anything without a name', 'AB-1', null],
])('hands on %s as it came', (_what, text, aim) => {
  expect(heard(text, aim)).toBe(text);
});
