import type { LoadStopReason } from '../../../contract/station/load-views.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { OrderRow, ParcelRow } from '../../ports/store.ts';
import type { LoadParts } from './load-parts.ts';

/** The order of a parcel that may be loaded, and which parcel of it this is. */
export interface Loadable {
  readonly order: OrderRow;
  readonly parcel: number;
}

/** Why not. */
export interface NotLoadable {
  readonly kind: LoadStopReason;
}

/**
 * May a parcel of this order go into the silo now? `another`: a further one of an order that waits here already, or that its customer
 * has collected; so that a label which is read twice by mistake opens nothing.
 */
export function loadableOrder(parts: LoadParts, orderId: OrderId, another: boolean): Result<Loadable, NotLoadable> {
  const { store } = parts;
  const order = store.read.order(orderId);
  if (order === null) return err({ kind: 'unknown-order' });
  if (order.fulfilmentKind !== 'silo') return err({ kind: order.fulfilmentKind === 'ship' ? 'for-shipping' : 'for-desk' });
  if (order.status === 'cancelled') return err({ kind: 'cancelled' });
  if (order.status === 'placed') return err({ kind: 'not-paid' });
  if (order.onHold === true) return err({ kind: 'on-hold' });
  const parcels = store.read.parcelsOfOrder(orderId).filter(({ kind }) => kind === 'order');
  // A load whose door never opened stands in its quarantine; any other one, of before a restart perhaps, has to be over first.
  if (parcels.some((parcel) => parcel.status === 'loading' && !isJammed(parts, parcel))) return err({ kind: 'still-watched' });
  const stored = parcels.filter(({ status }) => status === 'stored').length;
  if (stored > 0 && !another) return err({ kind: 'already-loaded' });
  if (order.status === 'collected' && !another) return err({ kind: 'already-collected' });
  return ok({ order, parcel: stored + parcels.filter(({ status }) => status === 'collected').length + 1 });
}

function isJammed({ store, runner }: LoadParts, { parcelId }: ParcelRow): boolean {
  const holder = store.read.compartmentOfParcel(parcelId);
  const flow = holder === null ? undefined : runner.liveOn(holder.compartmentId)?.flow;
  return flow === undefined || flow.kind === 'jammed';
}
