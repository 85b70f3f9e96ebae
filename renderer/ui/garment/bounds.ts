/** The box around a path, in the path's units. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Points looked at on each curve: the box is right to less than the width of a seam. */
const STEPS = 16;

/** The box around a path of absolute M, L, C, Q and Z, as `objectBoundingBox` means it (SVG 2, section 8.12). */
export function boundsOf(path: string): Bounds {
  const xs: number[] = [];
  const ys: number[] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', rest = ''] of path.matchAll(/([MLCQZ])([^MLCQZ]*)/g)) {
    const numbers = (rest.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    const size = command === 'C' ? 6 : command === 'Q' ? 4 : 2;
    for (let from = 0; from + size <= numbers.length; from += size) {
      const curve = [x, y, ...numbers.slice(from, from + size)];
      const columns = [curve.filter((_, index) => index % 2 === 0), curve.filter((_, index) => index % 2 === 1)] as const;
      for (let step = size === 2 ? STEPS : 0; step <= STEPS; step++) {
        xs.push(between(columns[0], step / STEPS));
        ys.push(between(columns[1], step / STEPS));
      }
      x = numbers[from + size - 2] ?? x;
      y = numbers[from + size - 1] ?? y;
    }
  }
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The place on a Bezier curve of any degree (de Casteljau), in one direction. */
function between(points: readonly number[], at: number): number {
  let row = points;
  while (row.length > 1) row = row.slice(1).map((next, index) => (row[index] ?? 0) * (1 - at) + next * at);
  return row[0] ?? 0;
}
