import { useCallback, useEffect, useState } from 'react';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';

/** The orders that wait to be prepared; null until the first answer. `failed` while the last question had none. */
export interface OrdersToPrepare {
  readonly orders: readonly StaffOrder[] | null;
  readonly failed: boolean;
  ask(): void;
}

/** How often the list is asked for again: other tills take payments meanwhile. */
const EVERY_MS = 10_000;

/** Asks for the orders to prepare, now and while the screen is shown. */
export function useOrdersToPrepare(): OrdersToPrepare {
  const { staff } = useBridge().intents;
  const [orders, setOrders] = useState<readonly StaffOrder[] | null>(null);
  const [failed, setFailed] = useState(false);
  const ask = useCallback(() => {
    void staff.ordersToPrepare().then((answer) => {
      setFailed(!answer.ok);
      if (answer.ok) setOrders(answer.value);
    });
  }, [staff]);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [ask]);
  return { orders, failed, ask };
}
