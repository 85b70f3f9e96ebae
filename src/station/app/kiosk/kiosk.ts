import type { Contact, Fulfilment, ShipAddress, Way } from '../../../contract/orders.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { KioskView } from '../../../contract/station/views.ts';
import type { Published } from '../../ports/screens.ts';
import { shipRuleFor } from '../../../core/promises/way-days.ts';
import type { SessionRefusal } from '../../../core/sessions/shopper-session.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { promiseBasis, wayRefusal } from './bag-ways.ts';
import { isSellable, lineOf } from './bag-line.ts';
import { type BagCode, bagCode, type BagRefusal, type BagTaken, type NoBagCode, takeBag } from './carry-bag.ts';
import { createKnownAddress, type KnownAddress } from './known-address.ts';
import type { KioskParts } from './kiosk-parts.ts';
import { createBenefits, type KioskBenefits } from './benefits.ts';
import { kioskView } from './kiosk-view.ts';
import { followPhonePay } from './phone-pay.ts';
import { type PlaceRefusal, placeOrder, type SeenPromise } from './place-order.ts';
import { createSlipPrinting, type SlipPrinting } from './print-slips.ts';
import { createSessionKeeper, type SessionKeeper } from './session-keeper.ts';

/** The kiosk's intents, as the contract words them, and what its screens draw. */
export interface Kiosk {
  readonly view: Published<KioskView>;
  /** Coupons, the member, points, consents, the gift receipt. */
  readonly benefits: KioskBenefits;
  start(input: { readonly locale: Locale }): Result<undefined, { readonly kind: 'storage' }>;
  touch(): Result<undefined, { readonly kind: 'no-session' }>;
  extend(): Result<undefined, { readonly kind: 'no-session' | 'no-extensions-left' }>;
  /** The time limit is off until the session ends, or until it is switched on again. */
  setLimit(input: { readonly limit: 'usual' | 'off' }): Result<undefined, { readonly kind: 'no-session' | 'storage' }>;
  add(input: { readonly sku: string }): Result<undefined, { readonly kind: 'no-session' | 'unknown-sku' | 'nowhere-in-stock' | 'bag-full' | 'storage' }>;
  setQuantity(input: {
    readonly lineId: string;
    readonly quantity: number;
  }): Result<undefined, { readonly kind: 'no-session' | 'unknown-line' | 'not-enough' | 'storage' }>;
  setFulfilment(input: { readonly fulfilment: Fulfilment }): Result<undefined, { readonly kind: 'no-session' | 'no-silo' | 'storage' }>;
  setContact(input: { readonly contact: Contact }): Result<undefined, { readonly kind: 'no-session' | 'storage' }>;
  setWay(input: SetWay): Result<undefined, { readonly kind: 'no-session' | 'unknown-line' | 'way-not-possible' | 'storage' }>;
  /** What is sent goes where the member's things always go. */
  takeKnownAddress: KnownAddress['use'];
  setShipTo(input: { readonly address: ShipAddress }): Result<undefined, { readonly kind: 'no-session' | 'not-sent-there' | 'storage' }>;
  place(input?: { readonly seen?: SeenPromise | undefined }): Result<undefined, { readonly kind: PlaceRefusal }>;
  print: SlipPrinting['print'];
  /** A code that carries the bag to a phone, and from there to another screen. */
  bagCode(): Result<BagCode, NoBagCode>;
  takeBag(input: { readonly code: string }): Result<BagTaken, BagRefusal>;
  end(): Result<undefined, { readonly kind: 'storage' }>;
  /** The session itself, for whoever of the staff stands beside the shopper. */
  readonly session: SessionKeeper;
  /** The member's code that was shown in this session; null: none was, or this program started anew since. */
  shownCode: KnownAddress['shownIn'];
  /** Stops the timers; for the end of the program. The session stays in the store. */
  close(): void;
}

/** How one line goes, or all of them (`lineId` null). */
export interface SetWay {
  readonly lineId: string | null;
  readonly way: Way;
  readonly needsLowDoor?: boolean | undefined;
}

/** Creates the kiosk and takes up the session that the store holds, if its time has not passed. */
export function createKiosk(parts: KioskParts): Kiosk {
  const keeper = createSessionKeeper(parts);
  const stopHub = parts.hub.onChange(keeper.tell);
  // A payment taken at this station's own till changes what the shopper sees of their order.
  const stopStore = parts.store.onEnqueued(keeper.tell);
  // What a coupon or a member's points are worth may change while somebody looks at them, and what the shop shows while nobody does.
  const stopPulled = parts.store.onPulled((bucket) => {
    if (SHOWN.has(bucket)) keeper.tell();
  });
  const phone = followPhonePay(parts, keeper);
  const slips = createSlipPrinting(parts, keeper);
  const known = createKnownAddress(parts, keeper);
  return {
    view: { current: () => kioskView(parts, keeper.current(), phone.current()), onChange: keeper.onChange },
    benefits: createBenefits(parts, keeper, known),
    takeKnownAddress: () => known.use(),
    start: ({ locale }) => storageOnly(keeper.apply({ kind: 'start', sessionId: uuidV7(parts.clock.now(), parts.random), locale })),
    touch: () => (keeper.touch() ? done : err({ kind: 'no-session' })),
    extend: () => {
      const extended = keeper.apply({ kind: 'extend' });
      return !extended.ok && extended.error.kind === 'no-extensions-left' ? err({ kind: 'no-extensions-left' }) : noSessionUnless(keeper);
    },
    setLimit: ({ limit }) => change(keeper.apply({ kind: 'limit', on: limit === 'usual' })),
    add: ({ sku }) => add(parts, keeper, sku),
    setQuantity: ({ lineId, quantity }) => setQuantity(parts, keeper, lineId, quantity),
    setFulfilment: ({ fulfilment }) => {
      if (keeper.current() !== null && fulfilment.kind === 'silo' && !parts.hasSilo()) return err({ kind: 'no-silo' });
      return change(keeper.apply({ kind: 'set-fulfilment', fulfilment }));
    },
    setContact: ({ contact }) => change(keeper.apply({ kind: 'set-contact', contact })),
    setWay: (input) => setWay(parts, keeper, input),
    setShipTo: ({ address }) => {
      const basis = promiseBasis(parts, { shipTo: address });
      if (keeper.current() !== null && shipRuleFor(basis) === null) return err({ kind: 'not-sent-there' });
      return change(keeper.apply({ kind: 'set-ship-to', address }));
    },
    place: (input) => {
      const placed = placeOrder(parts, keeper, input?.seen ?? null);
      if (placed.ok && isPaperAll(parts, keeper)) void printAtOnce(parts, slips);
      return placed;
    },
    print: () => slips.print(),
    bagCode: () => bagCode(parts, keeper),
    takeBag: ({ code }) => takeBag(parts, keeper, code),
    end: () => storageOnly(keeper.apply({ kind: 'end' })),
    session: keeper,
    shownCode: (sessionId) => known.shownIn(sessionId),
    close: () => {
      phone.close();
      slips.close();
      keeper.close();
      stopHub();
      stopStore();
      stopPulled();
    },
  };
}

const SHOWN: ReadonlySet<string> = new Set(['loyalty', 'coupons', 'members', 'slides']);

type Applied = Result<undefined, SessionRefusal | { readonly kind: 'storage' }>;

function add(parts: KioskParts, keeper: SessionKeeper, sku: string): ReturnType<Kiosk['add']> {
  if (keeper.current() === null) return err({ kind: 'no-session' });
  keeper.touch();
  const found = parts.catalogue.variant(sku);
  // What the shop withdrew is not sold, nor what has no possible price.
  if (found === null || !found.product.published || !isSellable(parts, keeper, found.variant.price)) return err({ kind: 'unknown-sku' });
  const added = keeper.apply({ kind: 'add', line: lineOf(found), available: found.anywhere });
  if (added.ok) return done;
  const { kind } = added.error;
  return err({ kind: kind === 'nowhere-in-stock' || kind === 'bag-full' || kind === 'storage' ? kind : 'no-session' });
}

function setQuantity(parts: KioskParts, keeper: SessionKeeper, lineId: string, quantity: number): ReturnType<Kiosk['setQuantity']> {
  const line = keeper.current()?.bag.find((candidate) => candidate.lineId === lineId);
  const available = line === undefined ? 0 : (parts.catalogue.variant(line.sku)?.anywhere ?? 0);
  const set = keeper.apply({ kind: 'set-quantity', lineId, quantity, available });
  if (set.ok) return done;
  const { kind } = set.error;
  return err({ kind: kind === 'unknown-line' || kind === 'not-enough' || kind === 'storage' ? kind : 'no-session' });
}

function setWay(parts: KioskParts, keeper: SessionKeeper, { lineId, way, needsLowDoor }: SetWay): ReturnType<Kiosk['setWay']> {
  const session = keeper.current();
  keeper.touch();
  if (session !== null && wayRefusal(parts, session, { lineId, way }) !== null) return err({ kind: 'way-not-possible' });
  const set = keeper.apply({ kind: 'set-way', lineId, way, needsLowDoor });
  if (set.ok) return done;
  const { kind } = set.error;
  return err({ kind: kind === 'unknown-line' || kind === 'storage' ? kind : 'no-session' });
}

/** Will nothing about this order reach its customer but what they carry away? */
function isPaperAll(parts: KioskParts, keeper: SessionKeeper): boolean {
  const session = keeper.current();
  return (session?.contact?.kind ?? session?.benefits.member?.reachedBy) === 'phone' && parts.place().texts !== true;
}

/** What does not come out is said by the screen, which offers it again. */
async function printAtOnce({ logger }: KioskParts, slips: SlipPrinting): Promise<void> {
  const printed = await slips.print();
  if (!printed.ok) logger.info('the receipt of an order without messages did not come out', { reason: printed.error.kind });
}

/** A bag that became an order takes no changes: for the screen that is the same as having no session to change. */
function change(applied: Applied): Result<undefined, { readonly kind: 'no-session' | 'storage' }> {
  if (applied.ok) return done;
  return err({ kind: applied.error.kind === 'storage' ? 'storage' : 'no-session' });
}

function storageOnly(applied: Applied): Result<undefined, { readonly kind: 'storage' }> {
  return applied.ok || applied.error.kind !== 'storage' ? done : err({ kind: 'storage' });
}

function noSessionUnless(keeper: SessionKeeper): Result<undefined, { readonly kind: 'no-session' }> {
  return keeper.current() === null ? err({ kind: 'no-session' }) : done;
}
