import { z } from 'zod';
import { handOver, orderExtras, orderLine, orderStatus, orderSummary, type OrderStatus, way } from '../../../contract/orders.ts';
import { locale } from '../../../contract/schema.ts';
import { orderStock } from '../../../contract/stock.ts';
import { leftToHandOver } from '../../../core/orders/hand-over.ts';
import { extrasOf } from '../../../core/orders/order-extras.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import type { OrderRow } from '../../ports/store.ts';
import { flag, flagColumn, jsonColumn, type Sql } from '../sql.ts';

/** The table `orders`. */
export interface OrderTable {
  get(id: OrderId): OrderRow | null;
  byNumber(number: string): OrderRow | null;
  toPrepare(limit: number): readonly OrderRow[];
  /** Orders of which something is missing, oldest first; those that are over aside. */
  short(limit: number): readonly OrderRow[];
  /** Paid orders of which something is to be handed over by staff, oldest first. */
  atDesk(limit: number): readonly OrderRow[];
  put(row: OrderRow): void;
  setStatus(id: OrderId, status: OrderStatus): void;
  /** Keeps what the hub tells of its money, in the place of what it told before. For an order that is not here: nothing. */
  setMoney(id: OrderId, money: Pick<OrderRow, 'onHold' | 'paying' | 'discountRefused'>): void;
  /** What the hub did not agree to was taken back here. */
  forgetRefusedDiscount(id: OrderId): void;
  /** Forgets an order that has no parcel and no intent here. False when it stays. */
  drop(id: string): boolean;
}

/** What an order carries beside its lines, taken out of the whole of it. */
const extras = z.object(orderExtras);

const row = z
  .object({
    orderId: z.string(),
    number: z.string(),
    status: orderStatus,
    placedAt: z.number(),
    lines: jsonColumn(z.array(orderLine)),
    totalMinor: z.number(),
    currency: z.string(),
    fulfilmentKind: way,
    locale,
    paidHere: flagColumn,
    holder: z.string().nullable(),
    needsLowDoor: flagColumn,
    returned: jsonColumn(z.array(z.strictObject({ sku: z.string(), quantity: z.number() }))),
    extras: jsonColumn(extras),
    handOvers: jsonColumn(z.array(handOver)),
    collected: jsonColumn(orderSummary.shape.collected.unwrap()).nullable(),
    stock: jsonColumn(orderStock).nullable(),
    onHold: flagColumn,
    paying: flagColumn,
    discountRefused: flagColumn,
  })
  .transform(
    ({ totalMinor, currency, returned, needsLowDoor, collected, extras: more, handOvers, stock, onHold, paying, discountRefused, ...rest }): OrderRow => ({
      ...rest,
      ...more,
      total: { minor: totalMinor, currency },
      ...(needsLowDoor ? { needsLowDoor } : {}),
      ...(handOvers.length === 0 ? {} : { handOvers }),
      ...(returned.length === 0 ? {} : { returned }),
      ...(collected === null ? {} : { collected }),
      ...(stock === null ? {} : { stock }),
      ...(onHold ? { onHold } : {}),
      ...(paying && rest.status === 'placed' ? { paying } : {}),
      ...(discountRefused ? { discountRefused } : {}),
    }),
  );

const columns = `order_id AS orderId, number, status, placed_at AS placedAt, lines, total_minor AS totalMinor, currency,
  fulfilment_kind AS fulfilmentKind, locale, paid_here AS paidHere, holder, needs_low_door AS needsLowDoor,
  returned, collected, extras, hand_overs AS handOvers, stock,
  EXISTS (SELECT 1 FROM order_money m WHERE m.order_id = orders.order_id AND m.on_hold = 1) AS onHold,
  EXISTS (SELECT 1 FROM order_money m WHERE m.order_id = orders.order_id AND m.paying = 1) AS paying,
  EXISTS (SELECT 1 FROM order_money m WHERE m.order_id = orders.order_id AND m.discount_refused = 1) AS discountRefused`;

/** Prepares the statements of `orders`. */
export function orderTable(sql: Sql): OrderTable {
  const get = sql.one(row, `SELECT ${columns} FROM orders WHERE order_id = ?`);
  const byNumber = sql.one(row, `SELECT ${columns} FROM orders WHERE number = ?`);
  const toPrepare = sql.many(
    row,
    `SELECT ${columns} FROM orders
     WHERE status = 'paid' AND fulfilment_kind = 'silo'
       AND NOT EXISTS (SELECT 1 FROM order_money WHERE order_money.order_id = orders.order_id AND order_money.on_hold = 1)
       AND NOT EXISTS (SELECT 1 FROM parcel WHERE parcel.order_id = orders.order_id AND parcel.status = 'stored')
       AND (NOT EXISTS (SELECT 1 FROM parcel WHERE parcel.order_id = orders.order_id AND parcel.status = 'collected')
         OR EXISTS (SELECT 1 FROM parcel WHERE parcel.order_id = orders.order_id AND parcel.ended IN ('recalled', 'missing')))
     ORDER BY placed_at, order_id LIMIT ?`,
  );
  const short = sql.many(
    row,
    `SELECT ${columns} FROM orders WHERE short > 0 AND status NOT IN ('collected', 'cancelled') ORDER BY placed_at, order_id LIMIT ?`,
  );
  const atDesk = sql.many(
    row,
    `SELECT ${columns} FROM orders WHERE at_desk = 1 AND status IN ('paid', 'ready', 'collected') ORDER BY placed_at, order_id LIMIT ?`,
  );
  const put = sql.run(`
    INSERT INTO orders (order_id, number, status, placed_at, lines, total_minor, currency, fulfilment_kind, locale, paid_here, holder, needs_low_door, returned, collected, extras, hand_overs, stock, short, at_desk)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (order_id) DO UPDATE SET
      number = excluded.number, status = excluded.status, placed_at = excluded.placed_at, lines = excluded.lines,
      total_minor = excluded.total_minor, currency = excluded.currency, fulfilment_kind = excluded.fulfilment_kind,
      locale = excluded.locale, paid_here = excluded.paid_here,
      holder = coalesce(excluded.holder, orders.holder), needs_low_door = excluded.needs_low_door,
      returned = excluded.returned, collected = excluded.collected, extras = excluded.extras, hand_overs = excluded.hand_overs,
      stock = excluded.stock, short = excluded.short, at_desk = excluded.at_desk`);
  // What its person needed of a door is forgotten with the end of an order.
  const setStatus = sql.run('UPDATE orders SET status = ?, needs_low_door = needs_low_door AND ? WHERE order_id = ?');
  const forgetMoney = sql.run('DELETE FROM order_money WHERE order_id = ?');
  const setMoney = sql.run('INSERT INTO order_money (order_id, on_hold, paying, discount_refused) SELECT order_id, ?, ?, ? FROM orders WHERE order_id = ?');
  const forgetRefused = sql.run('UPDATE order_money SET discount_refused = 0 WHERE order_id = ?');
  const drop = sql.run(`
    DELETE FROM orders WHERE order_id = ?
      AND NOT EXISTS (SELECT 1 FROM parcel WHERE order_id = ?)
      AND NOT EXISTS (SELECT 1 FROM intent WHERE order_id = ?)
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE order_id = ?)`);
  return {
    get: (id) => get(id),
    byNumber: (number) => byNumber(number),
    toPrepare: (limit) => toPrepare(limit),
    short: (limit) => short(limit),
    atDesk: (limit) => atDesk(limit),
    put: (o) => void put(...valuesOf(o)),
    setStatus: (id, status) => {
      if (setStatus(status, flag(!isOver(status)), id) !== 1) throw new Error(`no order ${id}`);
    },
    setMoney: (id, { onHold, paying, discountRefused }) => {
      forgetMoney(id);
      const flags = [onHold, paying, discountRefused].map((one) => one === true);
      if (flags.includes(true)) setMoney(...flags.map(flag), id);
    },
    forgetRefusedDiscount: (id) => void forgetRefused(id),
    drop: (id) => drop(id, id, id, id) === 1,
  };
}

/** The columns of an order, in the order of the statement that puts it. */
function valuesOf(o: OrderRow) {
  return [
    o.orderId,
    o.number,
    o.status,
    o.placedAt,
    JSON.stringify(o.lines),
    o.total.minor,
    o.total.currency,
    o.fulfilmentKind,
    o.locale,
    flag(o.paidHere),
    o.holder,
    flag(o.needsLowDoor === true && !isOver(o.status)),
    JSON.stringify(o.returned ?? []),
    o.collected === undefined ? null : JSON.stringify(o.collected),
    JSON.stringify(extrasOf(o)),
    JSON.stringify(o.handOvers ?? []),
    o.stock === undefined ? null : JSON.stringify(o.stock),
    shortOf(o),
    flag(leftToHandOver(o).length > 0),
  ] as const;
}

/** Pieces of an order that the hub found nowhere. */
function shortOf({ stock }: OrderRow): number {
  return stock?.lines.reduce((count, line) => count + line.short, 0) ?? 0;
}

function isOver(status: OrderStatus): boolean {
  return status === 'collected' || status === 'cancelled';
}
