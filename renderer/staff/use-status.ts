import { useEffect, useState } from 'react';
import type { StationStatus } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';

/** The station's state; null until the first answer. `failed` while the last question had none. */
export interface StatusAnswer {
  readonly status: StationStatus | null;
  readonly failed: boolean;
}

/** Asks for the station's state, now and every `everyMs` while the screen is shown. */
export function useStatus(everyMs: number): StatusAnswer {
  const { staff } = useBridge().intents;
  const [status, setStatus] = useState<StationStatus | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const ask = () =>
      void staff.status().then((answer) => {
        setFailed(!answer.ok);
        if (answer.ok) setStatus(answer.value);
      });
    ask();
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, [staff, everyMs]);
  return { status, failed };
}
