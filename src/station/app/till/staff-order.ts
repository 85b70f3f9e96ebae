import type { OrderSummary } from '../../../contract/orders.ts';
import type { StaffOrder } from '../../../contract/station/views.ts';
import { extrasOf } from '../../../core/orders/order-extras.ts';
import { parcelSize } from '../../../core/orders/parcel-size.ts';
import { linesOf, partsOf } from '../../../core/orders/ways.ts';

/** An order as staff see it, with the compartment size that its lines are expected to need. */
export function staffOrderOf(order: OrderSummary): StaffOrder {
  const { orderId, number, status, placedAt, lines, total, fulfilmentKind } = order;
  const inSilo = linesOf(order, 'silo');
  const size = parcelSize(inSilo.length === 0 ? lines : inSilo);
  return { orderId, number, status, placedAt, lines, total, fulfilmentKind, ...extrasOf(order), parts: partsOf(order), size };
}
