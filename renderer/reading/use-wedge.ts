import { useEffect, useEffectEvent, useState } from 'react';
import { createReadingGate, createWedge, type WedgeMode, type WedgeReading } from './wedge.ts';
import { createWedgeGuard } from './wedge-guard.ts';
import { listenToKeys } from './wedge-listener.ts';

/**
 * Listens for a keyboard-wedge scanner while `mode` is not `off`, ahead of every control of the page: the listener sits on
 * the window in the capture phase, so a swallowed key reaches nothing.
 */
export function useWedge(mode: WedgeMode | 'off', onReading: (reading: WedgeReading) => void): void {
  const report = useEffectEvent(onReading);
  const [gate] = useState(createReadingGate);
  useEffect(() => {
    if (mode === 'off') return undefined;
    const wedge = createWedge(mode);
    return listenToKeys(window, {
      isAlone: true,
      swallows: (press) => {
        const { swallow, reading } = wedge.key(press);
        if (reading !== null && gate.passes(press.at)) report(reading);
        return swallow;
      },
    });
  }, [mode, gate]);
}

/** Keeps a scanner's keys from the page wherever no screen listens for one. One for the whole page; a screen's own `useWedge` still hears all. */
export function useWedgeGuard(): void {
  useEffect(() => {
    const guard = createWedgeGuard();
    return listenToKeys(window, { isAlone: false, swallows: (press) => guard.swallows(press) });
  }, []);
}
