import type { OrderSummary } from '../../../contract/orders.ts';
import type { StaffOrder } from '../../../contract/station/views.ts';
import { parcelSize } from '../../../core/orders/parcel-size.ts';

/** An order as staff see it, with the compartment size that its lines are expected to need. */
export function staffOrderOf(order: OrderSummary): StaffOrder {
  const { orderId, number, status, placedAt, lines, total, fulfilmentKind } = order;
  return { orderId, number, status, placedAt, lines, total, fulfilmentKind, size: parcelSize(lines) };
}
