import { partsOf, wayOf, type WayPart } from '../../contract/order-ways.ts';
import type { OrderLine } from '../../contract/orders.ts';
import { spanInWords } from '../../kernel/day-words.ts';
import { sum, times } from '../../kernel/money.ts';
import type { StoredOrder } from '../db/orders.ts';
import { formatMoney } from './format.ts';
import { wayTexts } from './way-texts.ts';

/** What an order's message says of each part that is still to be paid, soonest first, with the days that were promised. */
export function afterPaying(order: StoredOrder): readonly string[] {
  return parts(order).map((part) => [wayTexts[order.locale].after[part.way], ...promised(order, part)].join(' '));
}

/** The same once it is paid. */
export function nextOf(order: StoredOrder): readonly string[] {
  const t = wayTexts[order.locale];
  return parts(order).map((part) => {
    const isTaken = part.way === 'carry-out' && part.handOver?.handedAt !== undefined;
    return [isTaken ? t.taken : t.next[part.way], ...promised(order, part)].join(' ');
  });
}

/** Is all of it taken along from the till, so that nothing is prepared? */
export function isAllTaken(order: StoredOrder): boolean {
  return parts(order).every(({ way }) => way === 'carry-out');
}

/** Does the order have other parts beside that at the desk? */
export function hasRest(order: StoredOrder): boolean {
  return parts(order).some(({ way }) => way !== 'desk');
}

/** The way of a line, where the lines of its order go several; null where all go the same. */
export function wayBeside(order: StoredOrder, line: OrderLine): string | null {
  return parts(order).length === 1 ? null : wayTexts[order.locale].names[wayOf(line, order.fulfilment.kind)];
}

/** What the total is made of, name and amount; nothing where it is the goods alone. */
export function sumsOf(order: StoredOrder): readonly (readonly [name: string, amount: string])[] {
  const { delivery = [], discounts = [], lines, total, locale } = order;
  const t = wayTexts[locale];
  const cost = sum(
    total.currency,
    delivery.map((promise) => promise.cost),
  );
  const isShipped = delivery.some(({ way }) => way === 'ship');
  if (cost.minor === 0 && discounts.length === 0 && !isShipped) return [];
  const goods = sum(
    total.currency,
    lines.map((line) => times(line.unitPrice, line.quantity)),
  );
  return [
    [t.goods, formatMoney(goods, locale)],
    ...(cost.minor > 0 || isShipped ? [[t.delivery, cost.minor === 0 ? t.free : formatMoney(cost, locale)] as const] : []),
    ...discounts.map(({ name, amount }) => [name, `−${formatMoney(amount, locale)}`] as const),
  ];
}

function parts(order: StoredOrder): readonly WayPart<OrderLine>[] {
  return partsOf({ lines: order.lines, fulfilmentKind: order.fulfilment.kind, delivery: order.delivery, handOvers: order.handOvers });
}

/** A mail is read on another day than it was written: days have their names. */
function promised({ locale }: StoredOrder, { way, promise }: WayPart<OrderLine>): readonly string[] {
  if (promise === null || way === 'carry-out') return [];
  const when = spanInWords(locale, promise, null);
  return [way === 'ship' ? wayTexts[locale].arrives(when) : wayTexts[locale].readyBy(when)];
}
