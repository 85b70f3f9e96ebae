import type { DeliveryPromise, OrderDiscount, OrderLine } from '../../contract/orders.ts';
import { type Money, sum, times } from '../../kernel/money.ts';
import { orderTotal } from '../orders/order-total.ts';

/** What of an order is bought and charged. */
export interface ChargedOrder {
  readonly lines: readonly OrderLine[];
  readonly delivery?: DeliveryPromise[] | undefined;
  readonly discounts?: OrderDiscount[] | undefined;
  readonly total: Money;
}

/** An order after pieces of it were given up or swapped. `off`: how much less it costs. Null for `order`: nothing is left of it. */
export interface ChangedOrder {
  readonly order: ChargedOrder | null;
  readonly off: Money;
}

/** What a line says of its variant. */
export type LineVariant = Pick<OrderLine, 'sku' | 'size' | 'colour' | 'picture' | 'unitPrice'>;

/**
 * An order without `quantity` pieces of a SKU, off the last of its lines first. Discounts shrink with what they were given for, a fraction of a cent to
 * the customer; bringing costs nothing any more where no line goes that way. An order that nothing is left of costs nothing. It never costs more than before.
 */
export function giveUp(order: ChargedOrder, sku: string, quantity: number): ChangedOrder {
  return charged(order, takeOff(order.lines, sku, quantity).kept);
}

/**
 * An order with `quantity` pieces of one SKU replaced by another variant of the product, at its price where that is lower. The new pieces go the way
 * of those that they replace, and join a line of theirs if there is one.
 */
export function swap(order: ChargedOrder, sku: string, quantity: number, to: LineVariant): ChangedOrder {
  const { kept, taken } = takeOff(order.lines, sku, quantity);
  const lines = [...kept];
  for (const old of taken) {
    const { listPrice: _, ...rest } = old;
    const fresh: OrderLine = { ...rest, sku: to.sku, size: to.size, colour: to.colour, picture: to.picture, ...pricesOf(old, to.unitPrice) };
    const same = lines.findIndex((line) => isSameButQuantity(line, fresh) && line.quantity + fresh.quantity <= MOST_PIECES);
    const there = lines[same];
    if (there === undefined) lines.push(fresh);
    else lines[same] = { ...there, quantity: there.quantity + fresh.quantity };
  }
  return charged(order, lines);
}

/**
 * What a till made of an order that it knew with more goods than are left by now: the discounts that it gave, for what is left. `total` is what the till
 * came to, which says what it knew.
 */
export function discountAgain(order: ChargedOrder, told: { readonly discounts: readonly OrderDiscount[]; readonly total: Money }): ChargedOrder {
  const { currency } = order.total;
  const goods = goodsOf(currency, order.lines);
  const delivery = sum(
    currency,
    (order.delivery ?? []).map(({ cost }) => cost),
  ).minor;
  const off = told.discounts.reduce((minor, { amount }) => minor + amount.minor, 0);
  const discounts = shrunk(told.discounts, goods, Math.max(goods, told.total.minor + off - delivery));
  return { ...order, discounts, total: orderTotal({ currency, lines: order.lines, delivery: order.delivery, discounts }) };
}

/** The pieces of a SKU in an order. */
export function piecesOf(lines: readonly Pick<OrderLine, 'sku' | 'quantity'>[], sku: string): number {
  return lines.reduce((count, line) => count + (line.sku === sku ? line.quantity : 0), 0);
}

/** As many as one line may hold. */
const MOST_PIECES = 20;

interface Parted {
  readonly kept: readonly OrderLine[];
  readonly taken: readonly OrderLine[];
}

function takeOff(lines: readonly OrderLine[], sku: string, quantity: number): Parted {
  let left = quantity;
  const kept: OrderLine[] = [];
  const taken: OrderLine[] = [];
  for (const line of lines.toReversed()) {
    const off = line.sku === sku ? Math.min(left, line.quantity) : 0;
    left -= off;
    if (off > 0) taken.push({ ...line, quantity: off });
    if (line.quantity > off) kept.push({ ...line, quantity: line.quantity - off });
  }
  return { kept: kept.toReversed(), taken: taken.toReversed() };
}

/** The lower of the two. What staff had taken off counts from the new piece's own price, and is nothing where that is lower still: taken back, the piece costs no more than it costs. */
function pricesOf({ unitPrice: paid, listPrice }: OrderLine, price: Money): Pick<OrderLine, 'unitPrice' | 'listPrice'> {
  const unitPrice = price.minor < paid.minor ? price : paid;
  const list = listPrice !== undefined && price.minor < listPrice.minor ? price : listPrice;
  return list === undefined || list.minor <= unitPrice.minor ? { unitPrice } : { unitPrice, listPrice: list };
}

function isSameButQuantity(one: OrderLine, two: OrderLine): boolean {
  return one.sku === two.sku && one.way === two.way && one.unitPrice.minor === two.unitPrice.minor && one.listPrice?.minor === two.listPrice?.minor;
}

function charged(before: ChargedOrder, lines: readonly OrderLine[]): ChangedOrder {
  const { currency } = before.total;
  if (lines.length === 0) return { order: null, off: before.total };
  const goods = goodsOf(currency, lines);
  const goodsBefore = goodsOf(currency, before.lines);
  const ways = new Set(lines.map((line) => line.way));
  // Orders whose lines name no way go one way as a whole, and still do.
  const delivery = before.delivery?.map((one) => (ways.has(undefined) || ways.has(one.way) ? one : { ...one, cost: { minor: 0, currency } }));
  const discounts = before.discounts === undefined ? undefined : shrunk(before.discounts, goods, goodsBefore);
  const asked = orderTotal({ currency, lines, delivery, discounts });
  const total = asked.minor < before.total.minor ? asked : before.total;
  const order: ChargedOrder = { lines, total, ...(delivery === undefined ? {} : { delivery }), ...(discounts === undefined ? {} : { discounts }) };
  return { order, off: { minor: before.total.minor - total.minor, currency } };
}

function goodsOf(currency: string, lines: readonly OrderLine[]): number {
  return sum(
    currency,
    lines.map((line) => times(line.unitPrice, line.quantity)),
  ).minor;
}

/** Discounts for what is left of the goods that they were given for; of points as many are spent as that takes. */
function shrunk(discounts: readonly OrderDiscount[], goods: number, goodsBefore: number): OrderDiscount[] {
  return discounts.map((one) => ({
    ...one,
    amount: { ...one.amount, minor: portion(one.amount.minor, goods, goodsBefore) },
    ...(one.points === undefined ? {} : { points: portion(one.points, goods, goodsBefore) }),
  }));
}

/** What is left of a discount, or of points. */
function portion(minor: number, goods: number, goodsBefore: number): number {
  return goodsBefore === 0 ? minor : Math.min(minor, Math.ceil((minor * goods) / goodsBefore));
}
