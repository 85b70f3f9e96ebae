import type { OrderStatus, Way } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** What the machine knows of an order. */
export interface OrderState {
  readonly status: OrderStatus;
  /** The leading way of its lines. */
  readonly fulfilmentKind: Way;
}

/** What can happen to an order, at a station and at the hub alike. */
export type OrderEvent =
  /** Its money was taken. */
  | { readonly kind: 'paid' }
  /** A parcel of it lies in a compartment and the code that opens it exists. */
  | { readonly kind: 'stored' }
  /** Its goods lie at the desk. */
  | { readonly kind: 'put-ready' }
  /** The last of its parcels was taken out again by staff. */
  | { readonly kind: 'withdrawn' }
  /** The last of its parcels was handed over: the door was seen open, then closed; or staff handed its goods over. */
  | { readonly kind: 'collected' }
  | { readonly kind: 'cancelled' }
  /** Its customer withdrew from it, or the shop gives it up: whatever was paid is owed to them. */
  | { readonly kind: 'revoked' };

/** Why an event does not fit an order. */
export type OrderRefusal =
  /** It has happened before; repeating it changes nothing. */
  | { readonly kind: 'already'; readonly status: OrderStatus }
  /** Goods never move before the money is certain. */
  | { readonly kind: 'not-paid' }
  /** No line of it goes to the silo, or none to the desk. */
  | { readonly kind: 'not-for-silo' | 'not-for-desk' }
  /** Money was taken: it has to be given back first. */
  | { readonly kind: 'refund-first' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-now'; readonly status: OrderStatus };

/**
 * The life of an order. Station and hub both ask this machine, so that neither strands what the other has let in.
 *
 * ```
 *          paid          stored          collected
 * placed ───────▶ paid ─────────▶ ready ───────────▶ collected
 *   │ cancelled   ▲ │               │ ▲                 │ ▲
 *   ▼             │ │     withdrawn │ │ stored          │ │
 * cancelled       └─┼───────────────┘ └─────────────────┘ │
 *                   └─────────────────────────────────────┘ collected
 * ```
 *
 * `revoked` ends whatever has not been collected: what was paid is given back.
 * A late parcel makes a collected order ready once more. A hand-over that was seen ends a paid order too: somebody may have taken its
 * parcel off the books before. A shipped order stays at paid: the warehouse goes on from there. Where lines go several ways this is the life
 * of those that go the leading one. At a desk `put-ready` is what `stored` is at a silo; what is taken along is collected as soon as it is paid.
 */
export function stepOrder(state: OrderState, event: OrderEvent): Result<OrderState, OrderRefusal> {
  if (state.status === 'cancelled') return err(isCancelling(event) ? { kind: 'already', status: 'cancelled' } : { kind: 'cancelled' });
  switch (event.kind) {
    case 'paid':
      return state.status === 'placed' ? become(state, 'paid') : err({ kind: 'already', status: state.status });
    case 'stored':
      return stored(state);
    case 'put-ready':
      return putReady(state);
    case 'withdrawn':
      return state.status === 'ready' ? become(state, 'paid') : err({ kind: 'not-now', status: state.status });
    case 'collected':
      return collected(state);
    case 'revoked':
      return state.status === 'collected' ? err({ kind: 'not-now', status: 'collected' }) : become(state, 'cancelled');
    case 'cancelled':
      return state.status === 'placed' ? become(state, 'cancelled') : err({ kind: 'refund-first' });
    default:
      return assertNever(event);
  }
}

function isCancelling({ kind }: OrderEvent): boolean {
  return kind === 'cancelled' || kind === 'revoked';
}

function stored(state: OrderState): Result<OrderState, OrderRefusal> {
  if (state.fulfilmentKind !== 'silo') return err({ kind: 'not-for-silo' });
  if (state.status === 'placed') return err({ kind: 'not-paid' });
  return state.status === 'ready' ? err({ kind: 'already', status: 'ready' }) : become(state, 'ready');
}

function putReady(state: OrderState): Result<OrderState, OrderRefusal> {
  if (state.fulfilmentKind !== 'desk') return err({ kind: 'not-for-desk' });
  if (state.status === 'placed') return err({ kind: 'not-paid' });
  return state.status === 'paid' ? become(state, 'ready') : err({ kind: 'already', status: state.status });
}

function collected(state: OrderState): Result<OrderState, OrderRefusal> {
  if (state.status === 'placed') return err({ kind: 'not-paid' });
  if (state.status === 'collected') return err({ kind: 'already', status: 'collected' });
  if (state.status === 'paid' && state.fulfilmentKind === 'ship') return err({ kind: 'not-now', status: 'paid' });
  return become(state, 'collected');
}

function become(state: OrderState, status: OrderStatus): Result<OrderState, OrderRefusal> {
  return ok({ ...state, status });
}
