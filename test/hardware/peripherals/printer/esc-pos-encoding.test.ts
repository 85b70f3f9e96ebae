import { describe, expect, test } from 'vitest';
import type { ReceiptBlock } from '../../../../hardware/contract/printer.ts';
import { encodeReceipt, type EscPosFormat } from '../../../../hardware/peripherals/printer/esc-pos-encoding.ts';
import { previewReceipt } from '../../../../hardware/peripherals/printer/preview.ts';
import { toHex } from '../../../../hardware/wire/hex.ts';
import { slipText } from '../../../../hardware/wire/slip.ts';

const wide: EscPosFormat = { columns: 42, codepage: 'cp858' };

function text(value: string): ReceiptBlock {
  return { kind: 'text', text: value, align: 'left', size: 'normal', bold: false };
}

function print(blocks: readonly ReceiptBlock[], format: EscPosFormat = wide): string {
  return toHex(encodeReceipt({ title: 'T', blocks }, format));
}

describe('Spanish', () => {
  test('in code page 858, selected by ESC t 19', () => {
    expect(print([text('áéíóúüñÑ¿¡€')])).toContain('A0 82 A1 A2 A3 81 A4 A5 A8 AD D5 0A');
    expect(print([])).toContain('1B 74 13');
  });

  test('in Windows-1252, selected by ESC t 16', () => {
    const bytes = print([text('áéíóúüñÑ¿¡€')], { columns: 42, codepage: 'windows1252' });
    expect(bytes).toContain('1B 74 10');
    expect(bytes).toContain('E1 E9 ED F3 FA FC F1 D1 BF A1 80 0A');
  });

  test('letters that were typed as base and accent come out as one', () => {
    expect(print([text('n\u0303')])).toContain('A4 0A');
  });

  test('what the code page lacks is what looks like it, or a question mark', () => {
    expect(print([text('A漢B')])).toContain('41 3F 42 0A');
    expect(print([text('Łó')])).toContain('4C A2 0A');
  });

  test('an amount with a no-break space, as formatted for Spain or France, is printed with a plain one', () => {
    expect(print([{ kind: 'pair', left: 'x', right: '9,00\u00a0€', bold: false }])).toContain('39 2C 30 30 20 D5 0A');
    expect(print([{ kind: 'pair', left: 'x', right: '1\u202f009', bold: false }])).toContain('31 20 30 30 39 0A');
  });
});

describe('layout', () => {
  test('begins with a reset and ends with a partial cut', () => {
    const bytes = print([text('x')]);
    expect(bytes.startsWith('1B 40')).toBe(true);
    expect(bytes).toMatch(/1D 56 01( 0A)*$/);
  });

  test('a pair puts the amount at the right edge, and never breaks it', () => {
    const line = Buffer.from(
      encodeReceipt(
        { title: 'T', blocks: [{ kind: 'pair', left: 'Camiseta de algodón azul marino', right: '12,00', bold: false }] },
        { columns: 32, codepage: 'cp858' },
      ),
    ).toString('latin1');
    expect(line).toContain('Camiseta de algod\u00a2n azul   12,00\nmarino');
  });

  test('a right side that leaves no room for the left one stands below it, whole', () => {
    const address = 'Calle de la Independencia 1234, 28001 Madrid';
    const [slip] = previewReceipt({ title: 'T', blocks: [{ kind: 'pair', left: 'Tienda', right: address, bold: true }] }, { columns: 32, codepage: 'cp858' });
    const lines = slip === undefined ? [] : slipText(slip).filter((line) => line.trim() !== '');
    expect(lines).toEqual(['               T', 'Tienda', ' Calle de la Independencia 1234,', '                    28001 Madrid']);
  });

  test('a text of each size and side says so, and then goes back', () => {
    const bytes = print([{ kind: 'text', text: 'X', align: 'right', size: 'huge', bold: true }, text('y')]);
    expect(bytes).toMatch(/1B 45 01 1D 21 22 .*58 .*1B 45 00 .*79/);
  });

  test('a QR code is sent as data, with its caption below', () => {
    const bytes = print([{ kind: 'qr', data: 'LK1:AB', caption: 'c' }]);
    expect(bytes).toContain('1D 28 6B 09 00 31 50 30 4C 4B 31 3A 41 42');
  });
});

test('no text reaches the printer as a command', () => {
  const evil = '\u001bp\u0000\u0010\u0004\u0001\u001d\u0056\u0000\u009b';
  const harmless = evil.replace(/\p{Cc}/gu, ' ');
  const all = (value: string): readonly ReceiptBlock[] => [
    text(value),
    { kind: 'pair', left: value, right: value, bold: false },
    { kind: 'qr', data: value, caption: value },
  ];
  expect(print(all(evil))).toBe(print(all(harmless)));
});
