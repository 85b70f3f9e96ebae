import type { ReactElement } from 'react';
import type { Picture } from '../../../src/contract/catalogue.ts';
import type { Palette } from './palette.ts';

/** A cloth: what is printed on it, in which colours, and how it lies. `id` names it for whoever fills with it. */
export interface ClothProps {
  readonly id: string;
  readonly pattern: Picture['pattern'];
  readonly palette: Palette;
  /** Degrees by which the cloth lies turned. */
  readonly turn: number;
}

/** What a patterned cloth repeats, as an SVG pattern. Plain cloth and leather have none. */
export function ClothPattern({ id, pattern, palette, turn }: ClothProps) {
  const tile = tileOf(pattern, palette);
  if (tile === null) return null;
  return (
    <pattern id={id} width={tile.width} height={tile.height} patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      {tile.face}
    </pattern>
  );
}

/** Does this cloth have anything to repeat? */
export function hasTile(pattern: Picture['pattern']): boolean {
  return pattern !== 'plain' && pattern !== 'leather';
}

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly face: ReactElement;
}

function tileOf(pattern: Picture['pattern'], palette: Palette): Tile | null {
  switch (pattern) {
    case 'plain':
    case 'leather':
      return null;
    case 'stripes':
      return { width: 20, height: 40, face: <rect width={6} height={40} x={7} fill={palette.print} opacity={0.85} /> };
    case 'checks':
      return { width: 44, height: 44, face: <Check palette={palette} /> };
    case 'dots':
      return { width: 26, height: 26, face: <Dots palette={palette} /> };
    case 'floral':
      return { width: 64, height: 60, face: <Flowers palette={palette} /> };
    case 'denim':
      return { width: 5, height: 5, face: <path d="M-1 6 L6 -1 M-1 1 L1 -1 M4 6 L6 4" stroke="#ffffff" strokeWidth={0.9} opacity={0.16} /> };
    case 'knit':
      return {
        width: 9,
        height: 8,
        face: <path d="M0.6 0 L4.5 4.8 L8.4 0 M0.6 8 L4.5 12.8 L8.4 8" fill="none" stroke={palette.seam} strokeWidth={1.3} opacity={0.42} />,
      };
  }
}

function Check({ palette }: { readonly palette: Palette }) {
  return (
    <g fill={palette.print}>
      <rect x={6} width={16} height={44} opacity={0.28} />
      <rect y={6} width={44} height={16} opacity={0.28} />
      <rect x={32} width={2} height={44} opacity={0.6} fill={palette.printSoft} />
      <rect y={32} width={44} height={2} opacity={0.6} fill={palette.printSoft} />
    </g>
  );
}

function Dots({ palette }: { readonly palette: Palette }) {
  return (
    <g fill={palette.print}>
      <circle cx={6.5} cy={6.5} r={3.3} />
      <circle cx={19.5} cy={19.5} r={3.3} />
    </g>
  );
}

function Flowers({ palette }: { readonly palette: Palette }) {
  return (
    <g>
      <Flower x={16} y={16} size={1} petal={palette.print} heart={palette.printSoft} />
      <Flower x={48} y={45} size={0.86} petal={palette.printSoft} heart={palette.print} />
      <path d="M34 14 C40 8 46 10 48 16 C42 18 38 18 34 14 Z M8 46 C14 40 20 42 22 48 C16 50 12 50 8 46 Z" fill={palette.print} opacity={0.55} />
      <circle cx={54} cy={22} r={1.8} fill={palette.printSoft} />
      <circle cx={30} cy={54} r={1.8} fill={palette.print} />
    </g>
  );
}

function Flower({
  x,
  y,
  size,
  petal,
  heart,
}: {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly petal: string;
  readonly heart: string;
}) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      {[0, 72, 144, 216, 288].map((angle) => (
        <ellipse key={angle} cx={0} cy={-6.2} rx={3.9} ry={5.6} fill={petal} transform={`rotate(${angle})`} />
      ))}
      <circle r={2.8} fill={heart} />
    </g>
  );
}
