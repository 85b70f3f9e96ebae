import type { Fulfilment } from '../../../contract/orders.ts';
import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { PhonePay } from '../../../contract/station/pay-views.ts';
import type { KioskSession, KioskView } from '../../../contract/station/views.ts';
import { extrasOf } from '../../../core/orders/order-extras.ts';
import { partStates } from '../../../core/orders/ways.ts';
import { encodeTillCode } from '../../../core/payments/till-code.ts';
import { fulfilmentOf } from '../../../core/sessions/session-ways.ts';
import type { ShopperSession } from '../../../core/sessions/shopper-session.ts';
import { stockNote } from '../../../core/stock/stock-note.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import type { OrderRow } from '../../ports/store.ts';
import { giftSlip } from '../till/gift-slip.ts';
import { orderSlip } from '../till/slips.ts';
import { benefitsView } from './benefits.ts';
import { chargesOf } from './charges.ts';
import { maskedAddress } from './known-address.ts';
import type { KioskParts } from './kiosk-parts.ts';
import { slidesView } from './slides-view.ts';

/** What the kiosk's screens draw of a session, with the order's state, its payment on a phone and the stock here as they are now. */
export function kioskView(parts: KioskParts, session: ShopperSession | null, phone: PhonePay | null): KioskView {
  const view = { at: parts.clock.now(), place: parts.place(), hub: parts.hub.current() };
  if (session !== null) return { ...view, session: sessionView(parts, session, phone) };
  const slides = slidesView(parts);
  return { ...view, session: null, ...(slides.length === 0 ? {} : { slides: [...slides] }) };
}

/** The slip of the order that was placed in this session, or null while there is none. */
export function placedReceipt(parts: KioskParts, session: ShopperSession): ReceiptDocument | null {
  const order = placedOrder(parts, session);
  if (order === null || session.phase.kind !== 'placed') return null;
  const { placedOffline } = session.phase;
  return orderSlip({ storeName: parts.place().storeName, order, tillCode: encodeTillCode(order), placedOffline, timeZone: parts.timeZone });
}

/** The receipt without prices of the order that was placed in this session; null where none was wanted. */
export function giftReceipt(parts: KioskParts, session: ShopperSession): ReceiptDocument | null {
  const order = placedOrder(parts, session);
  return order?.gift === true ? giftSlip({ storeName: parts.place().storeName, order, timeZone: parts.timeZone }) : null;
}

function sessionView(parts: KioskParts, session: ShopperSession, phone: PhonePay | null): KioskSession {
  const { sessionId, locale, contact, shipTo } = session;
  const bag = session.bag.map(({ mark: _mark, ...line }) => ({ ...line, hereQuantity: parts.catalogue.variant(line.sku)?.here ?? 0 }));
  const { ways, goods, total } = chargesOf(parts, session);
  const choosing = session.phase.kind === 'placed' || bag.length === 0 ? {} : { ways };
  const fulfilment = shownFulfilment(session);
  return {
    sessionId,
    locale,
    bag,
    total,
    goods,
    fulfilment,
    shipTo: shipTo !== null && session.shipToKnown === true ? maskedAddress(shipTo) : shipTo,
    ...(session.shipToKnown === true ? { shipToKnown: true } : {}),
    contact,
    ...(session.phase.kind === 'placed' ? {} : { benefits: benefitsView(parts, session) }),
    ...choosing,
    placed: placedView(parts, session, phone),
    idle: session.unlimited === true ? null : idleView(parts, session),
    ...(session.unlimited === true ? { unlimited: { coversAt: coversAt(parts, session) } } : {}),
  };
}

function placedView(parts: KioskParts, session: ShopperSession, phone: PhonePay | null): KioskSession['placed'] {
  const order = placedOrder(parts, session);
  const receipt = placedReceipt(parts, session);
  if (order === null || receipt === null || session.phase.kind !== 'placed') return null;
  const fulfilment = shownFulfilment(session);
  if (fulfilment === null) return null;
  const { orderId, number, status, total, lines } = order;
  const { phase } = session;
  const extras = extrasOf(order);
  const gift = giftReceipt(parts, session);
  const paying = phone === null ? {} : { phone };
  const note = stockNote(order, parts.store.read.softHolds(orderId as OrderId));
  return {
    orderId,
    number,
    status,
    total,
    fulfilment,
    lines,
    ...extras,
    parts: partStates(order),
    tillCode: encodeTillCode(order),
    placedOffline: phase.placedOffline,
    ...(note === null ? {} : { stock: note }),
    ...paying,
    receipt,
    ...(gift === null ? {} : { giftReceipt: gift }),
  };
}

/** An address that was not typed here is shown only in part. */
function shownFulfilment(session: ShopperSession): Fulfilment | null {
  const fulfilment = fulfilmentOf(session);
  return fulfilment?.kind === 'ship' && session.shipToKnown === true ? { ...fulfilment, address: maskedAddress(fulfilment.address) } : fulfilment;
}

function placedOrder(parts: KioskParts, session: ShopperSession): OrderRow | null {
  return session.phase.kind === 'placed' ? parts.store.read.order(session.phase.orderId) : null;
}

/** The countdown in wall time, for the page. Negative times cannot be: a clock near 1970 shows 0. */
function idleView(parts: KioskParts, session: ShopperSession): KioskSession['idle'] {
  const { endsAt, extensionsLeft } = session.idle;
  if (endsAt === null) return null;
  const { noticeMs, warningMs } = parts.idleRule;
  const ends = wallOf(parts, endsAt);
  return { noticeAt: Math.max(0, ends - noticeMs), warnAt: Math.max(0, ends - warningMs), endsAt: ends, extensionsLeft };
}

/** When a screen without a limit is covered, in wall time; null while that must not happen. */
function coversAt({ clock, idleRule }: KioskParts, { idle }: ShopperSession): number | null {
  return idle.endsAt === null ? null : wallOf({ clock }, idle.endsAt - idleRule.unlimitedMs + idleRule.coverMs);
}

function wallOf({ clock }: Pick<KioskParts, 'clock'>, monotonic: number): number {
  return Math.max(0, Math.round(clock.now() + monotonic - clock.monotonic()));
}
