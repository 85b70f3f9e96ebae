import type { OrderParts } from '../../contract/delivery.ts';
import type { PhoneCollect, PhoneDelegate, PhoneOrder, PhoneParcel, PhoneReturns } from '../../contract/hub/phone.ts';
import type { SiloRules } from '../../contract/hub/silo.ts';
import type { Gone } from '../../core/orders/withdraw.ts';
import { partStates } from '../../core/orders/ways.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable } from '../db/database.ts';
import { findDelegates, type StoredDelegate } from '../db/delegates.ts';
import { directivesOf } from '../db/directives.ts';
import { readEvents } from '../db/events.ts';
import { heardKeys } from '../db/heard.ts';
import { findCalledOff, findSettledOff, waysCalledOff } from '../after/called-off.ts';
import { readAfterSale } from '../after/after-view.ts';
import { partedOf, type StoredOrder } from '../db/orders.ts';
import { countParcelsOfPass, findParcelsOfOrder, type ParcelStatus, type StoredParcel } from '../db/parcels.ts';
import { findPermits, findRefunds, paidLinesOf, returnsUntil, type StoredPermit, type StoredRefund } from '../db/returns.ts';
import { readStore, shownStore } from '../db/stores.ts';
import { delegatesLeft } from './delegates.ts';
import { extendable, extensionsOf } from './extend.ts';
import { leftOf } from './return-lines.ts';
import { readPhoneStock } from './stock/phone-stock.ts';
import { findAllWaiting, type Waiting } from './waiting.ts';

/** What the page behind an order's link may show: the order, the code while a parcel waits, what happened at its doors. No person's data. */
export async function readPhoneOrder(db: Queryable, order: StoredOrder, now: UnixMs): Promise<PhoneOrder> {
  const store = await readStore(db, order.tenantId, order.storeId);
  const { rules } = store;
  const [waiting, ...others] = await findAllWaiting(db, order, now);
  return {
    ...shownStore(store),
    helpPhone: rules.helpPhone,
    number: order.number,
    status: order.status,
    placedAt: order.placedAt,
    lines: [...order.lines],
    total: order.total,
    fulfilmentKind: order.fulfilment.kind,
    ...(order.delivery === undefined ? {} : { delivery: order.delivery }),
    ...(order.discounts === undefined ? {} : { discounts: order.discounts }),
    parts: await readParts(db, order),
    locale: order.locale,
    collect: waiting === undefined ? null : await readCollect(db, order, waiting, rules, now),
    further: others
      .slice(0, 20)
      .map(({ pass, parcels, until }) => ({ code: pass.code, shortCode: pass.shortCode, pin: pass.pin, doors: doorsOf(parcels), until })),
    parcels: await readParcels(db, order),
    returns: await readReturns(db, order, rules, now),
    ...(await readPhoneStock(db, order)),
    after: await readAfterSale(db, order, now),
  };
}

/** How far each part is; what was called off of an order of which the rest was taken along is over, and what was paid back before it was handed over. */
async function readParts(db: Queryable, order: StoredOrder): Promise<OrderParts> {
  const off = waysCalledOff(order, await findCalledOff(db, order));
  const settled = waysCalledOff(order, await findSettledOff(db, order));
  const isOver = ({ way, state }: OrderParts[number]) => off.includes(way) || (settled.includes(way) && state !== 'handed-over');
  return partStates(partedOf(order)).map((part) => (isOver(part) ? { ...part, state: 'cancelled' } : part));
}

/** Where a parcel is, in the page's words. */
const PARCEL_STATES: Readonly<Record<ParcelStatus, PhoneParcel['state']>> = {
  stored: 'waiting',
  collected: 'collected',
  withdrawn: 'taken-out',
  missing: 'missing',
};

async function readCollect(db: Queryable, order: StoredOrder, waiting: Waiting, rules: SiloRules, now: UnixMs): Promise<PhoneCollect> {
  const { pass, parcels, until } = waiting;
  const directives = directivesOf(parcels[0], order.tenantId);
  const keys = parcels.map((parcel) => parcel.parcelId);
  const heard = await heardKeys(db, pass.stationId, directives, keys);
  const known = keys.every((key) => heard.has(key));
  const delegates = await findDelegates(db, order.tenantId, pass.passId);
  const used = extensionsOf(parcels);
  const movable = extendable(waiting, rules, now);
  return {
    code: pass.code,
    shortCode: pass.shortCode,
    pin: pass.pin,
    pinResets: pass.pinResets,
    pinKnown: pass.pinResets === 0 || known,
    doors: doorsOf(parcels),
    alsoOpens: (await countParcelsOfPass(db, order.tenantId, pass.passId)) - parcels.length,
    until,
    overdue: now >= until,
    extension: {
      used,
      left: Math.max(0, ...movable.map(({ parcel }) => rules.extensions - parcel.extensions)),
      days: rules.extensionDays,
      known: used === 0 || known,
    },
    delegates: await readDelegates(db, pass.stationId, delegates),
    delegatesLeft: delegatesLeft(pass.delegateIds, delegates),
    delegatesEver: pass.delegateIds.length - delegates.length,
  };
}

function doorsOf(parcels: readonly StoredParcel[]): number[] {
  return parcels.flatMap((parcel) => (parcel.doorNumber === null ? [] : [parcel.doorNumber]));
}

async function readDelegates(db: Queryable, stationId: string, delegates: readonly StoredDelegate[]): Promise<PhoneDelegate[]> {
  const [first] = delegates;
  if (first === undefined) return [];
  const bucket = { tenantId: first.tenantId, bucket: 'revoked', scope: stationId } as const;
  const ids = delegates.map((delegate) => delegate.delegateId);
  const heard = await heardKeys(db, stationId, bucket, ids);
  return delegates.map(({ number, token, madeAt, revokedAt, usedAt, delegateId }) => ({
    number,
    path: `/p/d/${token}`,
    madeAt,
    state: revokedAt !== null ? 'revoked' : usedAt !== null ? 'used' : 'works',
    known: heard.has(delegateId),
  }));
}

async function readParcels(db: Queryable, order: StoredOrder): Promise<PhoneParcel[]> {
  const events = await readEvents(db, order.tenantId, order.orderId);
  const parcels = await findParcelsOfOrder(db, order.tenantId, order.orderId);
  return parcels.slice(-200).map((parcel) => ({
    doorNumber: parcel.doorNumber,
    state: PARCEL_STATES[parcel.status],
    reason: parcel.status === 'withdrawn' ? parcel.recall : null,
    events: [...(events.get(parcel.parcelId) ?? [])],
  }));
}

async function readReturns(db: Queryable, order: StoredOrder, rules: SiloRules, now: UnixMs): Promise<PhoneReturns | null> {
  const until = await returnsUntil(db, order, rules.returnDays);
  const refunds = await findRefunds(db, order.tenantId, order.orderId);
  if (until === null && refunds.length === 0) return null;
  const permits = await findPermits(db, order.tenantId, order.orderId);
  const left = returnable(order, { permits, refunds, calledOff: await findSettledOff(db, order) });
  return {
    until: until ?? order.placedAt,
    open: until !== null && now < until && rules.returnDays > 0,
    lines: [...left].map(([sku, count]) => ({ sku, left: count })),
    made: permits.length,
    codes: permits
      .slice(-20)
      .flatMap(({ number, code, lines, expires }) => (code === null ? [] : [{ number, code, lines: [...lines], expiresAt: expires * 1000 }])),
    deposits: refunds.slice(-100).map(({ receipt, depositedAt, lines, paidLines, amount, state, takenOutAt, settled }) => ({
      receipt,
      depositedAt,
      lines: [...(state === 'requested' ? paidLines : lines)],
      amount: settled === null ? amount : settled.amount,
      state: settled?.outcome ?? state,
      tender: settled?.tender ?? null,
      takenOutAt,
      settledAt: settled?.at ?? null,
    })),
  };
}

/** What of an order may still be announced: bought, not called off, not brought back, and not on an open code. */
export function returnable(
  order: StoredOrder,
  {
    permits,
    refunds,
    calledOff,
  }: { readonly permits: readonly StoredPermit[]; readonly refunds: readonly StoredRefund[]; readonly calledOff: readonly Gone[] },
): ReadonlyMap<string, number> {
  const brought = refunds.map((refund) => (refund.state === 'review' ? refund.lines : paidLinesOf(refund)));
  const announced = permits.filter((permit) => permit.state === 'open').map((permit) => permit.lines);
  const off = calledOff.map((one) => ({ ...one, reason: 'changed-mind' as const }));
  return leftOf(order.lines, off, ...brought, ...announced);
}
