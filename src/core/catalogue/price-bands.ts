/** A range of prices in minor units, `from` included and `to` not; null is no end. */
export interface PriceBand {
  readonly from: number | null;
  readonly to: number | null;
  readonly count: number;
}

/** Where ranges of prices may begin and end: round numbers, in minor units. */
const EDGES = [500, 1000, 1500, 2000, 3000, 4000, 5000, 7500, 10_000, 15_000, 20_000, 30_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 10_000_000];
const MOST_BANDS = 5;

/** The bit of the elementary range that a price lies in; a product with several prices has several bits. */
export function priceBit(minor: number): number {
  const above = EDGES.findIndex((edge) => minor < edge);
  return 1 << (above === -1 ? EDGES.length : above);
}

/**
 * At most five ranges that share the products out as evenly as round numbers allow. `masks` says how many products have which elementary
 * ranges; one whose sizes differ in price counts in each range that it touches. Empty where one range would say nothing.
 */
export function priceBands(masks: ReadonlyMap<number, number>): readonly PriceBand[] {
  const count = (from: number, to: number): number => {
    let total = 0;
    for (const [mask, products] of masks) if ((mask & bits(from, to)) !== 0) total += products;
    return total;
  };
  const share = count(0, EDGES.length) / MOST_BANDS;
  const bands: PriceBand[] = [];
  let from = 0;
  for (let to = 0; to <= EDGES.length; to++) {
    const isLast = to === EDGES.length;
    const isFull = bands.length < MOST_BANDS - 1 && count(from, to) >= share && count(to + 1, EDGES.length) > 0;
    if (!isLast && !isFull) continue;
    bands.push({ from: from === 0 ? null : (EDGES[from - 1] ?? null), to: isLast ? null : (EDGES[to] ?? null), count: count(from, to) });
    from = to + 1;
  }
  const filled = bands.filter((band) => band.count > 0);
  return filled.length < 2 ? [] : filled;
}

/** The bits from one elementary range to another, both included. */
function bits(from: number, to: number): number {
  let mask = 0;
  for (let bit = from; bit <= to; bit++) mask |= 1 << bit;
  return mask;
}
