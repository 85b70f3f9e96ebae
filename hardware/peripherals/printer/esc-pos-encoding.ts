import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { ReceiptBlock, ReceiptDocument } from '../../contract/printer.ts';

/** How a printer wants its text. */
export interface EscPosFormat {
  /** Characters per line. */
  readonly columns: number;
  readonly codepage: 'cp858' | 'windows1252';
}

const textScale = { normal: 1, large: 2, huge: 3 } as const;
const alignment = { left: 'left', centre: 'center', right: 'right' } as const;

/** A receipt as ESC/POS bytes, cut at the end. Characters that the code page lacks come out as `?`. */
export function encodeReceipt(document: ReceiptDocument, format: EscPosFormat): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: format.columns, feedBeforeCut: 4, newline: '\n', errors: 'relaxed' });
  encoder.initialize().codepage(format.codepage);
  encoder.align('center').bold(true).size(2, 2).line(printable(document.title)).size(1, 1).bold(false).align('left').newline();
  for (const block of document.blocks) addBlock(encoder, block, format.columns);
  encoder.newline().cut('partial');
  return encoder.encode();
}

function addBlock(encoder: ReceiptPrinterEncoder, block: ReceiptBlock, columns: number): void {
  switch (block.kind) {
    case 'text': {
      const scale = textScale[block.size];
      encoder.align(alignment[block.align]).bold(block.bold).size(scale, scale).line(printable(block.text));
      encoder.size(1, 1).bold(false).align('left');
      return;
    }
    case 'pair':
      addPair(encoder, block, columns);
      return;
    case 'rule':
      encoder.rule({ style: 'single' });
      return;
    case 'space':
      encoder.newline();
      return;
    case 'qr':
      encoder.align('center').qrcode(printable(block.data), { model: 2, size: 6, errorlevel: 'm' }).newline();
      encoder.line(printable(block.caption)).align('left');
      return;
  }
}

/** The right side, an amount, is never broken; the left side, a name, wraps in what is left. */
function addPair(encoder: ReceiptPrinterEncoder, pair: { left: string; right: string; bold: boolean }, columns: number): void {
  const right = printable(pair.right).slice(0, columns - 2);
  encoder.bold(pair.bold).table(
    [
      { width: columns - right.length - 1, align: 'left', marginRight: 1 },
      { width: right.length, align: 'right' },
    ],
    [[printable(pair.left), right]],
  );
  encoder.bold(false);
}

/** Text comes from catalogues and people. A control character in it would be a command to the printer, so none gets through. */
function printable(text: string): string {
  return text.normalize('NFC').replace(/\p{Cc}/gu, ' ');
}
