import type { Picture } from '../../../src/contract/catalogue.ts';
import { clothTile } from './cloth-tile.ts';
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
  const tile = clothTile(pattern, palette);
  if (tile === null) return null;
  return (
    <pattern id={id} width={tile.width} height={tile.height} patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      {tile.marks.map(({ path, fill = 'none', stroke = 'none', width, opacity }) => (
        <path key={path} d={path} fill={fill} stroke={stroke} strokeWidth={width} opacity={opacity} />
      ))}
    </pattern>
  );
}
