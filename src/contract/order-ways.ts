import type { DeliveryPromise, HandOver, OrderLine, Way } from './orders.ts';

/** What the parts of an order are read from. */
export interface WithWays<L extends Pick<OrderLine, 'way'>> {
  readonly lines: readonly L[];
  readonly fulfilmentKind: Way;
  readonly delivery?: readonly DeliveryPromise[] | undefined;
  readonly handOvers?: readonly HandOver[] | undefined;
}

/** All lines of an order that go one way, with what was promised of them; null where nothing was. */
export interface WayPart<L> {
  readonly way: Way;
  readonly lines: readonly L[];
  readonly promise: DeliveryPromise | null;
  /** What staff did with them; null: nothing yet, or it is not staff who hand them over. */
  readonly handOver: HandOver | null;
}

/** The ways in the order in which a person gets their goods: from the till at once, in the shop, from afar. */
export const WAYS: readonly Way[] = ['carry-out', 'desk', 'silo', 'ship'];

/** The way of a line: its own, or that of the whole order. */
export function wayOf(line: Pick<OrderLine, 'way'>, fulfilmentKind: Way): Way {
  return line.way ?? fulfilmentKind;
}

/** An order in its parts, one for each way that any of its lines goes, soonest first. The lines of a part stay in their order. */
export function partsOf<L extends Pick<OrderLine, 'way'>>(order: WithWays<L>): readonly WayPart<L>[] {
  return WAYS.flatMap((way) => {
    const lines = order.lines.filter((line) => wayOf(line, order.fulfilmentKind) === way);
    if (lines.length === 0) return [];
    const promise = order.delivery?.find((given) => given.way === way) ?? null;
    return [{ way, lines, promise, handOver: order.handOvers?.find((given) => given.way === way) ?? null }];
  });
}

/** How many pieces lines are. */
export function piecesOf(lines: readonly Pick<OrderLine, 'quantity'>[]): number {
  return lines.reduce((count, { quantity }) => count + quantity, 0);
}
