import { between, type Shop } from './shop.ts';

/** How one life of the station ends. Milliseconds; `afterMs` counts from the moment when its screens are there. */
export type Plan =
  /** In the middle of whatever goes on. */
  | { readonly kind: 'after'; readonly afterMs: number }
  /** Right after the next acknowledged answer, so that nothing has time to become durable later. */
  | { readonly kind: 'answered'; readonly delayMs: number; readonly withinMs: number }
  /** While it starts: the second death in a row meets what the first one left half repaired. */
  | { readonly kind: 'starting'; readonly afterMs: number }
  /** Stopped for so long, which uses up every pulse that was decided before; goes on for a moment, and then dies. */
  | { readonly kind: 'frozen'; readonly afterMs: number; readonly forMs: number; readonly thenMs: number }
  /** The bank's line breaks and is mended, or its cable is pulled and comes back under another name; then it dies. */
  | { readonly kind: 'line'; readonly how: 'cut' | 'unplugged'; readonly afterMs: number; readonly forMs: number; readonly thenMs: number };

/** Draws the next death. `longestFreezeMs` bounds how long a stopped station costs: a minute, or little in a short run. */
export function drawPlan(shop: Shop, longestFreezeMs: number): Plan {
  const dice = shop.chance();
  const short = (): number => between(shop, 60, 180);
  if (dice < 0.4) return { kind: 'after', afterMs: short() };
  if (dice < 0.5) return { kind: 'after', afterMs: between(shop, 200, 1500) };
  if (dice < 0.64) return { kind: 'after', afterMs: between(shop, 1500, 8000) };
  if (dice < 0.82) return { kind: 'answered', delayMs: shop.chance() < 0.5 ? 0 : between(shop, 0, 4), withinMs: 8000 };
  if (dice < 0.88) return { kind: 'starting', afterMs: between(shop, 100, 900) };
  // Most stops are short; one in eight goes up to the longest.
  const longest = shop.chance() < 0.125 ? longestFreezeMs : Math.min(longestFreezeMs, 4000);
  if (dice < 0.94) return { kind: 'frozen', afterMs: between(shop, 60, 1500), forMs: between(shop, 1000, longest), thenMs: between(shop, 100, 1500) };
  const how = shop.chance() < 0.5 ? 'cut' : 'unplugged';
  return { kind: 'line', how, afterMs: between(shop, 60, 2000), forMs: between(shop, 200, 2500), thenMs: between(shop, 60, 1500) };
}
