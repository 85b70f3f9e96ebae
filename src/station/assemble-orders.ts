import type { KioskView } from '../contract/station/views.ts';
import type { Kiosk } from './app/kiosk/kiosk.ts';
import { createOrders, type Orders } from './app/orders/orders.ts';
import type { OrdersParts } from './app/orders/orders-parts.ts';
import type { StationIntents } from './ports/intents.ts';
import type { Published } from './ports/screens.ts';

/** Finding one's order, at a kiosk whose session says who stands there. */
export function assembleOrders(kiosk: Kiosk, base: Omit<OrdersParts, 'shopper' | 'touch' | 'onShopper'>): Orders {
  return createOrders({
    ...base,
    shopper: () => {
      const { session } = kiosk.view.current();
      return session === null ? null : { sessionId: session.sessionId, locale: session.locale };
    },
    touch: () => {
      // Without a session there is nobody to keep.
      const touched = kiosk.touch();
      if (!touched.ok) return;
    },
    onShopper: kiosk.view.onChange,
  });
}

/** The kiosk's view with the order that its shopper looked for. */
export function withOrder(view: Published<KioskView>, orders: Orders): Published<KioskView> {
  return {
    current: () => {
      const now = view.current();
      const order = orders.current();
      return now.session === null || order === null ? now : { ...now, session: { ...now.session, order } };
    },
    onChange: (listener) => {
      const stops = [view.onChange(listener), orders.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Their intents, by the contract's names. */
export function orderIntents(orders: Orders): StationIntents['orders'] {
  return {
    find: (input) => orders.find(input),
    scan: (input) => orders.scan(input),
    withdraw: async (input) => orders.withdraw(input),
    claim: async (input) => orders.claim(input),
    resend: () => orders.resend(),
    print: () => orders.print(),
    goOn: async () => orders.goOn(),
    close: async () => orders.closeOrder(),
  };
}
