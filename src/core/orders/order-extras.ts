import { z } from 'zod';
import { orderExtras, type OrderSummary } from '../../contract/orders.ts';

/** What an order carries beside its lines: what was promised, coupons, its member, a wish for a gift receipt. */
export type OrderExtras = Pick<OrderSummary, keyof typeof orderExtras>;

const schema = z.object(orderExtras);

/** The same, taken out of the whole of an order; what it does not carry is left out. */
export function extrasOf(order: OrderExtras): OrderExtras {
  return schema.parse(order);
}
