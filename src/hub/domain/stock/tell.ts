import type { OrderStock } from '../../../contract/stock.ts';
import type { StoredOrder } from '../../db/orders.ts';
import type { StockOrder } from '../../db/stock.ts';
import { alarm, audit, endAlarm, type Happening } from '../context.ts';
import { queueMessage } from '../messages.ts';

/** The kind of the alarm for pieces of an order that are nowhere. */
export const STOCK_SHORT = 'stock-short';

/** What is new about the stock of an order. `here`: the location of its shop. */
export interface StockNews {
  readonly order: StoredOrder;
  readonly book: StockOrder;
  readonly summary: OrderStock | null;
  readonly here: string;
}

/**
 * Tells whoever must know: the customer that something is missing and they may choose, that it is there after all, or that it comes from farther than they
 * were told; head office by an alarm as long as something is missing. Stations hear of it with the order.
 */
export async function tellOfStock(c: Happening, { order, book, summary, here }: StockNews): Promise<void> {
  const { orderId } = order;
  const short = shortOf(summary);
  const before = shortOf(book.summary);
  if (short > before) {
    const round = book.told + 1;
    await c.tx.query('UPDATE stock_orders SET told = $3 WHERE tenant_id = $1 AND order_id = $2', [order.tenantId, orderId, round]);
    await queueMessage(c, { orderId, kind: 'short', about: `${orderId}.${round}`, happenedAt: c.at });
    await alarm(c, STOCK_SHORT, orderId, { orderId, number: order.number, pieces: short, paid: order.status !== 'placed' });
  }
  if (short === 0 && before > 0) {
    await endAlarm(c, STOCK_SHORT, orderId);
    if (summary !== null && !summary.changed) await queueMessage(c, { orderId, kind: 'restocked', about: `${orderId}.${book.told}`, happenedAt: c.at });
  }
  if (short === 0 && before === 0 && leftHere(summary, book, here)) await queueMessage(c, { orderId, kind: 'moved', about: orderId, happenedAt: c.at });
  await audit(c, 'stock.settled', { orderId, short, moved: summary?.lines.some((line) => line.moved) ?? false });
}

function shortOf(summary: OrderStock | null): number {
  return summary?.lines.reduce((count, line) => count + line.short, 0) ?? 0;
}

/** Was something said to be in the shop, and has to come from elsewhere now? */
function leftHere(summary: OrderStock | null, book: StockOrder, here: string): boolean {
  const wasHere = new Set(book.expected.filter((hold) => hold.locationId === here).map((hold) => hold.sku));
  return summary?.lines.some((line) => line.moved && wasHere.has(line.sku) && line.from.every(({ locationId }) => locationId !== here)) ?? false;
}
