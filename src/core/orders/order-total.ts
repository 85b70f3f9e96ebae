import type { DeliveryPromise, OrderDiscount } from '../../contract/orders.ts';
import { type Money, sum, times } from '../../kernel/money.ts';

/** What a total is made of. All amounts are in one currency; what is left out is nothing. */
export interface Charged {
  readonly currency: string;
  readonly lines: readonly { readonly unitPrice: Money; readonly quantity: number }[];
  readonly delivery?: readonly Pick<DeliveryPromise, 'cost'>[] | undefined;
  readonly discounts?: readonly Pick<OrderDiscount, 'amount'>[] | undefined;
}

/** The lines, what bringing them costs, less what coupons take off: what is to be paid, and never less than nothing. */
export function orderTotal({ currency, lines, delivery = [], discounts = [] }: Charged): Money {
  const charged = sum(currency, [...lines.map(({ unitPrice, quantity }) => times(unitPrice, quantity)), ...delivery.map(({ cost }) => cost)]);
  const off = sum(
    currency,
    discounts.map(({ amount }) => amount),
  );
  return { minor: Math.max(0, charged.minor - off.minor), currency };
}

/** Is everything in the currency of this total? Amounts in several have no sum, and nothing can be done with such an order. */
export function isOneCurrency({ lines, delivery = [], discounts = [] }: Omit<Charged, 'currency'>, { currency }: Money): boolean {
  const amounts = [...lines.map(({ unitPrice }) => unitPrice), ...delivery.map(({ cost }) => cost), ...discounts.map(({ amount }) => amount)];
  return amounts.every((amount) => amount.currency === currency);
}
