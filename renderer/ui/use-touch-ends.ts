import { useEffect, useEffectEvent } from 'react';

/** The station hears of touches at most this often; its clocks count in minutes. Milliseconds. */
const TOUCH_EVERY_MS = 5000;

/**
 * Calls `onTouch` when a finger is lifted, a key let go or a list was moved, as long as `isOn`. Not when the finger comes down: what the station answers may be new
 * words (another day, another sum), which would stand under the finger when it is lifted, and would be agreed to unread. Whoever is told by the end of a
 * touch is told after the press itself was done.
 */
export function useTouchEnds(isOn: boolean, onTouch: () => void): void {
  const told = useEffectEvent(onTouch);
  useEffect(() => {
    if (!isOn) return undefined;
    let last = Number.NEGATIVE_INFINITY;
    const onEnd = () => {
      if (performance.now() - last < TOUCH_EVERY_MS) return;
      last = performance.now();
      told();
    };
    const events = ['pointerup', 'pointercancel', 'keyup', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, onEnd, { capture: true, passive: true });
    return () => {
      for (const name of events) window.removeEventListener(name, onEnd, { capture: true });
    };
  }, [isOn]);
}
