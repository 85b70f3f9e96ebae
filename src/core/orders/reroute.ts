import { wayOf } from '../../contract/order-ways.ts';
import type { DeliveryPromise, OrderLine, Way } from '../../contract/orders.ts';
import type { Money } from '../../kernel/money.ts';
import { leadingWay } from './ways.ts';

/** What of an order says how its goods are had. */
export interface Routed {
  readonly lines: readonly OrderLine[];
  readonly fulfilmentKind: Way;
  readonly delivery?: readonly DeliveryPromise[] | undefined;
  readonly total: Money;
}

/** A part that goes another way from now on, and the days that are promised of it. */
export interface Rerouting {
  readonly from: Way;
  readonly to: Way;
  readonly promise: { readonly from: string; readonly until: string };
}

/**
 * An order of which one part goes another way. It costs what it cost: what bringing that part cost is now what the new way costs, since the shop
 * changes its mind and not the customer. Days that were promised of the new way before, and are later, stay.
 */
export function reroute(order: Routed, { from, to, promise }: Rerouting): Pick<Routed, 'lines' | 'fulfilmentKind'> & { readonly delivery: DeliveryPromise[] } {
  const lines = order.lines.map((line): OrderLine => {
    const way = wayOf(line, order.fulfilmentKind);
    return { ...line, way: way === from ? to : way };
  });
  const { currency } = order.total;
  const promises = order.delivery ?? [];
  const cost = promises.filter(({ way }) => way === from || way === to).reduce((minor, one) => minor + one.cost.minor, 0);
  const there = promises.find(({ way }) => way === to);
  const until = there !== undefined && there.until > promise.until ? there.until : promise.until;
  const promised: DeliveryPromise = { way: to, cost: { minor: cost, currency }, from: promise.from, until };
  const others = promises.filter(({ way }) => way !== from && way !== to);
  return { lines, fulfilmentKind: leadingWay(lines.map((line) => line.way ?? order.fulfilmentKind)), delivery: [...others, promised] };
}
