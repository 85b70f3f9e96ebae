import { partsOf, type WayPart } from '../../src/contract/order-ways.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';

/** The ways in which staff hand goods over themselves. */
export type HandWay = 'desk' | 'carry-out';

/** A part of a paid order that staff hand over, and whether it lies ready for that. */
export interface HandOver {
  readonly order: StaffOrder;
  readonly way: HandWay;
  readonly part: WayPart<OrderLine>;
  readonly isReady: boolean;
}

/**
 * What is to be handed over of an order, soonest first. Goods that are taken along were in the customer's hands when they paid elsewhere,
 * so there is nothing to prepare of them.
 */
export function handOversOf(order: StaffOrder): readonly HandOver[] {
  const states = new Map(order.parts?.map(({ way, state }) => [way, state]));
  return partsOf(order).flatMap((part) => {
    const { way } = part;
    const state = states.get(way);
    if ((way !== 'desk' && way !== 'carry-out') || (state !== 'preparing' && state !== 'ready')) return [];
    return [{ order, way, part, isReady: way === 'carry-out' || state === 'ready' }];
  });
}

/** What of an order staff hand over when it is named by way; null when there is nothing left to hand over. */
export function handOverOf(orders: readonly StaffOrder[], orderId: string, way: string): HandOver | null {
  const order = orders.find((candidate) => candidate.orderId === orderId);
  return order === undefined ? null : (handOversOf(order).find((candidate) => candidate.way === way) ?? null);
}
