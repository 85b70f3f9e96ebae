import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import type { ReceiptBlock, ReceiptDocument } from '../../../../hardware/contract/printer.ts';
import { previewReceipt, previewSvg } from '../../../../hardware/peripherals/printer/preview.ts';
import { printableText } from '../../../../hardware/wire/printable.ts';
import { type Slip, slipText } from '../../../../hardware/wire/slip.ts';

const format = { columns: 42, codepage: 'cp858' } as const;

function only(document: ReceiptDocument, columns: 32 | 42 = 42): Slip {
  const slips = previewReceipt(document, { ...format, columns });
  const [slip] = slips;
  if (slip === undefined || slips.length !== 1) throw new Error(`${slips.length} slips`);
  return slip;
}

/** A code as a shop prints it: 151 characters. */
const pass = `LK1:${'0A1B2C3D4E5F$%*+-./:'.repeat(8).slice(0, 147)}`;

const tillSlip: ReceiptDocument = {
  title: 'Para pagar en caja',
  blocks: [
    { kind: 'text', text: 'K7QM-4TXW', align: 'centre', size: 'huge', bold: true },
    { kind: 'rule' },
    { kind: 'pair', left: 'Camiseta de algodón orgánico, azul marino, talla M', right: '12,00\u00a0€', bold: false },
    { kind: 'pair', left: 'Total', right: '12,00\u00a0€', bold: true },
    { kind: 'space' },
    { kind: 'qr', data: pass, caption: 'Enséñalo en caja' },
  ],
};

describe('the words on paper', () => {
  test('of a till slip on 58 mm paper', () => {
    expect(slipText(only(tillSlip, 32))).toEqual([
      '   Para pagar en',
      '            caja',
      '',
      '  K7QM-4TXW',
      '────────────────────────────────',
      'Camiseta de algodón      12,00 €',
      'orgánico, azul marino,          ',
      'talla M                         ',
      'Total                    12,00 €',
      '',
      `<${pass}>`,
      '',
      '',
      '        Enséñalo en caja',
      '',
      '',
      '',
      '',
      '',
    ]);
  });

  test('are the words of the document, whatever they are', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcñÑáü€¿0123456789Łź漢'), minLength: 1, maxLength: 60 });
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    const block: fc.Arbitrary<ReceiptBlock> = fc.oneof(
      fc.record({
        kind: fc.constant('text' as const),
        text,
        align: fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
        size: fc.constantFrom('normal' as const, 'large' as const, 'huge' as const),
        bold: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('pair' as const), left: text, right: word, bold: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), fc.constantFrom(32 as const, 42 as const), (blocks, columns) => {
        const slip = only({ title: 'T', blocks }, columns);
        const printed = sorted(slipText(slip).join(''));
        const words = blocks.map((one) => (one.kind === 'text' ? one.text : one.kind === 'pair' ? one.left + one.right : '')).join('');
        expect(printed).toBe(sorted(`T${printableText(words, 'cp858')}`));
      }),
      { numRuns: 200 },
    );
  });

  test('never run over the edge of the paper', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcdefgh  ñ'), minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('normal' as const, 'large' as const, 'huge' as const),
        fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
        (value, size, align) => {
          const slip = only({ title: value.slice(0, 100), blocks: [{ kind: 'text', text: value, align, size, bold: false }] }, 32);
          const widths = slip.lines.map((line) => (line.kind === 'qr' ? 0 : line.runs.reduce((sum, run) => sum + run.text.length * run.width, 0)));
          expect(Math.max(...widths)).toBeLessThanOrEqual(32);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('bold and size are those of the document', () => {
    const slip = only(tillSlip);
    const runs = slip.lines.flatMap((line) => (line.kind === 'text' ? line.runs : [])).filter((run) => run.text.trim() !== '');
    expect(runs.find((run) => run.text === 'K7QM-4TXW')).toEqual({ text: 'K7QM-4TXW', bold: true, width: 3, height: 3 });
    expect(runs.find((run) => run.text.startsWith('Total'))?.bold).toBe(true);
    expect(runs.find((run) => run.text.startsWith('Camiseta'))?.bold).toBe(false);
  });
});

describe('the picture', () => {
  test("shows a QR code that somebody else's reader reads", () => {
    for (const columns of [32, 42] as const) {
      const pixels = paintQr(previewSvg(only(tillSlip, columns), columns));
      expect(jsQR.default(pixels.data, pixels.size, pixels.size)?.data).toBe(pass);
    }
  });

  test('has every word, and no text becomes markup', () => {
    const svg = previewSvg(
      only({ title: '<b>&"\'', blocks: [{ kind: 'text', text: '</svg><script>x</script>', align: 'left', size: 'normal', bold: true }] }),
      42,
    );
    expect(svg).toContain('&lt;b&gt;&amp;"\'');
    expect(svg).toContain('&lt;/svg&gt;&lt;script&gt;');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('font-weight="bold"');
  });

  test('is as wide as the paper', () => {
    expect(previewSvg(only(tillSlip, 32), 32)).toContain(`width="${32 * 12 + 48}"`);
    expect(previewSvg(only(tillSlip), 42)).toContain(`width="${42 * 12 + 48}"`);
  });

  test('of a code with more data than a code can hold leaves it out', () => {
    const slip: Slip = { isCut: true, lines: [{ kind: 'qr', align: 'centre', data: new Uint8Array(3000), moduleDots: 3, level: 'H' }] };
    expect(previewSvg(slip, 42)).not.toContain('<path');
  });
});

function sorted(text: string): string {
  return [...text.replaceAll(' ', '')].sort().join('');
}

/** Paints the rectangles of the picture's path, four dots for each square, with the white border that readers need. */
function paintQr(svg: string): { data: Uint8ClampedArray; size: number } {
  const path = /<path [^>]*d="([^"]*)"/.exec(svg)?.[1] ?? '';
  const rectangles = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, width]) => ({ x: Number(x), y: Number(y), width: Number(width) }));
  const scale = 4;
  const border = 4;
  const modules = Math.max(...rectangles.map(({ x, width }) => x + width));
  const size = (modules + 2 * border) * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const { x, y, width } of rectangles) {
    for (let row = (y + border) * scale; row < (y + border + 1) * scale; row += 1) {
      for (let column = (x + border) * scale; column < (x + border + width) * scale; column += 1)
        data.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
    }
  }
  return { data, size };
}
