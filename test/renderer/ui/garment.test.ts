import { describe, expect, it } from 'vitest';
import { garment, picture } from '../../../src/contract/catalogue.ts';
import { boundsOf } from '../../../renderer/ui/garment/bounds.ts';
import { clothTile, hasTile } from '../../../renderer/ui/garment/cloth-tile.ts';
import { mirror, placed, symmetric } from '../../../renderer/ui/garment/path.ts';
import { paletteOf } from '../../../renderer/ui/garment/palette.ts';
import { shapes } from '../../../renderer/ui/garment/shapes.ts';

describe('a path', () => {
  it('is mirrored about the middle of the drawing', () => {
    expect(mirror('M10 20 C0 0 100 5 200 40 Z')).toBe('M 390 20 C 400 0 300 5 200 40 Z');
  });

  it('of a left half becomes a whole outline that ends where it began', () => {
    expect(symmetric('M200 10 L100 20 C90 60 90 80 200 90')).toBe('M200 10 L100 20 C90 60 90 80 200 90 C 310 80 310 60 300 20 L 200 10 Z');
  });

  it('is moved and grown about the middle', () => {
    expect(placed('M200 240 L300 240 Z', 10, -5, 0.5)).toBe('M 210 235 L 260 235 Z');
  });

  it('has a box around it that counts how far its curves go, and not where their handles are', () => {
    expect(boundsOf('M10 20 L30 20 L30 60 Z')).toEqual({ x: 10, y: 20, width: 20, height: 40 });
    expect(boundsOf('M0 0 Q50 100 100 0')).toEqual({ x: 0, y: 0, width: 100, height: 50 });
    expect(boundsOf('M0 0 C0 100 100 100 100 0 L100 -10')).toEqual({ x: 0, y: -10, width: 100, height: 85 });
  });
});

describe('every garment of the catalogue', () => {
  it.each(garment.options)('%s has a drawing of whole shapes inside its area', (name) => {
    const shape = shapes[name];
    expect(shape.parts.length).toBeGreaterThan(0);
    for (const { path } of shape.parts) {
      expect(path).toMatch(/^M.*Z$/);
      for (const number of path.match(/-?\d+(\.\d+)?/g) ?? []) expect(Number(number)).toBeLessThanOrEqual(480);
    }
    expect(new Set(shape.parts.map((part) => part.path)).size).toBe(shape.parts.length);
  });
});

it.each(picture.shape.pattern.options)('a cloth that is %s repeats something, or nothing at all', (pattern) => {
  const tile = clothTile(pattern, paletteOf({ colour: '#1f2a44', pattern }));
  expect(tile !== null).toBe(hasTile(pattern));
  for (const { path, fill, stroke } of tile?.marks ?? []) expect([path.startsWith('M'), fill !== undefined || stroke !== undefined]).toEqual([true, true]);
});

describe('the colours of a drawing', () => {
  it.each(['#ffffff', '#000000', '#1f2a44', '#e2a7a8', '#c9a227'])('of %s keep the cloth apart from its ground', (colour) => {
    const palette = paletteOf({ colour, pattern: 'plain' });
    for (const value of [palette.fabric, palette.groundTop, palette.groundBottom, palette.seam]) expect(value).toMatch(/^#[0-9a-f]{6}$/);
    expect(distance(palette.fabric, palette.groundBottom)).toBeGreaterThan(24);
  });
});

function distance(a: string, b: string): number {
  const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return Math.max(...parts(a).map((part, index) => Math.abs(part - (parts(b)[index] ?? 0))));
}
