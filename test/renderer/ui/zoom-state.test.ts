import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSEST, moveBy, pinch, type Point, scaleBy, STEP, WHOLE, type Zoom } from '../../../renderer/ui/zoom-state.ts';

const window: Point = { x: 400, y: 300 };
const middle: Point = { x: 0, y: 0 };

describe('coming closer', () => {
  it('keeps what is under the finger where it is', () => {
    expect(scaleBy(WHOLE, 2, { x: 100, y: 50 }, window)).toEqual({ scale: 2, x: -100, y: -50 });
  });

  it('ends at the closest, and back at the whole picture in its place', () => {
    let zoom: Zoom = WHOLE;
    for (let i = 0; i < 10; i++) zoom = scaleBy(zoom, STEP, { x: 150, y: 100 }, window);
    expect(zoom.scale).toBe(CLOSEST);
    for (let i = 0; i < 10; i++) zoom = scaleBy(zoom, 1 / STEP, middle, window);
    expect(zoom).toEqual(WHOLE);
  });
});

describe('moving', () => {
  it('does nothing to the whole picture', () => {
    expect(moveBy(WHOLE, { x: 50, y: -20 }, window)).toEqual(WHOLE);
  });

  it("stops at the picture's edges", () => {
    expect(moveBy({ scale: 2, x: 0, y: 0 }, { x: 900, y: -900 }, window)).toEqual({ scale: 2, x: 200, y: -150 });
  });
});

describe('two fingers', () => {
  it('spread and move at once', () => {
    const before = [
      { x: -50, y: 0 },
      { x: 50, y: 0 },
    ] as const;
    const after = [
      { x: -100, y: 0 },
      { x: 100, y: 0 },
    ] as const;
    expect(pinch(WHOLE, before, after, window)).toEqual({ scale: 2, x: 0, y: 0 });
  });

  it('never show what is beside the picture, whatever they do', () => {
    const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
    const pair = fc.tuple(point, point);
    fc.assert(
      fc.property(fc.array(fc.tuple(pair, pair), { maxLength: 8 }), (moves) => {
        let zoom: Zoom = WHOLE;
        for (const [before, after] of moves) {
          zoom = pinch(zoom, before, after, window);
          const [mostX, mostY] = [((zoom.scale - 1) * window.x) / 2, ((zoom.scale - 1) * window.y) / 2];
          expect(zoom.scale >= 1 && zoom.scale <= CLOSEST && Math.abs(zoom.x) <= mostX + 1e-9 && Math.abs(zoom.y) <= mostY + 1e-9).toBe(true);
        }
      }),
    );
  });
});
