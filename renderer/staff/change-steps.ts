import { wayOf } from '../../src/contract/order-ways.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import type { DeskOutcome } from '../../src/contract/hub/staff-desk.ts';

/** Where somebody is who changes an order. */
export type Step = 'menu' | 'resend' | 'elsewhere' | 'reroute' | 'reject';

/** Why an order was not changed. */
export type ChangeProblem = Exclude<DeskOutcome, 'done'> | 'not-signed-in' | 'offline' | 'unsure' | 'storage' | 'unreachable' | 'no-silo' | 'not-sent';

/** The ways of an order of which this shop still has something to give. */
export function changeableParts(order: StaffOrder): readonly ('desk' | 'silo')[] {
  if (order.status === 'cancelled' || order.status === 'collected') return [];
  const isOpen = (way: 'desk' | 'silo') => order.parts?.find((part) => part.way === way)?.state !== 'handed-over';
  return (['desk', 'silo'] as const).filter((way) => order.lines.some((line) => wayOf(line, order.fulfilmentKind) === way) && isOpen(way));
}

/** One line for each SKU that the shop still has to give, with all of its pieces. */
export function changeableLines(order: StaffOrder): readonly OrderLine[] {
  const ways: readonly string[] = changeableParts(order);
  const lines = order.lines.filter((line) => ways.includes(wayOf(line, order.fulfilmentKind)));
  const bySku = new Map<string, OrderLine>();
  for (const line of lines) bySku.set(line.sku, { ...line, quantity: line.quantity + (bySku.get(line.sku)?.quantity ?? 0) });
  return [...bySku.values()];
}
