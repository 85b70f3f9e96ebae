import { useEffect } from 'react';
import type { StationIntents } from '../bridge/intents.ts';
import { isBeingAsked } from '../ui/timed-sheet.ts';

/** The station hears of touches at most this often; its clock counts in minutes. */
const TOUCH_EVERY_MS = 5_000;

/** Puts off the session's end while the person uses the screen. Null while nobody has a session. */
export function useTouches(intents: Pick<StationIntents['kiosk'], 'touch'> | null): void {
  useEffect(() => {
    if (intents === null) return undefined;
    let last = Number.NEGATIVE_INFINITY;
    const onTouch = () => {
      if (isBeingAsked(document)) return;
      if (performance.now() - last < TOUCH_EVERY_MS) return;
      last = performance.now();
      // Whether the station heard it shows in the view: the session goes on, or it does not.
      void intents.touch().then(() => undefined);
    };
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, onTouch, { capture: true, passive: true });
    return () => {
      for (const name of events) window.removeEventListener(name, onTouch, { capture: true });
    };
  }, [intents]);
}
