import type { DiscountAmount } from '../../contract/discounts.ts';
import type { OrderLine } from '../../contract/orders.ts';
import type { Money } from '../../kernel/money.ts';

/**
 * What a piece costs after a discount. A percentage takes off whole minor units, what is left of one is not taken: so a discount is never more than
 * its percentage says, and never below zero.
 *
 * ```
 * 39.95, 15 %  ->  33.96      (5.9925 is 5.99)
 * ```
 */
export function markedPrice(list: Money, amount: Exclude<DiscountAmount, { readonly kind: 'off' }>): Money {
  if (amount.kind === 'price') return amount.price;
  const off = Math.floor((list.minor * amount.percent) / 100);
  return { minor: list.minor - off, currency: list.currency };
}

/** Is at most `percent` of the list price taken off? Counted in whole numbers, so that no rounding lets anything through. */
export function isWithin(list: Money, price: Money, percent: number): boolean {
  return (list.minor - price.minor) * 100 <= percent * list.minor;
}

type Prices = Pick<OrderLine, 'listPrice' | 'unitPrice'>;

/** Did staff take something off this line that was not taken back? */
export function isDiscounted({ listPrice, unitPrice }: Prices): boolean {
  return listPrice !== undefined && listPrice.minor > unitPrice.minor;
}

/** Was what staff had taken off an order taken back? Its lines say what they cost before, and cost that again. */
export function isUndone({ lines }: { readonly lines: readonly Prices[] }): boolean {
  return lines.some(({ listPrice, unitPrice }) => listPrice !== undefined && listPrice.minor === unitPrice.minor);
}
