import type { OrderParts, PartState } from '../../contract/delivery.ts';
import { WAYS, wayOf } from '../../contract/order-ways.ts';
import type { HandOver, OrderStatus, Way } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';

/** What is needed of an order to know its parts. */
export interface PartedOrder<L extends { readonly way?: Way | undefined } = { readonly way?: Way | undefined }> {
  readonly status: OrderStatus;
  /** The leading way: that of every line that names none. */
  readonly fulfilmentKind: Way;
  readonly lines: readonly L[];
  readonly handOvers?: readonly HandOver[] | undefined;
}

/** Which of several ways leads an order: the one that must be worked longest by this shop's own people. Throws (a bug) for none. */
export function leadingWay(ways: readonly Way[]): Way {
  for (const way of ['silo', 'ship', 'desk', 'carry-out'] as const) if (ways.includes(way)) return way;
  throw new Error('an order goes at least one way');
}

/** The lines of an order that go one way. */
export function linesOf<L extends { readonly way?: Way | undefined }>(
  { lines, fulfilmentKind }: Pick<PartedOrder<L>, 'lines' | 'fulfilmentKind'>,
  way: Way,
): L[] {
  return lines.filter((line) => wayOf(line, fulfilmentKind) === way);
}

/** The ways that lines of an order go. */
export function waysOf(order: Pick<PartedOrder, 'lines' | 'fulfilmentKind'>): Way[] {
  return WAYS.filter((way) => linesOf(order, way).length > 0);
}

/** How far each part of an order is. */
export function partStates(order: PartedOrder): OrderParts {
  return waysOf(order).map((way) => ({ way, state: partState(order, way) }));
}

function partState(order: PartedOrder, way: Way): PartState {
  switch (way) {
    case 'carry-out':
    case 'desk':
      return handedState(order, way);
    case 'silo':
      return unpaidState(order) ?? (order.status === 'ready' ? 'ready' : order.status === 'collected' ? 'handed-over' : 'preparing');
    case 'ship':
      return unpaidState(order) ?? 'preparing';
    default:
      return assertNever(way);
  }
}

/** What was handed over stays so, whatever became of the money. What is taken along is ready as soon as it is paid. */
function handedState(order: PartedOrder, way: 'carry-out' | 'desk'): PartState {
  const done = order.handOvers?.find((handOver) => handOver.way === way);
  if (done?.handedAt !== undefined) return 'handed-over';
  return unpaidState(order) ?? (way === 'carry-out' || done?.readyAt !== undefined ? 'ready' : 'preparing');
}

function unpaidState({ status }: PartedOrder): PartState | null {
  return status === 'cancelled' ? 'cancelled' : status === 'placed' ? 'waiting-payment' : null;
}
