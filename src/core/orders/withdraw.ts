import type { Way } from '../../contract/orders.ts';

/** A line of an order, as far as withdrawing goes. `way` left out: that of the order. */
export interface ContractLine {
  readonly sku: string;
  readonly quantity: number;
  readonly way?: Way | undefined;
}

/** Pieces by SKU that were withdrawn from before, or came back. */
export interface Gone {
  readonly sku: string;
  readonly quantity: number;
}

/** What of an order may be withdrawn from, and how much of each is left. */
export interface Withdrawable {
  readonly sku: string;
  readonly left: number;
}

/**
 * What may still be withdrawn from: what was ordered, and neither taken along from the shop's own shelf nor withdrawn from or brought back
 * before. Who took a piece from the shelf has seen it and paid for it there: that is no contract at a distance in any of the laws that count here.
 */
export function withdrawable(lines: readonly ContractLine[], leading: Way, gone: readonly Gone[]): readonly Withdrawable[] {
  return leftOfLines(
    lines.filter((line) => (line.way ?? leading) !== 'carry-out'),
    gone,
  );
}

/** How much of each article is left of some lines when what is gone is taken off; articles of which nothing is left are not named. */
export function leftOfLines(lines: readonly ContractLine[], gone: readonly Gone[]): readonly Withdrawable[] {
  const left = new Map<string, number>();
  for (const { sku, quantity } of lines) left.set(sku, (left.get(sku) ?? 0) + quantity);
  for (const { sku, quantity } of gone) if (left.has(sku)) left.set(sku, Math.max(0, (left.get(sku) ?? 0) - quantity));
  return [...left].flatMap(([sku, count]) => (count > 0 ? [{ sku, left: count }] : []));
}

/** The pieces that a wish names, each SKU once: all that is left for an empty one. Null: it asks for more than is left. */
export function wishedPieces(wish: readonly Gone[], left: readonly Withdrawable[]): readonly Gone[] | null {
  if (wish.length === 0) return left.map(({ sku, left: quantity }) => ({ sku, quantity }));
  const asked = new Map<string, number>();
  for (const { sku, quantity } of wish) asked.set(sku, (asked.get(sku) ?? 0) + quantity);
  const fits = [...asked].every(([sku, quantity]) => quantity <= (left.find((one) => one.sku === sku)?.left ?? 0));
  return fits ? [...asked].map(([sku, quantity]) => ({ sku, quantity })) : null;
}
