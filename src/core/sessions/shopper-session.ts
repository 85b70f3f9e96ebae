import type { PriceMark } from '../../contract/discounts.ts';
import type { Contact, Fulfilment, OrderLine, ShipAddress, Way } from '../../contract/orders.ts';
import type { Locale } from '../../contract/schema.ts';
import type { Money } from '../../kernel/money.ts';
import type { OrderId } from '../../kernel/ids.ts';
import type { Benefits } from './benefits.ts';
import type { IdleState } from './idle.ts';

/** Most lines in a bag, and most pieces of one line. */
export const MAX_BAG_LINES = 50;
export const MAX_LINE_QUANTITY = 20;

/**
 * A line in the bag, with the price that the shopper saw when they put it in. `lineId` is stable while the bag lives. Its `way` is its own;
 * left out, that of the whole bag.
 */
export interface BagItem extends OrderLine {
  readonly lineId: string;
  /** Who took something off its price, and why; left out: nobody did, and there is no `listPrice` either. */
  readonly mark?: ItemMark | undefined;
}

/** Who took something off a line, and why: the mark that goes to the hub, but for the line that it is about. */
export type ItemMark = Omit<PriceMark, 'sku'>;

/** What a line is to cost from now on. */
export interface NewPrice {
  readonly lineId: string;
  readonly unitPrice: Money;
  readonly mark: ItemMark;
}

/** Where the bag stands. Only while `shopping` may it change. */
export type BagPhase =
  | { readonly kind: 'shopping' }
  /** The order is being made durable: nobody's idle timer may interfere. */
  | { readonly kind: 'placing' }
  | { readonly kind: 'placed'; readonly orderId: OrderId; readonly placedOffline: boolean };

/** One shopper at the kiosk, from the first touch to the wipe. */
export interface ShopperSession {
  readonly sessionId: string;
  readonly locale: Locale;
  readonly bag: readonly BagItem[];
  /** How many lines were ever put in: the next line's name. */
  readonly linesMade: number;
  /** How lines go that have no way of their own; null before a choice. */
  readonly way: Way | null;
  /** A locker that can be reached from a wheelchair, where anything goes to the silo. */
  readonly needsLowDoor: boolean;
  /** Where goes what is sent; null before anybody said so. Kept while nothing is sent: a change of mind needs no second typing. */
  readonly shipTo: ShipAddress | null;
  /** It is what the hub knows of the member, and was not typed here; left out: it was. */
  readonly shipToKnown?: boolean | undefined;
  readonly contact: Contact | null;
  /** Coupons, the member, and what was said yes to. */
  readonly benefits: Benefits;
  readonly phase: BagPhase;
  /** Somebody of the staff stands beside the shopper. Never stored: nobody stays signed in over a restart. Left out: no. */
  readonly assisted?: boolean | undefined;
  /** The shopper switched the time limit off (WCAG 2.2.1). Left out: no. */
  readonly unlimited?: boolean | undefined;
  readonly idle: IdleState;
}

/** A line of a bag that comes from elsewhere; `available` is how many there are anywhere. */
export interface BagFill {
  readonly line: OrderLine;
  readonly available: number;
}

/** What happens to a session. `start` and `elapsed` may also find none. */
export type SessionEvent =
  | { readonly kind: 'start'; readonly sessionId: string; readonly locale: Locale }
  | { readonly kind: 'touch' }
  | { readonly kind: 'extend' }
  /** One more piece of `line`; `available` is how many there are anywhere. */
  | { readonly kind: 'add'; readonly line: Omit<OrderLine, 'quantity'>; readonly available: number }
  /** A bag that comes from elsewhere joins this one, as far as there is stock and room; asked again it changes nothing. */
  | { readonly kind: 'fill'; readonly lines: readonly BagFill[] }
  | { readonly kind: 'set-quantity'; readonly lineId: string; readonly quantity: number; readonly available: number }
  /** The line costs something else by now; what staff took off it was for another price, and is gone. */
  | { readonly kind: 'set-price'; readonly lineId: string; readonly unitPrice: Money }
  /** Staff take something off lines, whoever has judged it. */
  | { readonly kind: 'mark'; readonly prices: readonly NewPrice[] }
  /** It is taken back; `lineId` null: of all lines. */
  | { readonly kind: 'unmark'; readonly lineId: string | null }
  /** Somebody of the staff comes beside the shopper, or goes: from then on the session is the shopper's alone, and counts down anew. */
  | { readonly kind: 'assist'; readonly on: boolean }
  /** The shopper switches the time limit off, or on again; counts anew. */
  | { readonly kind: 'limit'; readonly on: boolean }
  /** The whole bag goes one way, with what it needs. */
  | { readonly kind: 'set-fulfilment'; readonly fulfilment: Fulfilment }
  /** One line goes a way; `lineId` null: all of them do, whatever was said before. `needsLowDoor` left out: as it was. */
  | { readonly kind: 'set-way'; readonly lineId: string | null; readonly way: Way; readonly needsLowDoor?: boolean | undefined }
  | { readonly kind: 'set-ship-to'; readonly address: ShipAddress; readonly known?: boolean }
  | { readonly kind: 'set-contact'; readonly contact: Contact }
  | { readonly kind: 'set-benefits'; readonly benefits: Benefits }
  | { readonly kind: 'place' }
  | { readonly kind: 'placed'; readonly orderId: OrderId; readonly placedOffline: boolean }
  | { readonly kind: 'place-failed' }
  /** The printer works: its time is not the shopper's. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'resume' }
  /** Time passed; ends the session once its countdown ran out. */
  | { readonly kind: 'elapsed' }
  | { readonly kind: 'end' };

/** Why an event does not fit. */
export type SessionRefusal =
  | { readonly kind: 'no-session' }
  /** The bag became an order (or is about to): there is nothing to change any more. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'no-extensions-left' }
  | { readonly kind: 'nowhere-in-stock' }
  | { readonly kind: 'bag-full' }
  | { readonly kind: 'unknown-line' }
  | { readonly kind: 'not-enough' }
  | { readonly kind: 'empty-bag' }
  /** A line has no way. */
  | { readonly kind: 'no-fulfilment' }
  /** Something is to be sent, and nobody has said where. */
  | { readonly kind: 'no-address' }
  | { readonly kind: 'no-contact' };
