import type { HandOver, OrderStatus } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { stepOrder } from './order-machine.ts';
import { linesOf, type PartedOrder } from './ways.ts';

/** What staff do with the part of an order that goes over a desk or a till. */
export type HandOverEvent =
  /** It lies at the desk for its customer. */
  | { readonly kind: 'ready'; readonly way: 'desk'; readonly at: UnixMs }
  /** Its customer has it. */
  | { readonly kind: 'handed'; readonly way: HandOver['way']; readonly at: UnixMs };

/** Why not. Goods never move before the money is certain. */
export type HandOverRefusal = { readonly kind: 'not-paid' | 'on-hold' | 'cancelled' | 'nothing-to-hand-over' | 'already' };

/** The order after it: its status changes only where the way leads the order. */
export interface HandedOver {
  readonly status: OrderStatus;
  readonly handOvers: HandOver[];
}

/**
 * Puts a part ready, or hands it over. Station and hub both ask this. It may be handed over without having been put ready first.
 *
 * ```
 *  paid ──ready──▶ ready ──handed──▶ handed over
 *    └───────────────────────handed──────▲
 * ```
 */
export function stepHandOver(order: PartedOrder, event: HandOverEvent): Result<HandedOver, HandOverRefusal> {
  const before = order.handOvers?.find(({ way }) => way === event.way);
  if (linesOf(order, event.way).length === 0) return err({ kind: 'nothing-to-hand-over' });
  if (before?.handedAt !== undefined || (event.kind === 'ready' && before?.readyAt !== undefined)) return err({ kind: 'already' });
  if (order.status === 'cancelled') return err({ kind: 'cancelled' });
  if (order.status === 'placed') return err({ kind: 'not-paid' });
  return ok({ status: statusAfter(order, event), handOvers: withHandOver(order, event) });
}

/** What staff still have to hand over of an order, whether or not it is paid. */
export function leftToHandOver(order: Pick<PartedOrder, 'lines' | 'fulfilmentKind' | 'handOvers'>): readonly HandOver['way'][] {
  const isOpen = (way: HandOver['way']): boolean =>
    linesOf(order, way).length > 0 && order.handOvers?.find((handed) => handed.way === way)?.handedAt === undefined;
  return (['carry-out', 'desk'] as const).filter(isOpen);
}

/** The same list with what happened in it, whether or not it should have: what staff did is a fact. */
export function withHandOver(order: Pick<PartedOrder, 'handOvers'>, event: HandOverEvent): HandOver[] {
  const others = (order.handOvers ?? []).filter(({ way }) => way !== event.way);
  const before = order.handOvers?.find(({ way }) => way === event.way) ?? { way: event.way };
  const after: HandOver = event.kind === 'ready' ? { ...before, readyAt: event.at } : { ...before, handedAt: event.at };
  return [...others, after].sort((one, other) => (one.way < other.way ? -1 : 1));
}

function statusAfter(order: PartedOrder, event: HandOverEvent): OrderStatus {
  if (order.fulfilmentKind !== event.way) return order.status;
  const stepped = stepOrder(order, event.kind === 'ready' ? { kind: 'put-ready' } : { kind: 'collected' });
  return stepped.ok ? stepped.value.status : order.status;
}
