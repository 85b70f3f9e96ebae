import { create } from 'qrcode';
import { type Slip, slipText } from '../wire/slip.ts';
import { type QrMatrix, slipSvg } from '../wire/slip-svg.ts';

/** A slip as a picture, and its words for who cannot see it. */
export interface SlipPicture {
  readonly svg: string;
  readonly words: string;
  readonly isCut: boolean;
}

/** Characters per line of the simulated printer: 80 mm paper. */
const columns = 42;

/** Draws a slip with its QR codes. */
export function slipPicture(slip: Slip): SlipPicture {
  return { svg: slipSvg(slip, { columns, qrMatrix }), words: slipText(slip).join('\n'), isCut: slip.isCut };
}

function qrMatrix(data: Uint8Array, level: 'L' | 'M' | 'Q' | 'H'): QrMatrix | null {
  try {
    const { modules } = create([{ data, mode: 'byte' }], { errorCorrectionLevel: level });
    return { size: modules.size, isDark: (column, row) => modules.get(row, column) === 1 };
  } catch {
    // The library throws when the data do not fit into the largest code.
    return null;
  }
}
