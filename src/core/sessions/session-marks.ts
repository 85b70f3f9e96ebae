import { err, ok, type Result } from '../../kernel/result.ts';
import type { BagItem, NewPrice, SessionRefusal, ShopperSession } from './shopper-session.ts';

/** Gives lines their new prices: all of them or, where one is not in the bag, none. What they cost in the catalogue stays with them. */
export function marked(session: ShopperSession, prices: readonly NewPrice[]): Result<ShopperSession, SessionRefusal> {
  if (prices.some(({ lineId }) => !session.bag.some((item) => item.lineId === lineId))) return err({ kind: 'unknown-line' });
  const bag = session.bag.map((item) => {
    const next = prices.find(({ lineId }) => lineId === item.lineId);
    return next === undefined ? item : { ...item, listPrice: item.listPrice ?? item.unitPrice, unitPrice: next.unitPrice, mark: next.mark };
  });
  return ok({ ...session, bag });
}

/** Takes back what was taken off a line, or off all of them (`lineId` null). */
export function unmarked(session: ShopperSession, lineId: string | null): ShopperSession {
  return { ...session, bag: session.bag.map((item) => (lineId === null || item.lineId === lineId ? atListPrice(item) : item)) };
}

/** The line at what it costs in the catalogue. */
export function atListPrice({ mark: _mark, listPrice, ...item }: BagItem): BagItem {
  return { ...item, unitPrice: listPrice ?? item.unitPrice };
}

/** A line with so many pieces. A discount was given for the pieces that lay there: with more of them it is gone, with fewer it stays. */
export function withPieces(item: BagItem, quantity: number): BagItem {
  return { ...(quantity > item.quantity ? atListPrice(item) : item), quantity };
}
