import { useEffect, useState } from 'react';
import type { ToDo } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';

/** How often the station is asked again: other people do some of it meanwhile. */
const EVERY_MS = 10_000;
const UNKNOWN = { toPrepare: null, toHand: null, short: null, toTakeOut: null } as const;

/** How much there is to do of each kind, now and while the screen is shown; null: not known, or not for this person. */
export function useToDo(): ToDo | typeof UNKNOWN {
  const { staff } = useBridge().intents;
  const [known, setKnown] = useState<ToDo | null>(null);
  useEffect(() => {
    const ask = () =>
      void staff.toDo().then((answer) => {
        if (answer.ok) setKnown(answer.value);
      });
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [staff]);
  return known ?? UNKNOWN;
}
