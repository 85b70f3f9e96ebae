/** How a picture stands in its window: `scale` 1 shows it whole; `x`, `y` are how far its middle is from the window's, in pixels. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A point or a size in the window, in pixels; points count from its middle. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The whole picture. */
export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };

/** As close as it gets: beyond that there is nothing to see but dots. */
export const CLOSEST = 5;

/** How much a press of a button, and a turn of a wheel, change the scale. */
export const STEP = 1.5;

/** Changes the scale by a factor, so that what is under `at` stays under it, as fingers expect. */
export function scaleBy(zoom: Zoom, factor: number, at: Point, window: Point): Zoom {
  const scale = Math.min(CLOSEST, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  return within({ scale, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown }, window);
}

/** Moves the picture; its edges never come further in than the window's. */
export function moveBy(zoom: Zoom, by: Point, window: Point): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, window);
}

/** What two fingers do together: they move the picture and spread it. */
export function pinch(zoom: Zoom, before: readonly [Point, Point], after: readonly [Point, Point], window: Point): Zoom {
  const from = middle(before);
  const to = middle(after);
  const factor = distance(after) / Math.max(1, distance(before));
  return scaleBy(moveBy(zoom, { x: to.x - from.x, y: to.y - from.y }, window), factor, to, window);
}

function within({ scale, x, y }: Zoom, window: Point): Zoom {
  const side = (value: number, length: number): number => {
    const most = ((scale - 1) * length) / 2;
    // Never minus zero, which is another number to a style.
    return Math.min(most, Math.max(-most, value)) + 0;
  };
  return { scale, x: side(x, window.x), y: side(y, window.y) };
}

function middle([one, two]: readonly [Point, Point]): Point {
  return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 };
}

function distance([one, two]: readonly [Point, Point]): number {
  return Math.hypot(one.x - two.x, one.y - two.y);
}
