import type { OrderLine, OrderStatus } from '../../contract/orders.ts';
import type { OrderStock, SoftHold } from '../../contract/stock.ts';
import type { StockNote } from '../../contract/station/stock-views.ts';

/** What a station knows of an order's stock: the hub's word, if it has come, and what the station took for it before. */
export interface KnownStock {
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  readonly stock?: OrderStock | undefined;
}

/**
 * What people are told of an order's stock, or null where there is nothing to tell (nobody counts it, or the order is over).
 *
 *     sure    all of it came out of this station's own pieces; the hub has not spoken and will not say otherwise
 *     asked   the hub has not spoken yet
 *     kept    all of it is kept for this order
 *     moved   the same, and some of it comes from farther than was said
 *     short   something is nowhere, and its customer is to say what to do
 *     waits   something is nowhere, and its customer waits for it
 */
export function stockNote({ status, lines, stock }: KnownStock, holds: readonly SoftHold[]): StockNote | null {
  if (status === 'collected' || status === 'cancelled') return null;
  if (stock === undefined) {
    if (holds.length === 0) return null;
    return { state: holds.every((hold) => hold.leased) ? 'sure' : 'asked', missing: [], moved: [], answerBy: null };
  }
  const missing = stock.lines.filter((line) => line.short > 0).map(({ sku, short }) => ({ ...named(lines, sku), pieces: short }));
  const moved = stock.lines.filter((line) => line.moved && line.held > 0).map(({ sku }) => named(lines, sku));
  if (missing.length > 0) return { state: stock.answerBy === null ? 'waits' : 'short', missing, moved, answerBy: stock.answerBy };
  if (stock.lines.length === 0) return null;
  return { state: moved.length > 0 ? 'moved' : 'kept', missing, moved, answerBy: null };
}

function named(lines: readonly OrderLine[], sku: string): StockNote['moved'][number] {
  const line = lines.find((one) => one.sku === sku);
  return { sku, title: line?.title ?? sku, size: line?.size ?? null, colour: line?.colour ?? null };
}
