import type { ReturnLine } from '../../contract/hub/silo.ts';
import type { OrderLine } from '../../contract/orders.ts';
import { type Money, sum, times } from '../../kernel/money.ts';

/** Pieces by SKU. */
export type Quantities = ReadonlyMap<string, number>;

/** What of some returned lines is to be paid back. `over`: more was returned than was bought and not yet paid back. */
export interface Payable {
  readonly lines: readonly ReturnLine[];
  readonly amount: Money;
  readonly over: boolean;
}

/** How many of each SKU are left of what was bought when `taken` are gone. Never below zero. */
export function leftOf(bought: readonly OrderLine[], ...taken: readonly (readonly ReturnLine[])[]): Quantities {
  const left = new Map<string, number>();
  for (const line of bought) left.set(line.sku, (left.get(line.sku) ?? 0) + line.quantity);
  for (const line of taken.flat()) left.set(line.sku, Math.max(0, (left.get(line.sku) ?? 0) - line.quantity));
  return left;
}

/** Do these lines ask for no more than is left? Several lines may name one SKU, each for a reason of its own. */
export function fits(lines: readonly ReturnLine[], left: Quantities): boolean {
  const asked = new Map<string, number>();
  for (const line of lines) asked.set(line.sku, (asked.get(line.sku) ?? 0) + line.quantity);
  return [...asked].every(([sku, quantity]) => quantity <= (left.get(sku) ?? 0));
}

/** What is paid back for returned lines: each piece once, at the price that was paid for it. */
export function payable(lines: readonly ReturnLine[], bought: readonly OrderLine[], left: Quantities, currency: string): Payable {
  const rest = new Map(left);
  const paid: ReturnLine[] = [];
  const amounts: Money[] = [];
  for (const line of lines) {
    const quantity = Math.min(line.quantity, rest.get(line.sku) ?? 0);
    const price = bought.find((one) => one.sku === line.sku)?.unitPrice;
    if (quantity === 0 || price === undefined || price.currency !== currency) continue;
    rest.set(line.sku, (rest.get(line.sku) ?? 0) - quantity);
    paid.push({ ...line, quantity });
    amounts.push(times(price, quantity));
  }
  const count = (some: readonly ReturnLine[]) => some.reduce((pieces, line) => pieces + line.quantity, 0);
  return { lines: paid, amount: sum(currency, amounts), over: count(paid) < count(lines) };
}
