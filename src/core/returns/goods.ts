import type { Picture } from '../../contract/catalogue.ts';
import type { ReturnLine, ReturnReason } from '../../contract/hub/silo.ts';
import type { SizeClass } from '../../contract/schema.ts';
import { parcelSize } from '../orders/parcel-size.ts';

/** One thing that may come back, and what the person has said of it. `max` is what was bought and has not come back yet. */
export interface Goods {
  readonly sku: string;
  readonly title: string;
  readonly size: string | null;
  readonly colour: string | null;
  readonly picture: Picture;
  readonly max: number;
  readonly quantity: number;
  readonly reason: ReturnReason | null;
}

/** A line that was bought: what `returnable` needs of it. */
export type BoughtLine = Pick<Goods, 'sku' | 'title' | 'size' | 'colour' | 'picture'> & { readonly quantity: number };

/** How much of a SKU has come back. */
export type Returned = Pick<ReturnLine, 'sku' | 'quantity'>;

/** Most pieces of one line, and most lines, in one return: the contract's limits. */
const MOST_PIECES = 20;

/**
 * What may still come back of what was bought: each SKU once, with `announced` chosen already. An order of one single piece has it chosen:
 * there is nothing to ask. Empty when everything has come back.
 */
export function returnable(bought: readonly BoughtLine[], returned: readonly Returned[], announced: readonly ReturnLine[] = []): readonly Goods[] {
  const left = leftBySku(bought, returned);
  const goods = [...new Map(bought.map((line) => [line.sku, line])).values()].flatMap(({ sku, title, size, colour, picture }): Goods[] => {
    const max = left.get(sku) ?? 0;
    const said = announced.filter((line) => line.sku === sku);
    const quantity = Math.min(max, MOST_PIECES, countPieces(said));
    return max === 0 ? [] : [{ sku, title, size, colour, picture, max, quantity, reason: said[0]?.reason ?? null }];
  });
  const [only] = goods;
  return goods.length === 1 && only !== undefined && only.max === 1 ? [{ ...only, quantity: 1 }] : goods;
}

/**
 * What has come back of an order, as this station counted it and as the hub told: of each SKU the larger figure. The hub's holds what this
 * station told it, so adding them would refuse what may still come back; what both miss, the hub sees when it pays back.
 */
export function returnedByEither(here: readonly Returned[], hub: readonly Returned[]): readonly Returned[] {
  const skus = new Set([...here, ...hub].map(({ sku }) => sku));
  const count = (some: readonly Returned[], sku: string) => countPieces(some.filter((line) => line.sku === sku));
  return [...skus].map((sku) => ({ sku, quantity: Math.max(count(here, sku), count(hub, sku)) }));
}

/** The goods with another quantity of one SKU, never more than may come back. Unchanged for a SKU that is not among them. */
export function withQuantity(goods: readonly Goods[], sku: string, quantity: number): readonly Goods[] {
  return goods.map((one) => (one.sku === sku ? { ...one, quantity: Math.max(0, Math.min(quantity, one.max, MOST_PIECES)) } : one));
}

/** The goods with the reason why one SKU comes back. */
export function withReason(goods: readonly Goods[], sku: string, reason: ReturnReason): readonly Goods[] {
  return goods.map((one) => (one.sku === sku ? { ...one, reason } : one));
}

/** What was chosen to come back. */
export function chosen(goods: readonly Goods[]): readonly Goods[] {
  return goods.filter((one) => one.quantity > 0);
}

/** The chosen goods as the hub is told. Goods without a reason have not been asked about, which is a bug. */
export function returnLines(goods: readonly Goods[]): readonly ReturnLine[] {
  return chosen(goods).map(({ sku, quantity, reason }) => {
    if (reason === null) throw new Error(`nobody said why ${sku} comes back`);
    return { sku, quantity, reason };
  });
}

/** How many pieces some lines are. */
export function countPieces(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((pieces, line) => pieces + line.quantity, 0);
}

/** The smallest size that the chosen goods should fit; of what nobody knows each piece counts as a middling one. */
export function proposedSize(goods: readonly Goods[], pieces: number): SizeClass {
  return parcelSize(goods.length > 0 ? chosen(goods) : [{ picture: { garment: 'other' }, quantity: pieces }]);
}

function leftBySku(bought: readonly BoughtLine[], returned: readonly Returned[]): ReadonlyMap<string, number> {
  const left = new Map<string, number>();
  for (const { sku, quantity } of bought) left.set(sku, (left.get(sku) ?? 0) + quantity);
  for (const { sku, quantity } of returned) left.set(sku, Math.max(0, (left.get(sku) ?? 0) - quantity));
  return left;
}
