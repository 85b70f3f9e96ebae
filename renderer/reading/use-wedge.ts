import { useEffect, useEffectEvent } from 'react';
import { createWedge, type WedgeMode, type WedgeReading } from './wedge.ts';

/**
 * Listens for a keyboard-wedge scanner while `mode` is not `off`, ahead of every control of the page: the listener sits on
 * the window in the capture phase, so a swallowed key reaches nothing.
 */
export function useWedge(mode: WedgeMode | 'off', onReading: (reading: WedgeReading) => void): void {
  const report = useEffectEvent(onReading);
  useEffect(() => {
    if (mode === 'off') return undefined;
    const wedge = createWedge(mode);
    const swallowed = new Set<string>();
    const onDown = (event: KeyboardEvent) => {
      const verdict = wedge.key({
        key: event.key,
        at: event.timeStamp,
        ctrl: event.ctrlKey,
        alt: event.altKey,
        meta: event.metaKey,
        altGraph: event.getModifierState('AltGraph'),
      });
      if (verdict.swallow) {
        swallowed.add(event.code);
        stop(event);
      }
      if (verdict.reading !== null) report(verdict.reading);
    };
    // Buttons act on the release of a key: the release of a swallowed one must not arrive either.
    const onUp = (event: KeyboardEvent) => {
      if (swallowed.delete(event.code)) stop(event);
    };
    window.addEventListener('keydown', onDown, { capture: true });
    window.addEventListener('keyup', onUp, { capture: true });
    return () => {
      window.removeEventListener('keydown', onDown, { capture: true });
      window.removeEventListener('keyup', onUp, { capture: true });
    };
  }, [mode]);
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
