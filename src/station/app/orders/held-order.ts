import type { FoundOrder } from '../../../contract/hub/found.ts';
import type { Contact } from '../../../contract/orders.ts';
import type { AfterReceipt, OrderView } from '../../../contract/station/order-views.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { createListeners } from '../listeners.ts';
import type { OrdersParts, Shopper } from './orders-parts.ts';

/** An order that was found, and whose session it belongs to. Only memory: a restart forgets it, and its owner shows their proof again. */
export type Held =
  | { readonly kind: 'asking'; readonly shopper: Shopper }
  | {
      readonly kind: 'shown';
      readonly shopper: Shopper;
      readonly order: FoundOrder;
      /** As the hub knows it now; else as this station does. */
      readonly live: boolean;
      readonly resent: boolean;
      readonly receipt: AfterReceipt | null;
    }
  | { readonly kind: 'unchecked'; readonly shopper: Shopper; readonly number: string; readonly contact: Contact; readonly receipt: AfterReceipt | null };

/** Why nothing was found. `away`: nobody could be asked. */
export type FindTrouble = 'no-match' | 'wait' | 'away' | 'storage';
/** What came of looking for an order. */
export type Found = Result<Held, { readonly kind: FindTrouble }>;

/** The one order that is on the screen. */
export interface HeldOrder {
  current(): Held | null;
  show(next: Held | null): void;
  /** Looks for one while the screen says so; an answer that comes after its shopper left is nobody's. */
  look(shopper: Shopper, find: () => Promise<Found>): Promise<Result<undefined, { readonly kind: 'no-session' | FindTrouble }>>;
  onChange(listener: () => void): () => void;
  close(): void;
}

/** Holds nothing at first. What is held goes with the session in which it was found. */
export function holdOrder(parts: Pick<OrdersParts, 'shopper' | 'touch' | 'onShopper'>): HeldOrder {
  const listeners = createListeners();
  let held: Held | null = null;
  const show = (next: Held | null): void => {
    held = next;
    listeners.tell();
  };
  const stop = parts.onShopper(() => {
    if (held !== null && parts.shopper()?.sessionId !== held.shopper.sessionId) show(null);
  });
  return {
    current: () => held,
    show,
    look: async (shopper, find) => {
      parts.touch();
      const asking: Held = { kind: 'asking', shopper };
      show(asking);
      const found = await find();
      if (held !== asking) return err({ kind: 'no-session' });
      parts.touch();
      show(found.ok ? found.value : null);
      return found.ok ? done : found;
    },
    onChange: (listener) => listeners.add(listener),
    close: stop,
  };
}

/** What the screen draws of it. */
export function orderView(held: Held): OrderView {
  switch (held.kind) {
    case 'asking':
      return { kind: 'asking' };
    case 'shown': {
      const { order, live, resent, receipt } = held;
      return { kind: 'shown', order, live, resent, receipt };
    }
    case 'unchecked':
      return { kind: 'unchecked', number: held.number, receipt: held.receipt };
  }
}
