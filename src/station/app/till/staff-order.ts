import type { OrderSummary } from '../../../contract/orders.ts';
import type { StaffOrder } from '../../../contract/station/views.ts';
import { extrasOf } from '../../../core/orders/order-extras.ts';
import { parcelSize } from '../../../core/orders/parcel-size.ts';
import { linesOf, partStates } from '../../../core/orders/ways.ts';
import { stockNote } from '../../../core/stock/stock-note.ts';

/** An order as staff see it, with the compartment size that its lines are expected to need. */
export function staffOrderOf(order: OrderSummary): StaffOrder {
  const { orderId, number, status, placedAt, lines, total, fulfilmentKind } = order;
  const inSilo = linesOf(order, 'silo');
  const size = parcelSize(inSilo.length === 0 ? lines : inSilo);
  const note = stockNote(order, []);
  const stock = note === null ? {} : { stock: note };
  return { orderId, number, status, placedAt, lines, total, fulfilmentKind, ...extrasOf(order), ...moneyOf(order), parts: partStates(order), ...stock, size };
}

function moneyOf({ onHold, paying, discountRefused }: OrderSummary): Pick<StaffOrder, 'onHold' | 'paying' | 'discountRefused'> {
  return { ...(onHold === true ? { onHold } : {}), ...(paying === true ? { paying } : {}), ...(discountRefused === true ? { discountRefused } : {}) };
}
