import fc from 'fast-check';
import jsqr from 'jsqr';
import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { qrPath } from '../../../renderer/ui/qr-path.ts';

/** Fills the rectangles of a path as a browser would: `M x y h w v1 H x z`. */
function paint(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let column = Number(x); column < Number(x) + Number(width); column++) (grid[Number(y)] ?? [])[column] = true;
  }
  return grid;
}

describe('the path of a code', () => {
  it('covers exactly the dark modules', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), { minLength: 8, maxLength: 8 }), (modules) => {
        expect(
          paint(
            qrPath(8, (row, column) => modules[row]?.[column] === true),
            8,
          ),
        ).toEqual(modules);
      }),
    );
  });

  it('is read back by a reader that is not ours', () => {
    const text = 'PT1:K1-00042-7:14180:EUR:5';
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const grid = paint(
      qrPath(modules.size, (row, column) => modules.get(row, column) === 1),
      modules.size,
    );
    expect(readBack(grid)).toBe(text);
  });
});

function readBack(grid: readonly (readonly boolean[])[]): string | undefined {
  const scale = 6;
  const side = (grid.length + 8) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (grid[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4] === true) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  const read = 'default' in jsqr && typeof jsqr.default === 'function' ? jsqr.default : jsqr;
  return read(pixels, side, side)?.data;
}
