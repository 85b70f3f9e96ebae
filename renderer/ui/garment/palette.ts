import type { Picture } from '../../../src/contract/catalogue.ts';

/** The colours of one drawing, all made from the product's own. */
export interface Palette {
  readonly fabric: string;
  /** Insides, seen through a collar or a sleeve. */
  readonly lining: string;
  /** Cuffs, collars, waistbands: a shade apart from the fabric. */
  readonly trim: string;
  readonly seam: string;
  readonly stitch: string;
  /** Pale rubber, buttons, tags. */
  readonly pale: string;
  readonly metal: string;
  /** What a pattern is printed with. */
  readonly print: string;
  readonly printSoft: string;
  readonly groundTop: string;
  readonly groundBottom: string;
  readonly shadow: string;
  /** How strong light and shade may be: dark cloth needs more light, pale cloth more shade. */
  readonly light: number;
  readonly shade: number;
}

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const NIGHT: Rgb = [24, 20, 26];
const PAPER: Rgb = [240, 235, 227];

/** Makes the colours of a drawing from `#rrggbb`; the ground is a calm tint that the cloth stands out from. */
export function paletteOf({ colour, pattern }: Pick<Picture, 'colour' | 'pattern'>): Palette {
  const base = rgb(colour);
  const bright = brightness(base);
  const dark = bright < 0.36;
  const pale = bright > 0.82;
  const ground = pale ? mix([222, 213, 201], base, 0.1) : mix(PAPER, base, 0.11);
  return {
    fabric: hex(dark ? mix(base, WHITE, 0.06) : base),
    lining: hex(mix(base, NIGHT, dark ? 0.45 : 0.32)),
    trim: hex(dark ? mix(base, WHITE, 0.13) : mix(base, NIGHT, pale ? 0.05 : 0.12)),
    seam: hex(dark ? mix(base, WHITE, 0.34) : mix(base, NIGHT, pale ? 0.34 : 0.48)),
    stitch: pattern === 'denim' ? '#d09a55' : hex(dark ? mix(base, WHITE, 0.42) : mix(base, NIGHT, 0.34)),
    pale: pale ? '#c9bfb1' : '#f4f0e9',
    metal: '#c8b58a',
    print: hex(bright > 0.55 ? mix(base, [38, 40, 70], 0.74) : mix(base, WHITE, 0.82)),
    printSoft: hex(bright > 0.55 ? mix(base, [150, 60, 60], 0.55) : mix(base, [250, 205, 160], 0.62)),
    groundTop: hex(mix(ground, WHITE, 0.4)),
    groundBottom: hex(mix(ground, NIGHT, 0.035)),
    shadow: hex(mix(mix(base, NIGHT, 0.6), [70, 55, 40], 0.5)),
    light: dark ? 0.2 : 0.26,
    shade: pale ? 0.16 : 0.26,
  };
}

/** Perceived brightness of a colour, 0..1. */
export function brightness([r, g, b]: Rgb): number {
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function mix([r, g, b]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb {
  return [r + (r2 - r) * share, g + (g2 - g) * share, b + (b2 - b) * share];
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
