import type { OrderLine, OrderStatus } from '../../contract/orders.ts';
import type { Money } from '../../kernel/money.ts';
import { isDiscounted } from '../discounts/marked-price.ts';

/**
 * Does a placed order cost nothing, because coupons and points cover all of it? Then it counts as paid at once, at its station and at the hub alike. Where staff let
 * a price go, whoever may decides about it first, and a person presses the key for nothing.
 */
export function isNothingDue({ status, total, lines }: { readonly status: OrderStatus; readonly total: Money; readonly lines: readonly OrderLine[] }): boolean {
  return status === 'placed' && total.minor === 0 && !lines.some(isDiscounted);
}
