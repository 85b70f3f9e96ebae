import type { Cancel, Clock, UnixMs } from '../../../kernel/clock.ts';
import type { HelpCall } from '../../ports/help-call.ts';
import type { HoldReason, SessionKeeper } from './session-keeper.ts';

/** So long nobody who called from here is hurried: until then whoever comes is there. From the call, and again from each answer. Milliseconds. */
export const WAITS_FOR_HELP_MS = 300_000;

/** What it needs. */
export interface HoldSessionParts {
  readonly session: SessionKeeper;
  readonly clock: Clock;
  /** The call that is open at the kiosk; null: none is. */
  readonly help: { call(): HelpCall | null; onChange(listener: () => void): Cancel };
  /** Has somebody of the staff their own area open on this station? Their lock ends that by itself. */
  readonly staff: { isAtWork(): boolean; onChange(listener: () => void): Cancel };
}

/**
 * Holds the countdown of a shopper's session while it is not the shopper who is waited for: while they wait for somebody whom they called, and
 * while staff work on the screen that they both share (to take their money, say). Both end by themselves, and then the countdown begins anew.
 */
export function holdSession({ session, clock, help, staff }: HoldSessionParts): { close(): void } {
  let timer: Cancel = () => {};
  const set = (why: HoldReason, isHeld: boolean): void => {
    const sessionId = session.current()?.sessionId;
    if (sessionId === undefined) return;
    if (isHeld) session.hold(sessionId, why);
    else session.resume(sessionId, why);
  };
  const look = (): void => {
    timer();
    const left = waitsFor(help.call(), clock.now());
    timer = left > 0 ? clock.after(left, look) : () => {};
    set('call', left > 0);
    set('staff', staff.isAtWork());
  };
  const stops = [session.onChange(look), help.onChange(look), staff.onChange(look)];
  look();
  return {
    close: () => {
      timer();
      for (const stop of stops) stop();
    },
  };
}

/** How long the shopper still waits for whoever they called, in milliseconds. What the station itself called for is not theirs. */
function waitsFor(call: HelpCall | null, now: UnixMs): number {
  if (call === null || call.why !== 'person') return 0;
  const since = Math.max(call.calledAt, call.answeredAt ?? call.calledAt);
  // A clock that was set back meanwhile makes nobody wait for longer.
  return Math.min(WAITS_FOR_HELP_MS, since + WAITS_FOR_HELP_MS - now);
}
