import type { Picture } from '../../../src/contract/catalogue.ts';
import type { Palette } from './palette.ts';

/** One thing printed on a cloth: a path, filled or drawn as a line. */
export interface Mark {
  readonly path: string;
  readonly fill?: string;
  readonly stroke?: string;
  /** Of the line, in the drawing's units. */
  readonly width?: number;
  /** 0..1; left out: 1. */
  readonly opacity?: number;
}

/** What a patterned cloth repeats, in the drawing's units. */
export interface ClothTile {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** The tile of a pattern; null for plain cloth and leather, which have none. */
export function clothTile(pattern: Picture['pattern'], palette: Palette): ClothTile | null {
  const { print, printSoft, seam } = palette;
  switch (pattern) {
    case 'plain':
    case 'leather':
      return null;
    case 'stripes':
      return { width: 20, height: 40, marks: [{ path: box(7, 0, 6, 40), fill: print, opacity: 0.85 }] };
    case 'checks':
      return { width: 44, height: 44, marks: checks(palette) };
    case 'dots':
      return { width: 26, height: 26, marks: [6.5, 19.5].map((at) => ({ path: round(at, at, 3.3), fill: print })) };
    case 'floral':
      return { width: 64, height: 60, marks: flowers(print, printSoft) };
    case 'denim':
      return { width: 5, height: 5, marks: [{ path: 'M-1 6 L6 -1 M-1 1 L1 -1 M4 6 L6 4', stroke: '#ffffff', width: 0.9, opacity: 0.16 }] };
    case 'knit':
      return {
        width: 9,
        height: 8,
        marks: [{ path: 'M0.6 0 L4.5 4.8 L8.4 0 M0.6 8 L4.5 12.8 L8.4 8', stroke: seam, width: 1.3, opacity: 0.42 }],
      };
  }
}

/** Does this cloth have anything to repeat? */
export function hasTile(pattern: Picture['pattern']): boolean {
  return pattern !== 'plain' && pattern !== 'leather';
}

function checks({ print, printSoft }: Palette): Mark[] {
  return [
    { path: box(6, 0, 16, 44), fill: print, opacity: 0.28 },
    { path: box(0, 6, 44, 16), fill: print, opacity: 0.28 },
    { path: box(32, 0, 2, 44), fill: printSoft, opacity: 0.6 },
    { path: box(0, 32, 44, 2), fill: printSoft, opacity: 0.6 },
  ];
}

function flowers(print: string, printSoft: string): Mark[] {
  return [
    ...flower(16, 16, 1, print, printSoft),
    ...flower(48, 45, 0.86, printSoft, print),
    { path: 'M34 14 C40 8 46 10 48 16 C42 18 38 18 34 14 Z M8 46 C14 40 20 42 22 48 C16 50 12 50 8 46 Z', fill: print, opacity: 0.55 },
    { path: round(54, 22, 1.8), fill: printSoft },
    { path: round(30, 54, 1.8), fill: print },
  ];
}

/** Five petals around a heart. */
function flower(x: number, y: number, size: number, petal: string, heart: string): Mark[] {
  const petals = [0, 72, 144, 216, 288].map((angle) => {
    const turn = (angle * Math.PI) / 180;
    // A petal stands above the heart and is turned about it.
    const [dx, dy] = [Math.sin(turn) * 6.2 * size, -Math.cos(turn) * 6.2 * size];
    const [ux, uy] = [Math.sin(turn) * 5.6 * size, -Math.cos(turn) * 5.6 * size];
    const ends = [x + dx - ux, y + dy - uy, x + dx + ux, y + dy + uy].map((value) => value.toFixed(2));
    const arc = `A ${3.9 * size} ${5.6 * size} ${angle} 0 1`;
    return { path: `M ${ends[0]} ${ends[1]} ${arc} ${ends[2]} ${ends[3]} ${arc} ${ends[0]} ${ends[1]} Z`, fill: petal };
  });
  return [...petals, { path: round(x, y, 2.8 * size), fill: heart }];
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y} H${x + width} V${y + height} H${x} Z`;
}

function round(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y} A${radius} ${radius} 0 1 1 ${x + radius} ${y} A${radius} ${radius} 0 1 1 ${x - radius} ${y} Z`;
}
