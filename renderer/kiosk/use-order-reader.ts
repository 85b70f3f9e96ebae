import { useOrders } from '../bridge/hooks.tsx';
import { goTo } from '../ui/route.ts';
import { looksLikeOrder, orderRoute } from './order-code.ts';
import type { CodeReader } from './use-label-scan.ts';

/** Takes codes of orders from the scanner on whatever screen: a slip leads to its number, a code or a link of its customer to the order itself. */
export function useOrderReader(): CodeReader {
  const orders = useOrders();
  return {
    knows: looksLikeOrder,
    take: async (code) => {
      goTo(orderRoute({}));
      const read = await orders.scan({ code: code.slice(0, 512) });
      goTo(orderRoute(read.ok ? { number: read.value.number } : { problem: read.error.kind }));
      return read.ok || read.error.kind !== 'unreachable';
    },
  };
}
