import { createContext, useContext, useEffect, useState } from 'react';
import type { UnixMs } from '../../src/kernel/clock.ts';

/** Reads the station's time. A page's own clock may differ from it, so screens set this from the views' `at`. */
export const NowContext = createContext<() => UnixMs>(() => Date.now());

/** The station's time, read again every `everyMs` milliseconds. */
export function useNow(everyMs: number): UnixMs {
  const read = useContext(NowContext);
  const [now, setNow] = useState(read);
  useEffect(() => {
    setNow(read());
    const timer = setInterval(() => setNow(read()), everyMs);
    return () => clearInterval(timer);
  }, [read, everyMs]);
  return now;
}
