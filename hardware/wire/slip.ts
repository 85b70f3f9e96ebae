/** A stretch of characters printed in one style. Widths and heights are in multiples of the normal character. */
export interface SlipRun {
  readonly text: string;
  readonly bold: boolean;
  readonly width: number;
  readonly height: number;
}

/** Where a line stands on the paper. */
export type SlipAlign = 'left' | 'centre' | 'right';

/** Error correction of a QR code: 7, 15, 25 or 30 per cent. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** One thing on paper. A text line without runs is an empty line. `moduleDots` is the edge of one square of the QR code in dots. */
export type SlipLine =
  | { readonly kind: 'text'; readonly align: SlipAlign; readonly runs: readonly SlipRun[] }
  | { readonly kind: 'qr'; readonly align: SlipAlign; readonly data: Uint8Array; readonly moduleDots: number; readonly level: QrLevel };

/** One piece of paper: what lies between two cuts. */
export interface Slip {
  readonly lines: readonly SlipLine[];
  /** False for what is printed and not yet cut off. */
  readonly isCut: boolean;
}

/** The words of a slip, line by line; a QR code is its data in angle brackets. */
export function slipText(slip: Slip): string[] {
  return slip.lines.map((line) => (line.kind === 'qr' ? `<${latin1(line.data)}>` : line.runs.map((run) => run.text).join('')));
}

/** A QR code's data are text of one byte per character wherever this product prints one. */
export function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
