import { isUndone } from '../discounts/marked-price.ts';
import type { HandOver, OrderStatus, OrderSummary } from '../../contract/orders.ts';

/** An order as a station knows it; `paidHere` when its payment was taken there. */
export interface KnownOrder extends OrderSummary {
  readonly paidHere: boolean;
}

/** What this station knows of an order beside its row. */
export interface LocalFacts {
  /** Does its parcel lie in this bank, or is it being put in? */
  readonly parcelHere: boolean;
  /** Is something about it still on its way to the hub? */
  readonly waiting: boolean;
}

/** What becomes of a pulled order. */
export type MergedOrder =
  | { readonly kind: 'put'; readonly row: KnownOrder }
  | { readonly kind: 'keep' }
  /** The hub says something that the parcel in the compartment contradicts. */
  | { readonly kind: 'conflict' };

const progress: readonly OrderStatus[] = ['placed', 'paid', 'ready', 'collected'];

/**
 * Local truth wins: what was seen at this station (a payment, a parcel behind its door, a hand-over) is never undone by the hub's
 * word, which may be older. The hub's word counts where it goes further, and for cancelling what is neither here nor on its way. It goes back
 * in one case: what was ready in another silo and was taken out of it waits to be prepared again, here as well as there.
 */
export function mergeOrder(local: KnownOrder | null, pulled: OrderSummary, facts: LocalFacts): MergedOrder {
  if (local === null) return { kind: 'put', row: { ...pulled, paidHere: false } };
  const merged = mergeStatus(local, withHandOvers(pulled, local), facts);
  // What was handed over elsewhere holds, whatever becomes of the rest: nobody gets goods twice.
  return merged.kind === 'keep' ? keepWithHandOvers(local, pulled) : merged;
}

function mergeStatus(local: KnownOrder, pulled: OrderSummary, facts: LocalFacts): MergedOrder {
  if (facts.parcelHere) return pulled.status === 'collected' || pulled.status === 'cancelled' ? { kind: 'conflict' } : { kind: 'keep' };
  if (local.status === pulled.status) {
    const told = facts.waiting && local.status === 'placed' ? withWaitingDiscounts(local, pulled) : pulled;
    return { kind: 'put', row: { ...keptHere(local, told), paidHere: local.paidHere } };
  }
  if (local.status === 'cancelled') return facts.waiting ? { kind: 'keep' } : { kind: 'put', row: { ...pulled, paidHere: local.paidHere } };
  if (pulled.status === 'cancelled') {
    // Also what was put ready: its goods lie at this desk, or in another silo, and are nobody's any more.
    const open = local.status !== 'collected';
    return open && !facts.waiting ? { kind: 'put', row: { ...local, status: 'cancelled' } } : { kind: 'keep' };
  }
  const takenOutElsewhere = local.status === 'ready' && pulled.status === 'paid' && !facts.waiting;
  if (!takenOutElsewhere && progress.indexOf(pulled.status) < progress.indexOf(local.status)) return { kind: 'keep' };
  return { kind: 'put', row: { ...keptHere(local, pulled), status: pulled.status, paidHere: local.paidHere } };
}

/**
 * An order that was paid here stays as it was paid, unless its customer decided otherwise since; how it was collected, what has come back of it
 * and what became of its stock, only the hub hears from everywhere. Which ways its goods go, and what is promised of them, is the hub's word as soon as it has
 * heard of the payment: staff at another screen may have agreed on another way with its customer.
 */
function keptHere(local: KnownOrder, pulled: OrderSummary): OrderSummary {
  if (!local.paidHere) return pulled;
  const { returned: _returned, collected: _collected, stock: _stock, handOvers: _handOvers, ...order } = local;
  const { returned, collected, stock, lines, total, handOvers } = pulled;
  return {
    ...(pulled.status === 'placed' ? order : rerouted(order, pulled)),
    ...(stock?.changed === true ? { lines, total } : {}),
    ...(stock === undefined ? {} : { stock }),
    ...(returned === undefined ? {} : { returned }),
    ...(collected === undefined ? {} : { collected }),
    ...(handOvers === undefined ? {} : { handOvers }),
  };
}

/** The same goods for the same money, by the ways that the hub says. */
function rerouted(order: OrderSummary, { lines, fulfilmentKind, delivery }: OrderSummary): OrderSummary {
  const isSame =
    lines.length === order.lines.length && lines.every(({ sku, quantity }, at) => order.lines[at]?.sku === sku && order.lines[at].quantity === quantity);
  if (!isSame) return order;
  const { delivery: _, ...rest } = order;
  const ways = order.lines.map(({ way: _way, ...line }, at) => ({ ...line, ...(lines[at]?.way === undefined ? {} : { way: lines[at].way }) }));
  return { ...rest, lines: ways, fulfilmentKind, ...(delivery === undefined ? {} : { delivery }) };
}

/** What this till took off an order, and the hub has not heard of: until it has, its word about the money is older. */
function withWaitingDiscounts(local: OrderSummary, pulled: OrderSummary): OrderSummary {
  const { discounts, memberId, total, lines } = local;
  if (pulled.stock?.changed === true) return pulled;
  if (isUndone(local)) return { ...pulled, lines, total, ...(discounts === undefined ? {} : { discounts }), ...(memberId === undefined ? {} : { memberId }) };
  if (discounts === undefined) return pulled;
  return { ...pulled, total, discounts, ...(memberId === undefined ? {} : { memberId }) };
}

function keepWithHandOvers(local: KnownOrder, pulled: OrderSummary): MergedOrder {
  const row = withHandOvers(local, pulled);
  return JSON.stringify(row.handOvers) === JSON.stringify(local.handOvers) ? { kind: 'keep' } : { kind: 'put', row };
}

/** One order with what was handed over here and there: facts add up, and what both tell is as `order` has it. */
function withHandOvers<O extends OrderSummary>(order: O, other: OrderSummary): O {
  const merged = new Map<HandOver['way'], HandOver>();
  for (const handOver of [...(order.handOvers ?? []), ...(other.handOvers ?? [])]) merged.set(handOver.way, { ...handOver, ...merged.get(handOver.way) });
  const handOvers = [...merged.values()].sort((one, two) => one.way.localeCompare(two.way));
  return handOvers.length === 0 ? order : { ...order, handOvers };
}
