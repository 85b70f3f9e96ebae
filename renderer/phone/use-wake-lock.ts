import { useEffect } from 'react';

/** Keeps the phone's screen on while `wanted`, where the browser can; a code that goes dark at the locker helps nobody. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return undefined;
    let over = false;
    let lock: WakeLockSentinel | null = null;
    const hold = async () => {
      if (over || document.visibilityState !== 'visible') return;
      try {
        const held = await navigator.wakeLock.request('screen');
        if (over) await held.release();
        else lock = held;
      } catch {
        // A phone that saves its battery refuses; the person sees a normal screen.
      }
    };
    const whenSeen = () => void hold();
    whenSeen();
    // The browser lets go of it whenever the page is out of sight.
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', whenSeen);
      lock?.release().catch(() => undefined);
    };
  }, [wanted]);
}
