import { useCallback, useEffect, useRef, useState } from 'react';
import type { PhonePayment } from '../../src/contract/hub/payments.ts';
import type { ActProblem, Payable } from './order-link.ts';

/** What the page knows of the order's payment, and how one begins. */
export interface Paying {
  /** Null while nothing was heard. */
  readonly payment: PhonePayment | null;
  /** Begins to pay by a way and leaves for the provider's page; answers why that was not possible, or null. */
  readonly pay: (way: string) => Promise<ActProblem['kind'] | 'no-page' | null>;
}

/** How often the page asks while a payment is under way, and how long before it asks as seldom as for the order. */
const EVERY_MS = 4000;
const BRISK_MS = 180_000;

/**
 * Follows the payment of an order that is not paid. The hub holds everything, so that a reload, a phone that slept, or a return from the provider's page
 * shows what is known and nothing is lost. `onPaid` is called when the order itself has changed.
 */
export function usePayment(link: Payable, isPlaced: boolean, onPaid: () => void): Paying {
  const [payment, setPayment] = useState<PhonePayment | null>(null);
  const since = useRef(0);
  const put = useCallback(
    (found: PhonePayment) => {
      setPayment(found);
      if (isPlaced && found.state !== 'open') onPaid();
    },
    [isPlaced, onPaid],
  );
  const again = useCallback(() => {
    void link.payment().then((answer) => {
      if (answer.ok) put(answer.value);
    });
  }, [link, put]);
  useEffect(again, [again]);
  const isUnderWay = isPlaced && (payment?.last?.state === 'open' || payment?.last?.state === 'checking');
  useEffect(() => {
    if (!isUnderWay) return;
    since.current = Date.now();
    const timer = setInterval(() => {
      const isBrisk = Date.now() - since.current < BRISK_MS || Math.random() < 0.2;
      if (isBrisk && document.visibilityState === 'visible') again();
    }, EVERY_MS);
    const whenSeen = () => {
      since.current = Date.now();
      if (document.visibilityState === 'visible') again();
    };
    document.addEventListener('visibilitychange', whenSeen);
    // A page that the browser kept whole comes back as it was left.
    window.addEventListener('pageshow', whenSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
      window.removeEventListener('pageshow', whenSeen);
    };
  }, [isUnderWay, again]);
  const pay = async (way: string) => {
    const answer = await link.pay(way, payment?.made ?? 0);
    if (!answer.ok) {
      again();
      return answer.error.kind;
    }
    put(answer.value);
    const { last } = answer.value;
    if (last?.way !== way || last.pageUrl === null) return 'no-page';
    window.location.assign(last.pageUrl);
    return null;
  };
  return { payment, pay };
}
