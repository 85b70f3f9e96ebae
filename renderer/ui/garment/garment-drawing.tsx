import { memo, useId, useMemo } from 'react';
import type { Picture } from '../../../src/contract/catalogue.ts';
import { ClothPattern } from './cloth.tsx';
import { hasTile } from './cloth-tile.ts';
import './garment.css';
import { type Palette, paletteOf } from './palette.ts';
import { HEIGHT, WIDTH } from './path.ts';
import type { Part, Shape } from './shape.ts';
import { shapes } from './shapes.ts';
import { turnOf } from './turn.ts';

/** What to draw, and how it is told to who cannot see it. */
export interface GarmentDrawingProps {
  readonly picture: Picture;
  /** What it shows, where no words beside it say so; without it the drawing is decoration. */
  readonly label?: string;
  /** Leaves out the tinted ground, for drawings that float. */
  readonly bare?: boolean;
}

/** A product, drawn as cloth laid flat in its colour and pattern. It is shown whole; its ground fills the box that clips it. */
export const GarmentDrawing = memo(function GarmentDrawing({ picture, label, bare = false }: GarmentDrawingProps) {
  const id = useId();
  const palette = useMemo(() => paletteOf(picture), [picture]);
  const shape = shapes[picture.garment];
  return (
    <svg className="garment" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-hidden={label === undefined} aria-label={label ?? ''}>
      <Definitions id={id} picture={picture} palette={palette} shape={shape} />
      {bare ? null : <rect x={-WIDTH * 3} y={-HEIGHT} width={WIDTH * 7} height={HEIGHT * 3} fill={`url(#${id}ground)`} />}
      <g filter={`url(#${id}shadow)`} fill={palette.shadow} opacity={0.34} transform="translate(5 11)">
        {shape.parts.map((part) => (
          <path key={part.path} d={part.path} />
        ))}
      </g>
      {shape.parts.map((part) => (
        <PartDrawing key={part.path} id={id} part={part} palette={palette} patterned={hasTile(picture.pattern)} turn={turnOf(shape, picture, part)} />
      ))}
      <Modelling id={id} shape={shape} palette={palette} glossy={picture.pattern === 'leather'} />
      <Details shape={shape} palette={palette} />
    </svg>
  );
});

interface DrawingPieces {
  readonly id: string;
  readonly shape: Shape;
  readonly palette: Palette;
}

function Definitions({ id, shape, palette, picture }: DrawingPieces & { readonly picture: Picture }) {
  const turns = [...new Set(shape.parts.map((part) => turnOf(shape, picture, part)))];
  return (
    <defs>
      <linearGradient id={`${id}ground`} x1="0" y1="0" x2="0.3" y2="1">
        <stop offset="0" stopColor={palette.groundTop} />
        <stop offset="1" stopColor={palette.groundBottom} />
      </linearGradient>
      <linearGradient id={`${id}form`} x1="0" y1="0.1" x2="1" y2="0.6">
        <stop offset="0" stopColor="#ffffff" stopOpacity={palette.light * 0.5} />
        <stop offset="0.42" stopColor="#ffffff" stopOpacity="0" />
        <stop offset="0.6" stopColor="#1a1020" stopOpacity="0" />
        <stop offset="1" stopColor="#1a1020" stopOpacity={palette.shade * 0.62} />
      </linearGradient>
      <filter id={`${id}shadow`} x="-10%" y="-10%" width="120%" height="125%">
        <feGaussianBlur stdDeviation="8" />
      </filter>
      <filter id={`${id}soft`} x="-10%" y="-10%" width="120%" height="120%">
        <feGaussianBlur stdDeviation="3.6" />
      </filter>
      <clipPath id={`${id}outline`}>
        {shape.parts.map((part) => (
          <path key={part.path} d={part.path} />
        ))}
      </clipPath>
      {turns.map((turn) => (
        <ClothPattern key={turn} id={`${id}cloth${turn}`} pattern={picture.pattern} palette={palette} turn={turn} />
      ))}
    </defs>
  );
}

function PartDrawing({
  id,
  part,
  palette,
  patterned,
  turn,
}: Omit<DrawingPieces, 'shape'> & { readonly part: Part; readonly patterned: boolean; readonly turn: number }) {
  const cloth = patterned && part.grain !== false && (part.tone === 'fabric' || part.tone === 'trim');
  return (
    <>
      <path d={part.path} fill={palette[part.tone]} />
      {cloth ? <path d={part.path} fill={`url(#${id}cloth${turn})`} opacity={part.tone === 'trim' ? 0.75 : 1} /> : null}
      <path d={part.path} fill={`url(#${id}form)`} stroke={palette.seam} strokeWidth={1.1} strokeOpacity={0.5} strokeLinejoin="round" />
    </>
  );
}

function Modelling({ id, shape, palette, glossy }: DrawingPieces & { readonly glossy: boolean }) {
  return (
    <g clipPath={`url(#${id}outline)`}>
      <g filter={`url(#${id}soft)`}>
        <g fill="#170d1c" opacity={palette.shade}>
          {shape.folds.map((path) => (
            <path key={path} d={path} />
          ))}
        </g>
        <g fill="#ffffff" opacity={glossy ? palette.light * 2 : palette.light}>
          {shape.lights.map((path) => (
            <path key={path} d={path} />
          ))}
        </g>
      </g>
    </g>
  );
}

function Details({ shape, palette }: Omit<DrawingPieces, 'id'>) {
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round">
      <g stroke={palette.seam} strokeWidth={1.3} strokeOpacity={0.55}>
        {shape.seams.map((path) => (
          <path key={path} d={path} />
        ))}
      </g>
      <g stroke={palette.stitch} strokeWidth={1.4} strokeDasharray="4.5 3.5" strokeOpacity={0.85}>
        {shape.stitches.map((path) => (
          <path key={path} d={path} />
        ))}
      </g>
      {shape.buttons.map(([x, y, radius]) => (
        <g key={`${x} ${y}`}>
          <circle cx={x + 0.8} cy={y + 1.4} r={radius} fill="#170d1c" opacity={0.28} />
          <circle cx={x} cy={y} r={radius} fill={palette.pale} stroke={palette.seam} strokeWidth={0.8} />
          <circle cx={x} cy={y} r={radius * 0.3} fill={palette.seam} opacity={0.7} />
        </g>
      ))}
    </g>
  );
}
