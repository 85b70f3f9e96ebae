/** Pieces of one kind: what one costs, in minor units, and how many there are. */
export interface SpreadLine {
  readonly minor: number;
  readonly quantity: number;
}

/**
 * Spreads an amount over lines by what they cost: how much each piece of each line gets cheaper, so that all of it together is the amount, exact to the
 * smallest unit. Null where that cannot be: more than everything costs, or an amount that no whole units per piece make up (one cent off two equal shirts).
 *
 * ```
 * 10.00 off  1 x 39.95, 2 x 29.95   ->  4.00 off the first, 3.00 off each of the others
 * ```
 *
 * Each line gets its share, rounded down; what is left of the amount goes, a unit a piece, to the lines that make it up.
 */
export function spreadOff(lines: readonly SpreadLine[], off: number): readonly number[] | null {
  const total = lines.reduce((sum, { minor, quantity }) => sum + minor * quantity, 0);
  if (!Number.isSafeInteger(off) || off <= 0 || off > total) return null;
  // Two amounts multiplied may leave the numbers that are exact.
  const shares = lines.map(({ minor }) => Number((BigInt(off) * BigInt(minor)) / BigInt(total)));
  const rest = off - lines.reduce((sum, { quantity }, index) => sum + (shares[index] ?? 0) * quantity, 0);
  const plain = withRest(lines, shares, rest);
  if (plain !== null) return plain;
  // Fewer for one line, so that the others make up the rest: two and three pieces make up a single unit only so.
  for (const [index, { quantity }] of lines.entries()) {
    const fewer = shares.with(index, (shares[index] ?? 0) - 1);
    const found = (fewer[index] ?? -1) < 0 ? null : withRest(lines, fewer, rest + quantity);
    if (found !== null) return found;
  }
  return null;
}

/** Gives the rest to lines, one unit for each of their pieces at a time, those first that have none of it yet; null where they do not make it up. */
function withRest(lines: readonly SpreadLine[], shares: readonly number[], rest: number): readonly number[] | null {
  // What was reached by which step, so that the way back to nothing can be walked.
  const reached = new Map<number, { readonly line: number; readonly from: number }>();
  const steps = stepsOf(lines, shares, rest);
  for (const line of steps) {
    const { quantity = 0 } = lines[line] ?? {};
    const known = [0, ...reached.keys()].filter((sum) => sum + quantity <= rest && sum + quantity > 0 && !reached.has(sum + quantity));
    for (const sum of known) reached.set(sum + quantity, { line, from: sum });
    if (rest === 0 || reached.has(rest)) break;
  }
  const result = [...shares];
  for (let sum = rest; sum > 0; ) {
    const step = reached.get(sum);
    if (step === undefined) return null;
    result[step.line] = (result[step.line] ?? 0) + 1;
    sum = step.from;
  }
  return result;
}

/** Every line as often as a unit fits into the rest and into its price, in rounds. */
function stepsOf(lines: readonly SpreadLine[], shares: readonly number[], rest: number): readonly number[] {
  const rounds = lines.map(({ minor, quantity }, index) => Math.min(minor - (shares[index] ?? 0), Math.floor(rest / quantity)));
  const most = Math.max(0, ...rounds);
  return Array.from({ length: most }, (_, round) => rounds.flatMap((own, index) => (own > round ? [index] : []))).flat();
}
