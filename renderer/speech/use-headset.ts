import { useEffect, useEffectEvent, useRef } from 'react';
import type { Headset } from '../../src/contract/station/speech-contract.ts';

/** Told when a headset comes and when it goes. */
export interface HeadsetNews {
  readonly onIn: () => void;
  readonly onOut: () => void;
}

/**
 * Hears of a headset from the station, which can ask the sound card, and from the browser, which only knows that there is one more device
 * that plays sound. The browser's word is enough to begin to speak; it is never enough for what is private: it cannot tell a headset from
 * a loudspeaker, nor a plug in a socket that was a device before.
 */
export function useHeadset(state: Headset, { onIn, onOut }: HeadsetNews): void {
  const cameIn = useEffectEvent(onIn);
  const wentOut = useEffectEvent(onOut);
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    // Where a headset is always in, nobody has plugged it in just now.
    if (was === 'out' && state === 'in') cameIn();
    if (was === 'in' && state !== 'in') wentOut();
  }, [state]);
  useEffect(() => {
    // A page that is not served securely has no such list.
    const devices = (navigator as Partial<Navigator>).mediaDevices;
    if (devices === undefined) return undefined;
    let known: number | null = null;
    const count = async (): Promise<void> => {
      const now = (await devices.enumerateDevices().catch(() => [])).filter(({ kind }) => kind === 'audiooutput').length;
      const was = known;
      known = now;
      if (was === null || was === now) return;
      if (now > was) cameIn();
      else wentOut();
    };
    const onChange = (): void => void count();
    onChange();
    devices.addEventListener('devicechange', onChange);
    return () => devices.removeEventListener('devicechange', onChange);
  }, []);
}
