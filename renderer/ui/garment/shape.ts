/** What a part is made of; the palette knows the colour. */
export type Tone = 'fabric' | 'lining' | 'trim' | 'pale' | 'metal';

/** One closed piece of cloth, leather or rubber. */
export interface Part {
  readonly path: string;
  readonly tone: Tone;
  /** Degrees by which the cloth's grain is turned (sleeves); `false` leaves a part of fabric without pattern. */
  readonly grain?: number | false;
}

/** A garment, laid flat: pieces from the lowest to the highest, then light, shade, seams and small things on them. */
export interface Shape {
  readonly parts: readonly Part[];
  /** Soft shade inside the outline: folds, hollows. */
  readonly folds: readonly string[];
  /** Soft light inside the outline. */
  readonly lights: readonly string[];
  /** Thin lines: hems, edges, creases. */
  readonly seams: readonly string[];
  /** Dashed lines: top-stitching. */
  readonly stitches: readonly string[];
  readonly buttons: readonly (readonly [x: number, y: number, radius: number])[];
  /** Which way a striped cloth runs on the body. */
  readonly stripes: 'across' | 'along';
}

/** A shape with nothing on it, to start from. */
export const bare: Omit<Shape, 'parts'> = { folds: [], lights: [], seams: [], stitches: [], buttons: [], stripes: 'along' };

/** Parts of the same tone, one per path. */
export function parts(tone: Tone, paths: readonly string[], grain?: number | false): Part[] {
  return paths.map((path) => (grain === undefined ? { path, tone } : { path, tone, grain }));
}

/** A left part and its mirror image, with the grain turned the other way. */
export function pair(tone: Tone, [left, right]: readonly [string, string], grain = 0): Part[] {
  return [
    { path: left, tone, grain },
    { path: right, tone, grain: -grain },
  ];
}
