import type { Fulfilment } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { STAFF_IDLE_MS } from '../staff/idle-lock.ts';
import { noBenefits } from './benefits.ts';
import { holdIdle, type IdleRule, resumeIdle, startIdle, touchIdle } from './idle.ts';
import { atListPrice, marked, unmarked, withPieces } from './session-marks.ts';
import { missingWay } from './session-ways.ts';
import { type BagItem, MAX_BAG_LINES, MAX_LINE_QUANTITY, type SessionEvent, type SessionRefusal, type ShopperSession } from './shopper-session.ts';

/** The session after an event; null when there is none (any more). */
export type SessionStep = Result<ShopperSession | null, SessionRefusal>;

/**
 * The shopper's session, pure. `monotonic` is the time of the event in milliseconds.
 *
 * ```
 * null ──start──▶ shopping ──place──▶ placing ──placed──▶ placed ──end, elapsed──▶ null
 *                  ▲    │                │ place-failed
 *                  └────┼────────────────┘
 *                       └──end, elapsed──▶ null
 * ```
 *
 * The countdown does not run in `placing`; after it the order stays on the screen for a time of its own. Whatever the shopper does
 * pushes the end out again, also when it is refused: the caller sends `touch` for a refused event. Who switched the limit off has
 * so much time that it is none.
 */
export function stepSession(session: ShopperSession | null, event: SessionEvent, rule: IdleRule, monotonic: number): SessionStep {
  if (session === null) return stepNone(event, rule, monotonic);
  switch (event.kind) {
    case 'start':
      return ok(touched({ ...session, locale: event.locale }, rule, monotonic));
    case 'touch':
      return ok(touched(session, rule, monotonic));
    case 'extend':
      return extended(session, rule, monotonic);
    case 'hold':
      return ok({ ...session, idle: holdIdle(session.idle) });
    case 'resume':
      return session.phase.kind === 'placing' ? ok(session) : ok({ ...session, idle: resumeIdle(session.idle, idleLength(session, rule), monotonic) });
    case 'assist':
      return ok(assistSet(session, event.on, rule, monotonic));
    case 'limit':
      return ok(limitSet(session, event.on, rule, monotonic));
    case 'elapsed':
      return ok(session.idle.endsAt !== null && monotonic >= session.idle.endsAt ? null : session);
    case 'end':
      return ok(null);
    case 'place':
    case 'placed':
    case 'place-failed':
      return stepPlacing(session, event, rule, monotonic);
    case 'add':
    case 'fill':
    case 'set-quantity':
    case 'set-price':
    case 'mark':
    case 'unmark':
    case 'set-fulfilment':
    case 'set-way':
    case 'set-ship-to':
    case 'set-contact':
    case 'set-benefits':
      return stepBag(session, event, rule, monotonic);
    default:
      return assertNever(event);
  }
}

function stepNone(event: SessionEvent, rule: IdleRule, monotonic: number): SessionStep {
  if (event.kind === 'end' || event.kind === 'elapsed') return ok(null);
  if (event.kind !== 'start') return err({ kind: 'no-session' });
  return ok({
    sessionId: event.sessionId,
    locale: event.locale,
    bag: [],
    linesMade: 0,
    way: null,
    needsLowDoor: false,
    shipTo: null,
    contact: null,
    benefits: noBenefits,
    phase: { kind: 'shopping' },
    idle: startIdle(rule, monotonic),
  });
}

function extended(session: ShopperSession, rule: IdleRule, monotonic: number): SessionStep {
  if (session.idle.extensionsLeft === 0) return err({ kind: 'no-extensions-left' });
  const next = touched(session, rule, monotonic);
  return ok({ ...next, idle: { ...next.idle, extensionsLeft: session.idle.extensionsLeft - 1 } });
}

type PlacingEvent = Extract<SessionEvent, { kind: 'place' | 'placed' | 'place-failed' }>;

function stepPlacing(session: ShopperSession, event: PlacingEvent, rule: IdleRule, monotonic: number): SessionStep {
  if (event.kind === 'place') {
    if (session.phase.kind !== 'shopping') return err({ kind: 'closed' });
    if (session.bag.length === 0) return err({ kind: 'empty-bag' });
    const missing = missingWay(session);
    if (missing !== null) return err({ kind: missing });
    // Whoever the hub can reach anyway need not say how.
    if (session.contact === null && (session.benefits.member?.reachedBy ?? null) === null) return err({ kind: 'no-contact' });
    return ok({ ...session, phase: { kind: 'placing' }, idle: holdIdle(session.idle) });
  }
  if (session.phase.kind !== 'placing') return err({ kind: 'closed' });
  if (event.kind === 'place-failed') {
    const shopping: ShopperSession = { ...session, phase: { kind: 'shopping' } };
    return ok({ ...shopping, idle: resumeIdle(session.idle, idleLength(shopping, rule), monotonic) });
  }
  const placed: ShopperSession = { ...session, phase: { kind: 'placed', orderId: event.orderId, placedOffline: event.placedOffline } };
  return ok({ ...placed, idle: resumeIdle(session.idle, idleLength(placed, rule), monotonic) });
}

type BagEvent = Extract<
  SessionEvent,
  { kind: 'add' | 'fill' | 'set-quantity' | 'set-price' | 'mark' | 'unmark' | 'set-fulfilment' | 'set-way' | 'set-ship-to' | 'set-contact' | 'set-benefits' }
>;

function stepBag(session: ShopperSession, event: BagEvent, rule: IdleRule, monotonic: number): SessionStep {
  if (session.phase.kind !== 'shopping') return err({ kind: 'closed' });
  const next = changeBag(session, event);
  return next.ok ? ok(touched(next.value, rule, monotonic)) : next;
}

function changeBag(session: ShopperSession, event: BagEvent): Result<ShopperSession, SessionRefusal> {
  switch (event.kind) {
    case 'fill':
      return ok(filled(session, event));
    case 'add':
      return added(session, event);
    case 'set-quantity':
      return quantitySet(session, event);
    case 'set-price':
      return ok({
        ...session,
        bag: session.bag.map((line) => (line.lineId === event.lineId ? { ...atListPrice(line), unitPrice: event.unitPrice } : line)),
      });
    case 'mark':
      return marked(session, event.prices);
    case 'unmark':
      return ok(unmarked(session, event.lineId));
    case 'set-fulfilment':
      return ok(fulfilmentSet(session, event.fulfilment));
    case 'set-way':
      return waySet(session, event);
    case 'set-ship-to':
      return ok(shipToSet(session, event.address, event.known === true));
    case 'set-contact':
      return ok({ ...session, contact: event.contact });
    case 'set-benefits':
      return ok({ ...withoutTheirAddress(session, event.benefits), benefits: event.benefits });
    default:
      return assertNever(event);
  }
}

function added(session: ShopperSession, event: Extract<BagEvent, { kind: 'add' }>): Result<ShopperSession, SessionRefusal> {
  const present = session.bag.find((line) => line.sku === event.line.sku);
  const quantity = (present?.quantity ?? 0) + 1;
  if (quantity > event.available) return err({ kind: 'nowhere-in-stock' });
  if (present !== undefined) {
    if (quantity > MAX_LINE_QUANTITY) return err({ kind: 'bag-full' });
    return ok({ ...session, bag: withQuantity(session.bag, present.lineId, quantity) });
  }
  if (session.bag.length >= MAX_BAG_LINES) return err({ kind: 'bag-full' });
  const linesMade = session.linesMade + 1;
  return ok({ ...session, linesMade, bag: [...session.bag, { ...event.line, quantity, lineId: `line-${linesMade}` }] });
}

/** Of what is in both bags the larger number stays, so that a code read twice does not double anything. */
function filled(session: ShopperSession, { lines }: Extract<BagEvent, { kind: 'fill' }>): ShopperSession {
  const bag = [...session.bag];
  let { linesMade } = session;
  for (const { line, available } of lines) {
    const wanted = Math.min(line.quantity, available, MAX_LINE_QUANTITY);
    const at = bag.findIndex((candidate) => candidate.sku === line.sku);
    const present = bag[at];
    if (present !== undefined) bag[at] = withPieces(present, Math.max(present.quantity, wanted));
    else if (wanted >= 1 && bag.length < MAX_BAG_LINES) {
      linesMade += 1;
      bag.push({ ...line, quantity: wanted, lineId: `line-${linesMade}` });
    }
  }
  return { ...session, bag, linesMade };
}

function fulfilmentSet(session: ShopperSession, fulfilment: Fulfilment): ShopperSession {
  const all: ShopperSession = { ...session, bag: withoutWays(session.bag), way: fulfilment.kind };
  if (fulfilment.kind === 'ship') return shipToSet(all, fulfilment.address, false);
  return fulfilment.kind === 'silo' ? { ...all, needsLowDoor: fulfilment.needsLowDoor === true } : all;
}

function shipToSet({ shipToKnown: _before, ...session }: ShopperSession, address: ShopperSession['shipTo'], isKnown: boolean): ShopperSession {
  return { ...session, shipTo: address, ...(isKnown ? { shipToKnown: true } : {}) };
}

/** An address that the hub told for a member goes with that member. */
function withoutTheirAddress(session: ShopperSession, next: ShopperSession['benefits']): ShopperSession {
  const isSame = session.benefits.member?.memberId === next.member?.memberId;
  return session.shipToKnown !== true || isSame ? session : shipToSet(session, null, false);
}

function waySet(session: ShopperSession, { lineId, way, needsLowDoor }: Extract<BagEvent, { kind: 'set-way' }>): Result<ShopperSession, SessionRefusal> {
  const next: ShopperSession = { ...session, needsLowDoor: needsLowDoor ?? session.needsLowDoor };
  if (lineId === null) return ok({ ...next, way, bag: withoutWays(session.bag) });
  if (!session.bag.some((line) => line.lineId === lineId)) return err({ kind: 'unknown-line' });
  return ok({ ...next, bag: session.bag.map((line) => (line.lineId === lineId ? { ...line, way } : line)) });
}

function withoutWays(bag: readonly BagItem[]): readonly BagItem[] {
  return bag.map(({ way: _way, ...line }) => line);
}

/** Fewer is always allowed, also when the stock shrank meanwhile: it must be possible to take back a slip of the finger. */
function quantitySet(session: ShopperSession, event: Extract<BagEvent, { kind: 'set-quantity' }>): Result<ShopperSession, SessionRefusal> {
  const present = session.bag.find((line) => line.lineId === event.lineId);
  if (present === undefined) return err({ kind: 'unknown-line' });
  if (!Number.isInteger(event.quantity) || event.quantity < 0 || event.quantity > MAX_LINE_QUANTITY) return err({ kind: 'not-enough' });
  if (event.quantity === 0) return ok({ ...session, bag: session.bag.filter((line) => line !== present) });
  if (event.quantity > present.quantity && event.quantity > event.available) return err({ kind: 'not-enough' });
  return ok({ ...session, bag: withQuantity(session.bag, event.lineId, event.quantity) });
}

function withQuantity(bag: readonly BagItem[], lineId: string, quantity: number): readonly BagItem[] {
  return bag.map((line) => (line.lineId === lineId ? withPieces(line, quantity) : line));
}

function assistSet({ assisted: _before, ...session }: ShopperSession, on: boolean, rule: IdleRule, monotonic: number): ShopperSession {
  return countedAnew(on ? { ...session, assisted: true } : session, rule, monotonic);
}

function limitSet({ unlimited: _before, ...session }: ShopperSession, on: boolean, rule: IdleRule, monotonic: number): ShopperSession {
  return countedAnew(on ? session : { ...session, unlimited: true }, rule, monotonic);
}

/** A countdown that is held (an order is just being placed) stays held. */
function countedAnew(session: ShopperSession, rule: IdleRule, monotonic: number): ShopperSession {
  return session.idle.endsAt === null ? session : { ...session, idle: resumeIdle(session.idle, idleLength(session, rule), monotonic) };
}

function touched(session: ShopperSession, rule: IdleRule, monotonic: number): ShopperSession {
  return { ...session, idle: touchIdle(session.idle, idleLength(session, rule), monotonic) };
}

/** Beside a member of the staff the session outlasts their lock: what they may do ends first, and then the shopper has a countdown of their own. */
function idleLength(session: ShopperSession, rule: IdleRule): number {
  if (session.unlimited === true) return rule.unlimitedMs;
  const own = session.phase.kind === 'placed' ? Math.max(rule.receiptMs, rule.browsingMs) : rule.browsingMs;
  return session.assisted === true ? STAFF_IDLE_MS + own : own;
}
