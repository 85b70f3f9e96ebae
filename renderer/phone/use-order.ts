import { useCallback, useEffect, useRef, useState } from 'react';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { ActProblem, LoadProblem, OrderLink } from './order-link.ts';

/** What the page knows. What was loaded stays when a later question gets no answer: its code works without a network. */
export type Shown<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly value: T; readonly asOf: UnixMs; readonly stale: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable' };

/** Asks for something to be done and shows the order as it is then; answers why it was not done, or null. */
export type Ask = (what: string, body: unknown) => Promise<ActProblem['kind'] | null>;

/** How often the page asks again while it is in sight: the order becomes ready, or is collected. */
const EVERY_MS = 20_000;

/** Follows what is behind a link while the page is in sight. `again` asks at once; `put` shows what came another way. */
export function useFollowed<T>(load: () => Promise<Result<T, LoadProblem>>) {
  const [state, setState] = useState<Shown<T>>({ kind: 'loading' });
  const asking = useRef(false);
  const put = useCallback((value: T) => setState({ kind: 'shown', value, asOf: Date.now(), stale: false }), []);
  const again = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    void load().then((answer) => {
      asking.current = false;
      if (answer.ok) return put(answer.value);
      const { kind } = answer.error;
      setState((before) => (kind === 'unreachable' && before.kind === 'shown' ? { ...before, stale: true } : { kind }));
    });
  }, [load, put]);
  useEffect(() => {
    again();
    const whenSeen = () => {
      if (document.visibilityState === 'visible') again();
    };
    const timer = setInterval(whenSeen, EVERY_MS);
    document.addEventListener('visibilitychange', whenSeen);
    window.addEventListener('online', whenSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
      window.removeEventListener('online', whenSeen);
    };
  }, [again]);
  return { state, again, put };
}

/** Follows an order and does what its customer asks for. */
export function useOrder(link: OrderLink): { readonly state: Shown<PhoneOrder>; readonly again: () => void; readonly ask: Ask } {
  const { state, again, put } = useFollowed(link.load);
  const ask: Ask = useCallback(
    async (what, body) => {
      const answer = await link.act(what, body);
      if (answer.ok) {
        put(answer.value);
        return null;
      }
      // What cannot be done any more is not as the page shows it.
      if (answer.error.kind === 'refused') again();
      return answer.error.kind;
    },
    [link, put, again],
  );
  return { state, again, ask };
}
