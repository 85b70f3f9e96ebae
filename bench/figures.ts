/** What many measurements of one thing say: how many there were, the middle, and how bad one in a hundred is. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

/** The value that this share of all values does not exceed. NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

/** Sums up measurements. */
export function spread(values: readonly number[]): Spread {
  return { count: values.length, p50: quantile(values, 0.5), p99: quantile(values, 0.99) };
}

/** A number for a table; a dash where nothing was measured. */
export function figure(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}

/** A share of one as a percentage. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(0)} %` : '-';
}
