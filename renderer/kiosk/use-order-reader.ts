import { useBridge } from '../bridge/hooks.tsx';
import type { StationIntents } from '../bridge/intents.ts';
import { goTo } from '../ui/route.ts';
import { looksLikeOrder, orderRoute } from './order-code.ts';
import type { CodeReader } from './use-label-scan.ts';

/** Takes codes of orders from the scanner on whatever screen: a slip leads to its number, a code or a link of its customer to the order itself. */
export function useOrderReader(): CodeReader {
  const { kiosk, intents } = useBridge();
  return orderReader({
    scan: intents.orders.scan,
    session: () => kiosk.current()?.session?.sessionId ?? null,
    route: () => window.location.hash.slice(1),
    goTo,
  });
}

/** What reading an order's code needs: the station's answer, whose session it is, and where in the page they are. */
export interface OrderReaderParts {
  readonly scan: StationIntents['orders']['scan'];
  readonly session: () => string | null;
  readonly route: () => string;
  readonly goTo: (route: string) => void;
}

/** The hub may take seconds to answer. By then another person may be there, or this one somewhere else: nobody is led away from what they do. */
export function orderReader({ scan, session, route, goTo: lead }: OrderReaderParts): CodeReader {
  return {
    knows: looksLikeOrder,
    take: async (code) => {
      const asker = session();
      lead(orderRoute({}));
      const read = await scan({ code: code.slice(0, 512) });
      if (session() === asker && route() === orderRoute({})) lead(orderRoute(read.ok ? { number: read.value.number } : { problem: read.error.kind }));
      return read.ok || read.error.kind !== 'unreachable';
    },
  };
}
