import { useEffect, useEffectEvent } from 'react';

/** Milliseconds without a touch after which whoever stood at a screen of nobody's has gone. */
export const LEFT_MS = 120_000;

/** Calls `onStill` when nobody has touched screen or keys for `afterMs` milliseconds, as long as `isWatched`; and again after as long. */
export function useStillness(isWatched: boolean, afterMs: number, onStill: () => void): void {
  const still = useEffectEvent(onStill);
  useEffect(() => {
    if (!isWatched) return undefined;
    let timer = setTimeout(() => still(), afterMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => still(), afterMs);
    };
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, again, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const name of events) window.removeEventListener(name, again, { capture: true });
    };
  }, [isWatched, afterMs]);
}
