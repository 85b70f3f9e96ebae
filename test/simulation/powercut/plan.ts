import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import type { Window } from './windows.ts';

/** The windows of one journey that are to be examined, in order. */
export interface Part {
  readonly journey: string;
  readonly windows: readonly Window[];
}

/** What to examine for a number of images. */
export interface Plan {
  readonly parts: readonly Part[];
  /** Torn images of each point at which something is not flushed. */
  readonly torn: number;
  /** How many images that makes. */
  readonly images: number;
}

/** Torn images of a point where there are too many points to examine them all. */
const LEAST_TORN = 2;

/**
 * Chooses what to examine. Where all points of all windows fit, they all are examined, with as many torn images of each as the number
 * allows; where they do not, windows are drawn by the seed.
 */
export function planFor(all: readonly Part[], images: number, seed: number): Plan {
  const least = costOf(all, LEAST_TORN);
  if (least <= images) {
    const open = all.flatMap(({ windows }) => windows).reduce((sum, window) => sum + window.open, 0);
    const torn = LEAST_TORN + (open === 0 ? 0 : Math.ceil((images - least) / open));
    return { parts: all, torn, images: costOf(all, torn) };
  }
  const random = seededRandom(seed);
  const drawn = all.flatMap(({ journey, windows }) => windows.map((window) => ({ journey, window, lot: random() }))).toSorted((a, b) => a.lot - b.lot);
  const chosen = new Set<Window>();
  let sum = 0;
  for (const { window } of drawn) {
    const cost = costOfWindow(window, LEAST_TORN);
    if (sum + cost > images) continue;
    chosen.add(window);
    sum += cost;
  }
  const parts = all.map(({ journey, windows }) => ({ journey, windows: windows.filter((window) => chosen.has(window)) }));
  return { parts: parts.filter(({ windows }) => windows.length > 0), torn: LEAST_TORN, images: sum };
}

/** Deals the windows of a plan out to so many workers, each journey's to all of them, so that all are done at about the same time. */
export function deal({ parts, torn }: Plan, workers: number): readonly (readonly Part[])[] {
  const hands = Array.from({ length: workers }, () => ({ cost: 0, windows: new Set<Window>() }));
  const windows = parts.flatMap((part) => part.windows).toSorted((a, b) => costOfWindow(b, torn) - costOfWindow(a, torn));
  for (const window of windows) {
    const [least] = hands.toSorted((a, b) => a.cost - b.cost);
    if (least === undefined) break;
    least.windows.add(window);
    least.cost += costOfWindow(window, torn);
  }
  return hands.map((hand) =>
    parts.map((part) => ({ ...part, windows: part.windows.filter((window) => hand.windows.has(window)) })).filter((part) => part.windows.length > 0),
  );
}

function costOf(parts: readonly Part[], torn: number): number {
  return parts.flatMap(({ windows }) => windows).reduce((sum, window) => sum + costOfWindow(window, torn), 0);
}

function costOfWindow({ points, open }: Window, torn: number): number {
  return points + open * (1 + torn);
}
