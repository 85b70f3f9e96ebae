import type { GoodsHanded, GoodsReady } from '../../../contract/events/operations.ts';
import type { HandOver } from '../../../contract/orders.ts';
import type { StaffMember } from '../../../contract/staff.ts';
import type { StaffOrder, ToDo } from '../../../contract/station/views.ts';
import { type HandOverEvent, type HandOverRefusal, leftToHandOver, stepHandOver } from '../../../core/orders/hand-over.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { OrderRow, StationStore, StoreWriter } from '../../ports/store.ts';
import type { LookedAt, Looks } from '../staff-access/looks.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { type NoSeller, whoSells } from '../staff-access/who-sells.ts';
import { staffOrderOf } from './staff-order.ts';

/** The desk: what people collect from staff instead of from a locker, and what they take along from the till. */
export interface Desk {
  /** How much there is to do, without any of it: nobody's order is looked at for that. */
  toDo(): Result<ToDo, { readonly kind: 'not-signed-in' }>;
  toPrepare(): Result<StaffOrder[], { readonly kind: 'not-signed-in' }>;
  /** Paid orders of which something is still to be handed over, oldest first. */
  orders(): Result<StaffOrder[], NoSeller>;
  /** Orders that miss something, oldest first. */
  short(): Result<StaffOrder[], NoSeller>;
  /** The desk's part of an order lies there: its customer is called. */
  ready(input: { readonly orderId: string }): DeskOutcome;
  /** Somebody who showed that it is theirs has it. */
  handOver(input: { readonly orderId: string; readonly way: HandOver['way'] }): DeskOutcome;
}

/** Done, or why not. */
export type DeskOutcome = Result<undefined, NoSeller | { readonly kind: 'unknown-order' | 'storage' } | HandOverRefusal>;

/** What the desk needs. */
export interface DeskParts {
  readonly store: StationStore;
  readonly staff: StaffSession;
  readonly clock: Clock;
  readonly looks: Pick<Looks, 'note'>;
  /** Parcels to take out. */
  toTakeOut(): number;
}

/** Longest list that staff are shown. */
const MOST_ORDERS = 500;

/** Creates the desk. */
export function createDesk(parts: DeskParts): Desk {
  const { store, staff, clock, looks } = parts;
  // The page keeps these lists fresh by itself: no touch, or a screen that shows one would never lock.
  const list = (name: LookedAt, { staffId }: StaffMember, orders: readonly OrderRow[]) => {
    looks.note(name, staffId);
    return ok(orders.map(staffOrderOf));
  };
  return {
    toDo: () => {
      const member = staff.current();
      if (member === null) return err({ kind: 'not-signed-in' });
      const { read } = store;
      const [toHand, short] = whoSells(staff).ok
        ? [read.ordersAtDesk(MOST_ORDERS).flatMap(leftToHandOver).length, read.shortOrders(MOST_ORDERS).length]
        : [null, null];
      return ok({ toPrepare: read.ordersToPrepare(MOST_ORDERS).length, toHand, short, toTakeOut: parts.toTakeOut() });
    },
    toPrepare: () => {
      const member = staff.current();
      return member === null ? err({ kind: 'not-signed-in' }) : list('to-prepare', member, store.read.ordersToPrepare(MOST_ORDERS));
    },
    orders: () => {
      const seller = whoSells(staff);
      return seller.ok ? list('to-hand', seller.value, store.read.ordersAtDesk(MOST_ORDERS)) : seller;
    },
    short: () => {
      const seller = whoSells(staff);
      return seller.ok ? list('short', seller.value, store.read.shortOrders(MOST_ORDERS)) : seller;
    },
    ready: ({ orderId }) => move(parts, orderId, { kind: 'ready', way: 'desk', at: clock.now() }),
    handOver: ({ orderId, way }) => move(parts, orderId, { kind: 'handed', way, at: clock.now() }),
  };
}

/** Order, operation and audit entry are one transaction; what the order is now is read inside it, so that it is handed over once. */
function move({ store, staff }: DeskParts, orderId: string, event: HandOverEvent): DeskOutcome {
  const seller = whoSells(staff);
  if (!seller.ok) return seller;
  staff.touch();
  const moved = store.commit((tx): Result<undefined, HandOverRefusal | { readonly kind: 'unknown-order' }> => {
    const order = tx.order(orderId as OrderId);
    if (order?.onHold === true) return err({ kind: 'on-hold' });
    return order === null ? err({ kind: 'unknown-order' }) : writeHandOver(tx, order, event, seller.value.staffId);
  });
  if (moved.ok) return done;
  return moved.error.kind === 'storage' ? err({ kind: 'storage' }) : err({ kind: moved.error.kind });
}

/** Moves a part of an order inside somebody's transaction, and tells the hub. */
export function writeHandOver(tx: StoreWriter, order: OrderRow, event: HandOverEvent, staffId: string): Result<undefined, HandOverRefusal> {
  const stepped = stepHandOver(order, event);
  if (!stepped.ok) return stepped;
  tx.putOrder({ ...order, ...stepped.value });
  const told = operationOf(order.orderId, event, staffId);
  tx.enqueue(told, event.at);
  tx.audit({ kind: told.kind, at: event.at, facts: { orderId: order.orderId, way: event.way, staffId } });
  return done;
}

function operationOf(orderId: string, event: HandOverEvent, staffId: string): GoodsReady | GoodsHanded {
  return event.kind === 'ready'
    ? { kind: 'goods.ready', orderId, way: event.way, staffId, readyAt: event.at }
    : { kind: 'goods.handed', orderId, way: event.way, staffId, handedAt: event.at };
}
