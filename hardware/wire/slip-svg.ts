import type { QrLevel, Slip, SlipLine, SlipRun } from './slip.ts';

/** A QR code as squares: `size` of them on each edge, without the white border. */
export interface QrMatrix {
  readonly size: number;
  isDark(column: number, row: number): boolean;
}

/** What the drawing of a slip needs from outside. */
export interface SlipDrawing {
  /** Characters per line of the printer. */
  readonly columns: number;
  /** Makes the squares of a QR code; null where the data are too long for one. */
  qrMatrix(data: Uint8Array, level: QrLevel): QrMatrix | null;
}

/** A character of font A in dots (Epson: 12 x 24 at 203 dpi), the distance of lines, and the paper's border. */
const cell = { width: 12, height: 24, line: 30 } as const;
const border = 24;

/**
 * Draws a slip as SVG, one unit per dot of the printer, so that what does not fit on the paper does not fit in the picture. Text is data:
 * nothing in it can become markup.
 */
export function slipSvg(slip: Slip, drawing: SlipDrawing): string {
  const width = drawing.columns * cell.width + 2 * border;
  let y = border;
  const parts: string[] = [];
  for (const line of slip.lines) {
    const drawn = line.kind === 'qr' ? drawQr(line, y, drawing) : drawText(line, y, drawing);
    parts.push(...drawn.parts);
    y += drawn.height;
  }
  const height = y + border;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`;
  const paper = `<rect width="${width}" height="${height}" fill="#fff"/>`;
  return `${head}${paper}<g fill="#111" font-family="monospace" font-size="20">${parts.join('')}</g></svg>`;
}

interface Drawn {
  readonly parts: readonly string[];
  readonly height: number;
}

/** Each run is stretched to exactly its columns, whatever font shows it. */
function drawText(line: Extract<SlipLine, { readonly kind: 'text' }>, y: number, { columns }: SlipDrawing): Drawn {
  const tallest = line.runs.reduce((most, run) => Math.max(most, run.height), 1);
  const total = line.runs.reduce((sum, run) => sum + widthOf(run), 0);
  let x = border + indentOf(line, columns * cell.width - total);
  const parts = line.runs.map((run) => {
    const baseline = y + tallest * cell.height - 6;
    const drawn = drawRun(run, x, baseline);
    x += widthOf(run);
    return drawn;
  });
  return { parts: parts.filter((part) => part !== ''), height: (tallest - 1) * cell.height + cell.line };
}

function drawRun(run: SlipRun, x: number, baseline: number): string {
  if (run.text.trim() === '') return '';
  const scale = run.width === 1 && run.height === 1 ? '' : ` scale(${run.width} ${run.height})`;
  const weight = run.bold ? ' font-weight="bold"' : '';
  const length = `textLength="${run.text.length * cell.width}" lengthAdjust="spacingAndGlyphs"`;
  return `<text transform="translate(${x} ${baseline})${scale}" ${length}${weight} xml:space="preserve">${escapeText(run.text)}</text>`;
}

function drawQr(line: Extract<SlipLine, { readonly kind: 'qr' }>, y: number, { columns, qrMatrix }: SlipDrawing): Drawn {
  const matrix = qrMatrix(line.data, line.level);
  if (matrix === null) return { parts: [], height: cell.line };
  const edge = matrix.size * line.moduleDots;
  const x = border + indentOf(line, columns * cell.width - edge);
  const squares: string[] = [];
  for (let row = 0; row < matrix.size; row += 1) squares.push(...rowOf(matrix, row));
  return { parts: [`<path transform="translate(${x} ${y}) scale(${line.moduleDots})" d="${squares.join('')}"/>`], height: edge + cell.line };
}

/** Dark squares that touch in a row are one rectangle: `M column row h length v1 h-length z`. */
function rowOf(matrix: QrMatrix, row: number): string[] {
  const parts: string[] = [];
  let from: number | null = null;
  for (let column = 0; column <= matrix.size; column += 1) {
    const isDark = column < matrix.size && matrix.isDark(column, row);
    if (isDark && from === null) from = column;
    if (isDark || from === null) continue;
    parts.push(`M${from} ${row}h${column - from}v1h-${column - from}z`);
    from = null;
  }
  return parts;
}

/** What is wider than the paper begins at its left edge and runs out of the picture on the right, as it would run off the paper. */
function indentOf(line: SlipLine, free: number): number {
  if (free <= 0 || line.align === 'left') return 0;
  return line.align === 'centre' ? Math.floor(free / 2) : free;
}

function widthOf(run: SlipRun): number {
  return run.text.length * cell.width * run.width;
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'));
}
