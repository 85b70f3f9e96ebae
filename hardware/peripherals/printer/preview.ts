import { create } from 'qrcode';
import type { ReceiptDocument } from '../../contract/printer.ts';
import type { QrLevel, Slip } from '../../wire/slip.ts';
import { SlipReader } from '../../wire/slip-reader.ts';
import { type QrMatrix, slipSvg } from '../../wire/slip-svg.ts';
import { encodeReceipt, type EscPosFormat } from './esc-pos-encoding.ts';

/** What a document would look like on paper: encoded as for a printer, and read back from those bytes. */
export function previewReceipt(document: ReceiptDocument, format: EscPosFormat): Slip[] {
  return new SlipReader().push(encodeReceipt(document, format));
}

/** A slip as an SVG picture, its QR codes included. */
export function previewSvg(slip: Slip, columns: number): string {
  return slipSvg(slip, { columns, qrMatrix });
}

/** The squares of a QR code, as a printer with this error correction makes them: in byte mode. */
export function qrMatrix(data: Uint8Array, level: QrLevel): QrMatrix | null {
  try {
    const { modules } = create([{ data, mode: 'byte' }], { errorCorrectionLevel: level });
    return { size: modules.size, isDark: (column, row) => modules.get(row, column) === 1 };
  } catch {
    // The library throws when the data do not fit into the largest code.
    return null;
  }
}
