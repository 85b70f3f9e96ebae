import { useCallback, useEffect, useRef, useState } from 'react';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import type { LoadOrder } from './load-order.ts';

/** What the page knows. A loaded order stays when a later question gets no answer: its code works without a network. */
export type OrderState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly order: PhoneOrder; readonly asOf: UnixMs; readonly stale: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable' };

/** How often the page asks again while it is in sight: the order becomes ready, or is collected. */
const EVERY_MS = 20_000;

/** Follows the order while the page is in sight. `ask` asks at once. */
export function useOrder(load: LoadOrder): { readonly state: OrderState; readonly ask: () => void } {
  const [state, setState] = useState<OrderState>({ kind: 'loading' });
  const asking = useRef(false);
  const ask = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    void load().then((answer) => {
      asking.current = false;
      setState((before) => {
        if (answer.ok) return { kind: 'shown', order: answer.value, asOf: Date.now(), stale: false };
        if (answer.error.kind === 'unreachable' && before.kind === 'shown') return { ...before, stale: true };
        return { kind: answer.error.kind };
      });
    });
  }, [load]);
  useEffect(() => {
    ask();
    const whenSeen = () => {
      if (document.visibilityState === 'visible') ask();
    };
    const timer = setInterval(whenSeen, EVERY_MS);
    document.addEventListener('visibilitychange', whenSeen);
    window.addEventListener('online', whenSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
      window.removeEventListener('online', whenSeen);
    };
  }, [ask]);
  return { state, ask };
}
