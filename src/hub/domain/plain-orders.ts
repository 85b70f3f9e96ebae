import type { Operation, OrderPlaced } from '../../contract/events/operations.ts';
import type { Contact } from '../../contract/orders.ts';
import { extrasOf } from '../../core/orders/order-extras.ts';
import { isOneCurrency, orderTotal } from '../../core/orders/order-total.ts';
import { isNothingDue } from '../../core/payments/nothing-due.ts';
import { contactKey, findHolders, insertFreshOrders, isAnyKnown, lockOrdersToBe, publishFreshOrders, type StoredOrder } from '../db/orders.ts';
import { noteAllStockDue } from '../db/stock.ts';
import { auditAll, type EffectContext } from './context.ts';
import { queueMessages } from './messages.ts';
import { freshHolder, placedFacts } from './orders.ts';

/** An order of which nothing and nobody has to be judged: a guest's, without staff beside them, with sums that agree, nothing taken off, and something to pay. Most are. */
export type PlainOrder = OrderPlaced & { readonly contact: Contact };

/** The order that an operation places, or null where anything about it needs a closer look. */
export function plainOrderOf(op: Operation): PlainOrder | null {
  if (op.kind !== 'order.placed' || op.memberId !== undefined || op.assistedBy !== undefined || (op.discounts?.length ?? 0) > 0) return null;
  const { contact, total, lines } = op;
  if (contact === undefined || !isOneCurrency(op, total) || orderTotal({ currency: total.currency, ...op }).minor !== total.minor) return null;
  if (
    isNothingDue({ status: 'placed', total, lines }) ||
    lines.some(({ listPrice, unitPrice }) => listPrice !== undefined && listPrice.minor !== unitPrice.minor)
  )
    return null;
  return { ...op, contact };
}

/**
 * Places orders that follow each other, in one statement for each table: what is left in the tables is what `placeOrder` leaves of them one after the other.
 * Answers false, with nothing written, where the hub knows anything of one of them already: then each is placed by itself. Their ids and numbers
 * differ, and whoever calls has a savepoint around it.
 */
export async function placePlainOrders(c: EffectContext, ops: readonly PlainOrder[]): Promise<boolean> {
  const { tenantId } = c.station;
  const contacts = [...new Set(ops.map(({ contact }) => contactKey(contact)))];
  // Sent together: the locks go first, so what follows reads what those left who had them before.
  const [, isKnown, holders] = await Promise.all([
    lockOrdersToBe(c.tx, tenantId, { ids: ops.map(({ orderId }) => orderId), contacts }),
    isAnyKnown(c.tx, tenantId, ops),
    findHolders(c.tx, tenantId, contacts),
  ]);
  if (isKnown) return false;
  const orders = storedOrders(c, ops, holders);
  const received = ops.map(({ orderId, placedAt }) => ({ orderId, kind: 'received' as const, about: orderId, happenedAt: placedAt }));
  // One statement each: should one be refused, nothing of the others comes behind the rollback.
  await Promise.all([
    insertFreshOrders(c.tx, c.station, orders),
    noteAllStockDue(
      c.tx,
      tenantId,
      ops.map(({ orderId, holds = [] }) => ({ orderId, holds })),
    ),
    queueMessages(c, received),
    auditAll(
      c,
      ops.map((op) => ({ kind: 'order.placed', facts: placedFacts(op) })),
    ),
  ]);
  await publishFreshOrders(c.tx, c.station, orders);
  return true;
}

/** As they are stored; the orders of one person share the holder that the person has, or that of the first of them. */
function storedOrders(c: EffectContext, ops: readonly PlainOrder[], known: ReadonlyMap<string, string>): readonly StoredOrder[] {
  const { tenantId, storeId, stationId } = c.station;
  const holders = new Map(known);
  return ops.map((op) => {
    const { orderId, number, placedAt, lines, total, fulfilment, contact, locale, shipTo } = op;
    const phoneToken = c.phoneToken(tenantId, orderId);
    const person = contactKey(contact);
    const holder = holders.get(person) ?? freshHolder(phoneToken);
    holders.set(person, holder);
    const placed = {
      tenantId,
      orderId,
      storeId,
      stationId,
      number,
      status: 'placed' as const,
      placedAt,
      lines,
      total,
      fulfilment,
      contact,
      locale,
      phoneToken,
    };
    return { ...placed, holder, ...extrasOf(op), ...(shipTo === undefined ? {} : { shipTo }) };
  });
}
