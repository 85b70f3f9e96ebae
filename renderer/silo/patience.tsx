import { useContext, useEffect, useEffectEvent, useState } from 'react';
import { IdleDialog } from '../ui/idle-dialog.tsx';
import { NowContext } from '../ui/now.ts';
import { plainPreferences, usePreferences } from '../ui/preferences.ts';
import { isBeingAsked } from '../ui/timed-sheet.ts';

/** Milliseconds from the last touch to the warning, and from there to the end (WCAG 2.2.1: 20 s and more). */
const STILL_MS = 60_000;
const WARNING_MS = 30_000;

export interface PatienceProps {
  /** Is the screen one that waits for whoever comes? What the station shows to somebody has its own time. */
  readonly isWaiting: boolean;
  /** Is somebody typing a code, or was a language chosen? */
  readonly isBegun: boolean;
  /** Grows with each thing that was listened to: who listens is not away. */
  readonly heard: number;
  readonly onForget: () => void;
}

/**
 * What somebody began at a screen that belongs to nobody (a code, a language, larger words) is forgotten when they have gone. They are asked before, and can
 * answer as often as they like: nothing of anybody else waits behind it.
 */
export function Patience({ isWaiting, isBegun, heard, onForget }: PatienceProps) {
  const read = useContext(NowContext);
  const { value } = usePreferences();
  const [since, setSince] = useState(read);
  const isHeld = isWaiting && (isBegun || value !== plainPreferences);
  // Their time begins with what they begin, before anything of it is drawn: counted from the last person on, it would be over already.
  const [wasHeld, setWasHeld] = useState(isHeld);
  if (wasHeld !== isHeld) {
    setWasHeld(isHeld);
    if (isHeld) setSince(read());
  }
  const touched = useEffectEvent(() => {
    if (!isBeingAsked(document)) setSince(read());
  });
  useEffect(() => {
    if (!isHeld) return undefined;
    const onTouch = () => touched();
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, onTouch, { capture: true, passive: true });
    return () => {
      for (const name of events) window.removeEventListener(name, onTouch, { capture: true });
    };
  }, [isHeld]);
  useEffect(() => {
    if (heard > 0) touched();
  }, [heard]);
  const over = useEffectEvent(onForget);
  useEffect(() => {
    if (!isHeld) return undefined;
    const timer = setTimeout(() => over(), since + STILL_MS + WARNING_MS - read());
    return () => clearTimeout(timer);
  }, [isHeld, since, read]);
  const idle = { warnAt: since + STILL_MS, endsAt: since + STILL_MS + WARNING_MS, extensionsLeft: 1 };
  return <IdleDialog idle={isHeld ? idle : null} onStay={() => setSince(read())} onEnd={onForget} />;
}
