import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { browserClock } from '../bridge/browser-clock.ts';
import { MAX_GAP_MS } from '../reading/wedge.ts';
import { IdleDialog } from '../ui/idle-dialog.tsx';
import { NowContext } from '../ui/now.ts';
import { plainPreferences, usePreferences } from '../ui/preferences.ts';
import { isBeingAsked } from '../ui/timed-sheet.ts';
import { isAnother, patienceAfter, STILL_MS, WARNING_MS } from './patience-rule.ts';

/** How long somebody is still is no matter of the time of day, which may be set meanwhile, the station's too. */
const read = browserClock.monotonic;

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
export function Patience({ isWaiting, isBegun: hasBegun, heard, onForget }: PatienceProps) {
  const { value } = usePreferences();
  const isBegun = hasBegun || value !== plainPreferences;
  const [kept, setKept] = useState(() => ({ since: read(), isBegun, isWaiting, goes: false }));
  // Before anything of what they begin is drawn: counted from the last person on, its time would be over already.
  if (kept.isBegun !== isBegun || kept.isWaiting !== isWaiting) {
    const at = read();
    setKept({ ...patienceAfter(kept, { isBegun, isWaiting }, at), goes: isAnother(kept, { isWaiting }, at, value.speech === 'on') });
  }
  const touch = (since: number) => setKept((now) => ({ ...now, since }));
  const touched = useEffectEvent(() => {
    if (!isBeingAsked(document)) touch(read());
  });
  useTouches(isBegun, () => touched(), kept.since, touch);
  useEffect(() => {
    if (heard > 0) touched();
  }, [heard]);
  const over = useEffectEvent(onForget);
  useEffect(() => {
    if (kept.goes) over();
  }, [kept.goes]);
  const isHeld = isWaiting && isBegun;
  const { since } = kept;
  useEffect(() => {
    if (!isHeld) return undefined;
    const timer = setTimeout(() => over(), since + STILL_MS + WARNING_MS - read());
    return () => clearTimeout(timer);
  }, [isHeld, since]);
  const idle = { warnAt: since + STILL_MS, endsAt: since + STILL_MS + WARNING_MS, extensionsLeft: 1 };
  return (
    <NowContext value={read}>
      <IdleDialog idle={isHeld ? idle : null} onStay={() => touch(read())} onEnd={onForget} />
    </NowContext>
  );
}

/** Hears touches and keys, whatever is shown. A scanner's keys are nobody's touch: with the second of them the first is taken back. */
function useTouches(isOn: boolean, onTouch: () => void, since: number, takeBack: (since: number) => void): void {
  const last = useRef({ at: Number.NEGATIVE_INFINITY, since });
  const heard = useEffectEvent(onTouch);
  const pressed = useEffectEvent((at: number) => {
    const isScanner = at - last.current.at < MAX_GAP_MS;
    if (isScanner) takeBack(last.current.since);
    else heard();
    last.current = { at, since: isScanner ? last.current.since : since };
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const onPointer = () => heard();
    const onKey = ({ timeStamp, repeat }: KeyboardEvent) => (repeat ? heard() : pressed(timeStamp));
    const how = { capture: true, passive: true };
    for (const name of ['pointerdown', 'wheel'] as const) window.addEventListener(name, onPointer, how);
    window.addEventListener('keydown', onKey, how);
    return () => {
      for (const name of ['pointerdown', 'wheel'] as const) window.removeEventListener(name, onPointer, how);
      window.removeEventListener('keydown', onKey, how);
    };
  }, [isOn]);
}
