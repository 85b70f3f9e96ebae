import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { ReceiptBlock, ReceiptDocument } from '../../contract/printer.ts';
import { printableText } from '../../wire/printable.ts';

/** How a printer wants its text. */
export interface EscPosFormat {
  /** Characters per line. */
  readonly columns: number;
  readonly codepage: 'cp858' | 'windows1252';
}

const textScale = { normal: 1, large: 2, huge: 3 } as const;
const alignment = { left: 'left', centre: 'center', right: 'right' } as const;

/** An amount needs at least so many characters beside it for a name to be worth printing there. */
const narrowestName = 8;

/** A receipt as ESC/POS bytes, cut at the end. What the code page lacks is printed as what looks like it, or as `?`. */
export function encodeReceipt(document: ReceiptDocument, format: EscPosFormat): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: format.columns, feedBeforeCut: 4, newline: '\n', errors: 'relaxed' });
  const printable = (text: string): string => printableText(text, format.codepage);
  encoder.initialize().codepage(format.codepage);
  encoder.align('center').bold(true).size(2, 2).line(printable(document.title)).size(1, 1).bold(false).align('left').newline();
  for (const block of document.blocks) addBlock(encoder, block, format.columns, printable);
  encoder.newline().cut('partial');
  return encoder.encode();
}

function addBlock(encoder: ReceiptPrinterEncoder, block: ReceiptBlock, columns: number, printable: (text: string) => string): void {
  switch (block.kind) {
    case 'text': {
      const scale = textScale[block.size];
      encoder.align(alignment[block.align]).bold(block.bold).size(scale, scale).line(printable(block.text));
      encoder.size(1, 1).bold(false).align('left');
      return;
    }
    case 'pair':
      encoder.bold(block.bold);
      addPair(encoder, printable(block.left), printable(block.right), columns);
      encoder.bold(false);
      return;
    case 'rule':
      encoder.rule({ style: 'single' });
      return;
    case 'space':
      encoder.newline();
      return;
    case 'qr':
      encoder.align('center').qrcode(qrData(block.data), { model: 2, size: 6, errorlevel: 'm' }).newline();
      encoder.line(printable(block.caption)).align('left');
      return;
  }
}

/** The right side, an amount, is never broken or cut short: the left side, a name, wraps in what is left, or stands above where that is too little. */
function addPair(encoder: ReceiptPrinterEncoder, left: string, right: string, columns: number): void {
  if (right.length + 1 + narrowestName > columns) {
    if (left !== '') encoder.line(left);
    encoder.align('right').line(right).align('left');
    return;
  }
  encoder.table(
    [
      { width: columns - right.length - 1, align: 'left', marginRight: 1 },
      { width: right.length, align: 'right' },
    ],
    [[left, right]],
  );
}

/** A code's data go to the printer as they are; only a control character would be a command to it, or be none that a scanner lets pass. */
function qrData(data: string): string {
  return data.replace(/\p{Cc}/gu, ' ');
}
