import type { OrderPlaced } from '../../../contract/events/operations.ts';
import type { DeliveryPromise, Way } from '../../../contract/orders.ts';
import { extrasOf } from '../../../core/orders/order-extras.ts';
import { orderNumber } from '../../../core/orders/order-number.ts';
import { fulfilmentOf, missingWay, shipToBeside, wayOfItem } from '../../../core/sessions/session-ways.ts';
import type { ShopperSession } from '../../../core/sessions/shopper-session.ts';
import { type OrderId, uuidV7 } from '../../../kernel/ids.ts';
import type { Money } from '../../../kernel/money.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { ORDER_COUNTER_KEY } from '../../ports/restored.ts';
import { type OrderRow, type StoreWriter, takesNew } from '../../ports/store.ts';
import { settleNothingDue } from '../till/nothing-due.ts';
import { weighSession, writeBenefitUses, writeConsents } from './benefits.ts';
import { chargesOf } from './charges.ts';
import { type BagChange, fitToStock } from './fit-to-stock.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { takenFor } from './taken-pieces.ts';

/** Why no order came of the bag. */
export type PlaceRefusal = 'no-session' | 'empty-bag' | 'no-fulfilment' | 'no-address' | 'no-contact' | 'way-not-possible' | 'promise-changed' | BagChange;

/** What the shopper saw when they said yes. */
export interface SeenPromise {
  readonly total: Money;
  readonly delivery: readonly DeliveryPromise[];
}

/**
 * Turns the bag into an order. The order, its number, the operation for the hub, the audit entry and the session that shows it are
 * one transaction: an order that a person saw exists, and one that does not exist was never seen. Asked again in the same session
 * it answers with the same order. With `seen` it refuses what costs something else, or comes on another day, than the shopper was shown.
 */
export function placeOrder(parts: KioskParts, keeper: SessionKeeper, seen: SeenPromise | null): Result<undefined, { readonly kind: PlaceRefusal }> {
  if (keeper.current()?.phase.kind === 'placed') return done;
  const changed = fitToStock(parts, keeper);
  if (changed !== null) return err({ kind: changed });
  const unkept = unkeptPromise(parts, keeper, seen);
  if (unkept !== null) return err({ kind: unkept });
  const begun = keeper.applyInMemory({ kind: 'place' });
  if (!begun.ok) return err({ kind: placeRefusal(begun.error.kind) });
  let ordered = false;
  try {
    ordered = commitOrder(parts, keeper).ok;
  } finally {
    // Also after a bug: a bag that stays closed has no countdown, and whoever comes next would find it.
    if (!ordered) openAgain(keeper);
  }
  return ordered ? done : err({ kind: 'storage' });
}

/** What is missing in the bag is the session machine's to say; this is about a bag that is complete. */
function unkeptPromise(parts: KioskParts, keeper: SessionKeeper, seen: SeenPromise | null): 'way-not-possible' | 'promise-changed' | null {
  const session = keeper.current();
  if (session === null || session.bag.length === 0 || missingWay(session) !== null) return null;
  const { delivery, total } = chargesOf(parts, session);
  if (delivery.length === 0) return 'way-not-possible';
  return seen === null || isSame(seen, { total, delivery }) ? null : 'promise-changed';
}

function isSame(one: SeenPromise, other: SeenPromise): boolean {
  const words = ({ total, delivery }: SeenPromise): string =>
    [total, ...delivery.map(({ cost }) => cost)].map(({ minor, currency }) => `${minor} ${currency}`).join() +
    delivery.map(({ way, from, until }) => `${way} ${from} ${until}`).join();
  return words(one) === words(other);
}

/** Name of the counter of orders in the store's small values. */
const COUNTER = ORDER_COUNTER_KEY;

function openAgain(keeper: SessionKeeper): void {
  const reopened = keeper.applyInMemory({ kind: 'place-failed' });
  if (!reopened.ok) throw new Error(`a bag whose order failed opens again, but: ${reopened.error.kind}`);
}

function commitOrder(parts: KioskParts, keeper: SessionKeeper): Result<undefined, { readonly kind: string }> {
  const session = keeper.current();
  if (session === null) throw new Error('an order is placed within a session');
  // A full disk takes no new orders: what room is left is for people who come to collect.
  if (!takesNew(parts.store)) return err({ kind: 'storage' });
  const placedAt = parts.clock.now();
  const orderId = uuidV7<'order'>(placedAt, parts.random);
  const placedOffline = parts.hub.current().state === 'offline';
  return keeper.apply({ kind: 'placed', orderId, placedOffline }, (tx) => {
    const assistedBy = session.assisted === true ? parts.assistant() : null;
    const order = orderOf(parts, session, { orderId, placedAt, placedOffline, number: nextNumber(tx, parts.stationCode), assistedBy });
    writeOrder(tx, order);
    writeMarks(tx, order);
    writeBenefitUses(tx, orderId, weighSession(parts, session));
    writeConsents(tx, parts, session);
    tx.putSoftHolds(orderId, order.holds ?? []);
    return done;
  });
}

/** The counter goes on after whatever is known already: a database made anew learns its station's earlier orders from the hub. */
function nextNumber(tx: StoreWriter, stationCode: string): string {
  let counter = Number(tx.meta(COUNTER) ?? '0') + 1;
  while (tx.orderByNumber(orderNumber(stationCode, counter)) !== null) counter += 1;
  tx.putMeta(COUNTER, String(counter));
  return orderNumber(stationCode, counter);
}

function orderOf(
  parts: KioskParts,
  session: ShopperSession,
  { assistedBy, ...made }: { orderId: OrderId; placedAt: number; placedOffline: boolean; number: string; assistedBy: string | null },
): OrderPlaced {
  const { contact, locale, benefits } = session;
  const fulfilment = fulfilmentOf(session);
  if (fulfilment === null || (contact === null && benefits.member === null)) throw new Error('the session machine lets only a complete bag be placed');
  const { delivery, total, weighed } = chargesOf(parts, session);
  const shipTo = shipToBeside(session);
  const beside = shipTo === null ? {} : { shipTo };
  return {
    kind: 'order.placed',
    ...made,
    lines: linesByWay(session, fulfilment.kind),
    total,
    fulfilment,
    ...beside,
    ...(contact === null ? {} : { contact }),
    locale,
    delivery: [...delivery],
    ...(weighed.discounts.length === 0 ? {} : { discounts: [...weighed.discounts] }),
    ...(benefits.member === null ? {} : { memberId: benefits.member.memberId }),
    ...(benefits.gift ? { gift: true } : {}),
    ...takenFor(parts, session, made.placedOffline),
    ...marksOf(session),
    ...(assistedBy === null ? {} : { assistedBy }),
  };
}

/** Who took what off, for the hub alone: the order itself carries the two prices of a line. */
function marksOf({ bag }: ShopperSession): Pick<OrderPlaced, 'marks'> {
  const marks = bag.flatMap(({ sku, mark }) => (mark === undefined ? [] : [{ sku, ...mark }]));
  return marks.length === 0 ? {} : { marks };
}

/** A line names its way where it is not the leading one. */
function linesByWay(session: ShopperSession, leading: Way): OrderPlaced['lines'] {
  return session.bag.map((item) => {
    const { lineId: _lineId, way: _way, mark: _mark, ...line } = item;
    const way = wayOfItem(session, item);
    return way === null || way === leading ? line : { ...line, way };
  });
}

function writeOrder(tx: StoreWriter, order: OrderPlaced): void {
  const { orderId, number, placedAt, lines, total, locale, fulfilment, placedOffline } = order;
  const assisted = order.assistedBy === undefined ? {} : { staffId: order.assistedBy };
  const needs = fulfilment.kind === 'silo' && fulfilment.needsLowDoor === true ? { needsLowDoor: true } : {};
  const row: OrderRow = {
    orderId,
    number,
    status: 'placed',
    placedAt,
    lines,
    total,
    fulfilmentKind: fulfilment.kind,
    locale,
    paidHere: false,
    holder: null,
    ...needs,
    ...extrasOf(order),
  };
  tx.putOrder(row);
  tx.enqueue(order, placedAt);
  tx.audit({
    kind: 'order.placed',
    at: placedAt,
    facts: { orderId, number, lines: lines.length, minor: total.minor, currency: total.currency, fulfilment: fulfilment.kind, placedOffline, ...assisted },
  });
  settleNothingDue(tx, row, { staffId: null, at: placedAt });
}

/** Who let what go for how much, line by line: with the order's number it can be looked up for good. */
function writeMarks(tx: StoreWriter, { orderId, placedAt, lines, marks = [] }: OrderPlaced): void {
  for (const { sku, reason, staffId, secondId } of marks) {
    const line = lines.find((one) => one.sku === sku);
    if (line?.listPrice === undefined) throw new Error('a mark is about a line with two prices');
    const { quantity, listPrice, unitPrice } = line;
    const amounts = { quantity, list: listPrice.minor, minor: unitPrice.minor, currency: unitPrice.currency };
    tx.audit({ kind: 'order.marked-down', at: placedAt, facts: { orderId, sku, reason, ...amounts, staffId, secondId: secondId ?? null } });
  }
}

function placeRefusal(kind: string): PlaceRefusal {
  return kind === 'empty-bag' || kind === 'no-fulfilment' || kind === 'no-address' || kind === 'no-contact' ? kind : 'no-session';
}
