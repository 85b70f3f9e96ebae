import { createHash } from 'node:crypto';
import type { OrderPlaced, PaymentTaken } from '../../contract/events/operations.ts';
import { extrasOf } from '../../core/orders/order-extras.ts';
import { isOneCurrency, orderTotal } from '../../core/orders/order-total.ts';
import type { Contact } from '../../contract/orders.ts';
import { type OrderState, stepOrder } from '../../core/orders/order-machine.ts';
import { isNothingDue } from '../../core/payments/nothing-due.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import { noteCountry, noteDistance } from '../after/legal-facts.ts';
import { wakePayments } from '../db/online-payments.ts';
import { findMember } from '../db/members.ts';
import { holderOf, insertOrder, lockOrder, lockOrderId, type StoredOrder, setOrderStatus } from '../db/orders.ts';
import { noteStockDue } from '../db/stock.ts';
import { countParcelsOfPass, findParcelsOfOrder, findStoredParcels, type StoredParcel } from '../db/parcels.ts';
import { earnPoints, settleBenefits } from './benefits.ts';
import { alarm, applied, audit, type Effect, type EffectContext, type Facts, type Happening } from './context.ts';
import { queueMessage } from './messages.ts';
import { keepTillMoney } from './paid-twice.ts';
import { bearUndone, judgeMarks } from './staff-discounts.ts';
import { isExpired, reviveStock } from './stock/expired.ts';
import { oweSurplus, refuseTillMoney, whyNeedless } from './till-money.ts';

/** A shopper's order becomes an order of the shop. Its stock is settled right after this transaction. */
export async function placeOrder(c: EffectContext, op: OrderPlaced): Promise<Effect> {
  const { tenantId, storeId, stationId } = c.station;
  const { orderId, number, placedAt, lines, total, fulfilment, locale, shipTo } = op;
  if (!isOneCurrency(op, total)) return { outcome: 'rejected', reason: 'amounts in several currencies' };
  const contact = await contactOf(c, op);
  await lockOrderId(c.tx, tenantId, orderId);
  if ((await lockOrder(c.tx, tenantId, orderId)) !== null) return { outcome: 'rejected', reason: 'an order with this id exists already' };
  const twins = await c.tx.query('SELECT order_id FROM orders WHERE tenant_id = $1 AND number = $2', [tenantId, number]);
  // A shopper holds this order: it is kept, and a person sorts the numbers out.
  if (twins.length > 0) await alarm(c, 'order-number-twice', orderId, { orderId, number });
  const phoneToken = c.phoneToken(tenantId, orderId);
  const holder = contact === null ? freshHolder(phoneToken) : await holderOf(c.tx, tenantId, contact, freshHolder(phoneToken));
  // What was shown is what is owed: a station whose sums do not agree with themselves is looked into, and its customer keeps their order.
  if (orderTotal({ currency: total.currency, ...op }).minor !== total.minor)
    await alarm(c, 'order-total-wrong', orderId, { orderId, number, minor: total.minor });
  const known = { tenantId, orderId, storeId, stationId, number, placedAt, lines, total, fulfilment, contact, locale, phoneToken, holder };
  const order = { ...known, ...extrasOf(op), ...(shipTo === undefined ? {} : { shipTo }) };
  await insertOrder(c.tx, { ...order, status: 'placed' });
  await settleBenefits(c, { ...order, status: 'placed' }, placedAt);
  await judgeMarks(c, { ...order, status: 'placed' }, op.marks ?? []);
  await noteStockDue(c.tx, tenantId, orderId, op.holds ?? []);
  await noteCountry(c.tx, order);
  await queueMessage(c, { orderId, kind: 'received', about: orderId, happenedAt: placedAt });
  await audit(c, 'order.placed', placedFacts(op));
  if (await settleIfNothingDue(c, { ...order, status: 'placed' }, placedAt)) return applied;
  for (const { parcelId } of await findStoredParcels(c.tx, tenantId, orderId)) await alarm(c, 'loaded-unpaid', parcelId, { orderId, parcelId });
  return applied;
}

/** What the audit says of an order that was placed. */
export function placedFacts({ orderId, number, total, placedOffline, assistedBy }: OrderPlaced): Facts {
  return {
    orderId,
    number,
    minor: total.minor,
    currency: total.currency,
    offline: placedOffline,
    ...(assistedBy === undefined ? {} : { staffId: assistedBy }),
  };
}

/** Money for an order: all of it, once. What pays nothing, and what is more than the order costs by now, its customer gets back. */
export async function takePayment(c: EffectContext, op: PaymentTaken): Promise<Effect> {
  const found = await findAwaited(c, op.orderId);
  if (found === null || found.storeId !== c.station.storeId) return await unknownOrder(c, op.orderId);
  const isRevived = await isExpired(c.tx, found);
  const open: StoredOrder = isRevived ? { ...found, status: 'placed' } : found;
  const order = (await bearUndone(c, open, op.amount)) ?? open;
  const reason = whyNeedless(order, op);
  // A till that had not heard that nothing is due pressed its key all the same.
  if (reason !== null && op.amount.minor === 0 && order.total.minor === 0) return applied;
  if (reason !== null && (await keepTillMoney(c, order, op))) return applied;
  if (reason !== null) return await refuseTillMoney(c, op, reason);
  // Nobody had paid in time, and then somebody had: the money is there, so the order is, and its stock is looked for again.
  if (isRevived) await revive(c, order, op.takenAt);
  await settleOrder(c, order, { paymentId: op.paymentId, tender: op.tender, amount: op.amount, by: op.staffId, takenAt: op.takenAt });
  await oweSurplus(c, order, op);
  await audit(c, 'payment.taken', { orderId: op.orderId, paymentId: op.paymentId, minor: op.amount.minor, tender: op.tender, staffId: op.staffId });
  return applied;
}

/** An order that was called off because nobody had paid it in time is placed again, with what coupons and points take off it. */
export async function revive(c: Happening, order: StoredOrder, usedAt: UnixMs): Promise<void> {
  await reviveStock(c.tx, order);
  await setOrderStatus(c.tx, order, 'placed');
  await settleBenefits(c, order, usedAt);
}

/** Money that pays an order: at a till (`by` is who took it), or at a provider on the customer's phone (`by` is the way). */
export interface Settlement {
  readonly paymentId: string;
  /** `nothing`: coupons and points cover all of it. */
  readonly tender: PaymentTaken['tender'] | 'online' | 'nothing';
  readonly amount: Money;
  readonly by: string;
  readonly takenAt: UnixMs;
}

/** Makes a placed order, which is locked, a paid one, and tells stations, its customer, and whoever else was about to take money for it. */
export async function settleOrder(c: Happening, order: StoredOrder, { paymentId, tender, amount, by, takenAt }: Settlement): Promise<void> {
  const { tenantId, orderId } = order;
  await c.tx.query(
    `INSERT INTO payments (tenant_id, order_id, payment_id, tender, amount_minor, currency, staff_id, taken_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tenantId, orderId, paymentId, tender, amount.minor, amount.currency, by, takenAt],
  );
  if (tender === 'online') await noteDistance(c.tx, order);
  await queueMessage(c, { orderId, kind: 'paid', about: orderId, happenedAt: takenAt });
  await setOrderStatus(c.tx, order, 'paid');
  await earnPoints(c, order);
  const settled = { ...order, status: 'paid' as const };
  await readyIfStored(c, settled, takenAt);
  await overIfHandedOver(c, settled);
  await wakePayments(c.tx, { tenantId, orderId }, c.at);
}

/**
 * A placed order, which is locked, that costs nothing has nobody to wait for: it counts as paid at once. Stations know the same of the orders that they place, so
 * that it needs no word between them. Answers false for one that costs something, or is not placed.
 */
export async function settleIfNothingDue(c: Happening, order: StoredOrder, takenAt: UnixMs): Promise<boolean> {
  if (!isNothingDue(order)) return false;
  await settleOrder(c, order, { paymentId: order.orderId, tender: 'nothing', amount: order.total, by: 'nothing-due', takenAt });
  await audit(c, 'payment.not-needed', { orderId: order.orderId });
  return true;
}

/** A paid order of which parcels lie in compartments is ready: its customer gets the code. Anything else stays as it is. */
export async function readyIfStored(c: Happening, order: StoredOrder, happenedAt: number): Promise<void> {
  if (order.status !== 'paid') return;
  const [parcel] = await findStoredParcels(c.tx, order.tenantId, order.orderId);
  if (parcel === undefined) return;
  await setOrderStatus(c.tx, order, 'ready');
  await announce(c, order, parcel, happenedAt);
  await audit(c, 'order.ready', { orderId: order.orderId, parcelId: parcel.parcelId });
}

/** An order whose goods were all handed over before its money arrived is over with the money. */
async function overIfHandedOver(c: Happening, order: StoredOrder): Promise<void> {
  const { kind } = order.fulfilment;
  if (kind === 'desk' || kind === 'carry-out') {
    if (order.handOvers?.some(({ way, handedAt }) => way === kind && handedAt !== undefined) === true) await setOrderStatus(c.tx, order, 'collected');
    return;
  }
  const parcels = await findParcelsOfOrder(c.tx, order.tenantId, order.orderId);
  if (parcels.some(({ status }) => status === 'stored') || !parcels.some(({ status }) => status === 'collected')) return;
  const stepped = stepOrder(machineState(order), { kind: 'collected' });
  if (stepped.ok) await setOrderStatus(c.tx, order, stepped.value.status);
}

/** What the machine needs to know of an order. */
export function machineState({ status, fulfilment }: StoredOrder): OrderState {
  return { status, fulfilmentKind: fulfilment.kind };
}

/** Tells the customer of a parcel that waits: with a code, or, where the code that they have opens its door as well, that another waits. */
export async function announce(c: Happening, order: StoredOrder, parcel: StoredParcel, happenedAt: number): Promise<void> {
  const waiting = parcel.bound && parcel.passId !== null ? await countParcelsOfPass(c.tx, order.tenantId, parcel.passId) : 1;
  await queueMessage(c, { orderId: order.orderId, kind: waiting > 1 ? 'another' : 'ready', about: parcel.parcelId, happenedAt });
}

/** Who a member is stays at the hub: their order names only the member. Nobody can be told of an order whose member left meanwhile, so people are. */
async function contactOf(c: EffectContext, { orderId, number, contact, memberId }: OrderPlaced): Promise<Contact | null> {
  if (contact !== undefined) return contact;
  const member = memberId === undefined ? null : await findMember(c.tx, c.station.tenantId, memberId);
  if (member?.contact == null) await alarm(c, 'order-without-contact', orderId, { orderId, number });
  return member?.contact ?? null;
}

/** The order, or null when it is certain that no transaction under way is just placing it. */
export async function findAwaited(c: EffectContext, orderId: string): Promise<StoredOrder | null> {
  const { tenantId } = c.station;
  const order = await lockOrder(c.tx, tenantId, orderId);
  if (order !== null) return order;
  await lockOrderId(c.tx, tenantId, orderId);
  return await lockOrder(c.tx, tenantId, orderId);
}

/**
 * A station's own orders always arrive before what it says of them. So an unknown order can only still be on its way from
 * another station of the shop; where there is none, it does not exist.
 */
export async function unknownOrder(c: EffectContext, orderId: string, kind = 'payment-unknown-order'): Promise<Effect> {
  const { tenantId, storeId, stationId } = c.station;
  const others = await c.tx.query(
    `SELECT 1 FROM stations WHERE tenant_id = $1 AND store_id = $2 AND station_id <> $3
     AND public_key IS NOT NULL AND revoked_at IS NULL LIMIT 1`,
    [tenantId, storeId, stationId],
  );
  const elsewhere = await c.tx.query('SELECT 1 FROM orders WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
  if (others.length > 0 && elsewhere.length === 0) return { outcome: 'deferred', reason: 'the order has not arrived yet', orderId };
  await alarm(c, kind, orderId, { orderId });
  return { outcome: 'rejected', reason: 'no such order' };
}

/**
 * The id of a person that no earlier order is from: derived from the order's secret link, so that a replayed operation makes the same one,
 * and one-way, because stations see it.
 */
export function freshHolder(phoneToken: string): string {
  return createHash('sha256').update(`holder ${phoneToken}`).digest('hex').slice(0, 32);
}
