import { useCallback, useEffect, useState } from 'react';
import type { RecallItem } from '../../src/contract/station/load-views.ts';
import { useBridge } from '../bridge/hooks.tsx';

/** What is to be taken out; null until the first answer. `failed` while the last question had none. */
export interface RecallList {
  readonly items: readonly RecallItem[] | null;
  readonly failed: boolean;
  ask(): void;
}

/** How often the list is asked for again: time runs out, and customers come. */
const EVERY_MS = 15_000;

/** Asks for the list of what is to be taken out, now and while the screen is shown. */
export function useRecallList(): RecallList {
  const { staff } = useBridge().intents;
  const [items, setItems] = useState<readonly RecallItem[] | null>(null);
  const [failed, setFailed] = useState(false);
  const ask = useCallback(() => {
    void staff.recallList().then((answer) => {
      setFailed(!answer.ok);
      if (answer.ok) setItems(answer.value);
    });
  }, [staff]);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [ask]);
  return { items, failed, ask };
}
