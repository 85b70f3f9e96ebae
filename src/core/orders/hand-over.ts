import type { HandOver, OrderStatus, Way } from '../../contract/orders.ts';
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

/** An order with what of it was called off, or came back, by SKU; left out: nothing. */
export interface HandOverOrder extends PartedOrder<Piece & { readonly way?: Way | undefined }> {
  readonly returned?: readonly Piece[] | undefined;
}

interface Piece {
  readonly sku: string;
  readonly quantity: number;
}

/** Why not. Goods never move before the money is certain. `cancelled`: all of it was, or what goes this way. */
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
export function stepHandOver(order: HandOverOrder, event: HandOverEvent): Result<HandedOver, HandOverRefusal> {
  const before = order.handOvers?.find(({ way }) => way === event.way);
  if (linesOf(order, event.way).length === 0) return err({ kind: 'nothing-to-hand-over' });
  if (before?.handedAt !== undefined || (event.kind === 'ready' && before?.readyAt !== undefined)) return err({ kind: 'already' });
  if (order.status === 'cancelled' || isCalledOff(order, event.way)) return err({ kind: 'cancelled' });
  if (order.status === 'placed') return err({ kind: 'not-paid' });
  return ok({ status: statusAfter(order, event), handOvers: withHandOver(order, event) });
}

/** What staff still have to hand over of an order, whether or not it is paid. What its customer withdrew from is not. */
export function leftToHandOver(order: Pick<HandOverOrder, 'lines' | 'fulfilmentKind' | 'handOvers' | 'returned'>): readonly HandOver['way'][] {
  const isOpen = (way: HandOver['way']): boolean =>
    linesOf(order, way).length > 0 && !isCalledOff(order, way) && order.handOvers?.find((handed) => handed.way === way)?.handedAt === undefined;
  return (['carry-out', 'desk'] as const).filter(isOpen);
}

/** The same list with what happened in it, whether or not it should have: what staff did is a fact. */
export function withHandOver(order: Pick<PartedOrder, 'handOvers'>, event: HandOverEvent): HandOver[] {
  const others = (order.handOvers ?? []).filter(({ way }) => way !== event.way);
  const before = order.handOvers?.find(({ way }) => way === event.way) ?? { way: event.way };
  const after: HandOver = event.kind === 'ready' ? { ...before, readyAt: event.at } : { ...before, handedAt: event.at };
  return [...others, after].sort((one, other) => (one.way < other.way ? -1 : 1));
}

/**
 * Was everything that lies at the desk called off, while its customer keeps what they took along? Of a SKU that goes both ways nobody can tell which piece came
 * back: then it counts as the desk's, which hands over nothing twice. What is taken along stays bought.
 */
function isCalledOff({ returned = [], ...order }: Pick<HandOverOrder, 'lines' | 'fulfilmentKind' | 'returned'>, way: HandOver['way']): boolean {
  const lines = way === 'desk' ? linesOf(order, way) : [];
  return lines.length > 0 && lines.every(({ sku }) => piecesOf(returned, sku) >= piecesOf(lines, sku));
}

function piecesOf(lines: readonly Piece[], sku: string): number {
  return lines.reduce((count, line) => count + (line.sku === sku ? line.quantity : 0), 0);
}

function statusAfter(order: PartedOrder, event: HandOverEvent): OrderStatus {
  if (order.fulfilmentKind !== event.way) return order.status;
  const stepped = stepOrder(order, event.kind === 'ready' ? { kind: 'put-ready' } : { kind: 'collected' });
  return stepped.ok ? stepped.value.status : order.status;
}
