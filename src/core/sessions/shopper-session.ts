import type { Contact, Fulfilment, OrderLine } from '../../contract/orders.ts';
import type { Locale } from '../../contract/schema.ts';
import type { OrderId } from '../../kernel/ids.ts';
import type { IdleState } from './idle.ts';

/** Most lines in a bag, and most pieces of one line. */
export const MAX_BAG_LINES = 50;
export const MAX_LINE_QUANTITY = 20;

/** A line in the bag, with the price that the shopper saw when they put it in. `lineId` is stable while the bag lives. */
export interface BagItem extends OrderLine {
  readonly lineId: string;
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
  readonly fulfilment: Fulfilment | null;
  readonly contact: Contact | null;
  readonly phase: BagPhase;
  readonly idle: IdleState;
}

/** What happens to a session. `start` and `elapsed` may also find none. */
export type SessionEvent =
  | { readonly kind: 'start'; readonly sessionId: string; readonly locale: Locale }
  | { readonly kind: 'touch' }
  | { readonly kind: 'extend' }
  /** One more piece of `line`; `available` is how many there are anywhere. */
  | { readonly kind: 'add'; readonly line: Omit<OrderLine, 'quantity'>; readonly available: number }
  | { readonly kind: 'set-quantity'; readonly lineId: string; readonly quantity: number; readonly available: number }
  | { readonly kind: 'set-fulfilment'; readonly fulfilment: Fulfilment }
  | { readonly kind: 'set-contact'; readonly contact: Contact }
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
  | { readonly kind: 'no-fulfilment' }
  | { readonly kind: 'no-contact' };
