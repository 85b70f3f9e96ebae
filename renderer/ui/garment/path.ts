/** The drawing area of every garment: 400 wide, 480 high; the middle is x = 200. */
export const WIDTH = 400;
export const HEIGHT = 480;

/** The same path on the other side of the middle. Absolute M, L, C, Q and Z only. */
export function mirror(path: string): string {
  return mapPoints(path, (x, y) => [WIDTH - x, y]);
}

/** The path itself and its mirror image: sleeves, lapels, legs. */
export function both(path: string): readonly [string, string] {
  return [path, mirror(path)];
}

/** A path moved and grown about the drawing's middle, for the second shoe of a pair. */
export function placed(path: string, dx: number, dy: number, scale = 1): string {
  return mapPoints(path, (x, y) => [(x - WIDTH / 2) * scale + WIDTH / 2 + dx, (y - HEIGHT / 2) * scale + HEIGHT / 2 + dy]);
}

/**
 * Closes the left half of an outline with its mirror image. The half starts and ends on the middle line and uses absolute
 * M, L and C; going back along the right side turns every curve around.
 */
export function symmetric(left: string): string {
  const steps = parse(left);
  let back = '';
  for (let index = steps.length - 1; index > 0; index--) {
    const step = steps[index];
    const before = steps[index - 1]?.points.at(-1);
    if (step === undefined || before === undefined) continue;
    const turned = [...step.points.slice(0, -1).reverse(), before].map(([x, y]) => `${WIDTH - x} ${y}`);
    back += ` ${step.command} ${turned.join(' ')}`;
  }
  return `${left}${back} Z`;
}

type Point = readonly [x: number, y: number];

interface Step {
  readonly command: string;
  readonly points: readonly Point[];
}

function mapPoints(path: string, map: (x: number, y: number) => Point): string {
  return parse(path)
    .map(({ command, points }) => [command, ...points.map(([x, y]) => map(x, y).map(tidy).join(' '))].join(' '))
    .join(' ');
}

function parse(path: string): readonly Step[] {
  return [...path.matchAll(/([MLCQZ])([^MLCQZ]*)/g)].flatMap(([, command = '', rest = '']) => {
    const numbers = (rest.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    const points = pairs(numbers);
    if (command !== 'C') return [{ command, points }];
    // "C" may carry several curves; each is its own step, so that it can be turned around.
    return Array.from({ length: points.length / 3 }, (_, index) => ({ command, points: points.slice(index * 3, index * 3 + 3) }));
  });
}

function pairs(numbers: readonly number[]): readonly Point[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => [numbers[index * 2] ?? 0, numbers[index * 2 + 1] ?? 0] as const);
}

function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
