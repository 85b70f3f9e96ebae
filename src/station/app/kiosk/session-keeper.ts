import { holdIdle } from '../../../core/sessions/idle.ts';
import type { SessionEvent, SessionRefusal, ShopperSession } from '../../../core/sessions/shopper-session.ts';
import { stepSession } from '../../../core/sessions/session-machine.ts';
import { restoreSession, storeSession } from '../../../core/sessions/stored-session.ts';
import type { Cancel, UnixMs } from '../../../kernel/clock.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { StorageFailure, StoreWriter } from '../../ports/store.ts';
import { createListeners } from '../listeners.ts';
import type { KioskParts } from './kiosk-parts.ts';

/** Why the countdown must not run: paper comes out; the shopper waits for somebody whom they called; staff work at this screen meanwhile. */
export type HoldReason = 'paper' | 'call' | 'staff';

/** The one session of this kiosk: in memory for the screens, in the store for the day the power goes. */
export interface SessionKeeper {
  current(): ShopperSession | null;
  /**
   * One event, durable before anybody sees it; on a refusal or a failure nothing changes, except that the end of a session wipes
   * the memory in any case. `also` joins the same transaction.
   */
  apply<E = never>(event: SessionEvent, also?: (tx: StoreWriter) => Result<undefined, E>): Result<undefined, SessionRefusal | E | StorageFailure>;
  /** An event that a restart may forget: no transaction. */
  applyInMemory(event: SessionEvent): Result<undefined, SessionRefusal>;
  /** A touch; stored at most every few seconds. False without a session. */
  touch(): boolean;
  /** Holds the countdown of this session for a reason, until it is resumed for each reason it is held for. Nothing if another one runs by then. */
  hold(sessionId: string, why: HoldReason): void;
  resume(sessionId: string, why: HoldReason): void;
  /** Did the last session that ended run out, rather than being left by somebody? */
  hasRunOut(): boolean;
  onChange(listener: () => void): Cancel;
  tell(): void;
  close(): void;
}

/** How stale the stored time of the last touch may be, in milliseconds. */
const TOUCH_STORED_EVERY_MS = 10_000;

/** Creates the keeper and takes up the stored session, if there is one whose time has not passed. */
export function createSessionKeeper(parts: KioskParts): SessionKeeper {
  const { clock, store, idleRule } = parts;
  const [listeners, holds] = [createListeners(), new Set<HoldReason>()];
  let session: ShopperSession | null = null;
  let timer: Cancel = () => {};
  let touchStoredAt = clock.monotonic();
  let ranOut = false;

  const show = (to: ShopperSession | null): void => {
    if (to?.sessionId !== session?.sessionId) holds.clear();
    // What ends one wait (an order is placed, say) does not end another.
    session = to !== null && holds.size > 0 ? { ...to, idle: holdIdle(to.idle) } : to;
    timer();
    timer = session?.idle.endsAt == null ? () => {} : clock.after(wakeIn(session.idle.endsAt, idleRule.warningMs, clock.monotonic()), wake);
    listeners.tell();
  };
  const step = (event: SessionEvent) => stepSession(session, event, idleRule, clock.monotonic());
  const apply: SessionKeeper['apply'] = (event, also) => {
    const next = step(event);
    if (!next.ok) return next;
    const stored = store.commit((tx) => {
      const joined = also?.(tx) ?? done;
      if (joined.ok) tx.putKioskSession(next.value === null ? null : storeSession(next.value, clock.now()));
      return joined;
    });
    if (stored.ok) touchStoredAt = clock.monotonic();
    if (next.value === null) ranOut = event.kind === 'elapsed';
    if (stored.ok || next.value === null) show(next.value);
    return stored.ok ? done : stored;
  };
  const applyInMemory: SessionKeeper['applyInMemory'] = (event) => {
    const next = step(event);
    if (next.ok) show(next.value);
    return next.ok ? done : next;
  };
  const wake = (): void => {
    const next = step({ kind: 'elapsed' });
    if (!next.ok || next.value !== null) return show(session);
    const ended = apply({ kind: 'elapsed' });
    if (!ended.ok) parts.logger.error('a session that ran out could not be wiped from the store', { reason: ended.error.kind });
  };
  const touch = (): boolean => {
    if (session === null) return false;
    const due = clock.monotonic() - touchStoredAt >= TOUCH_STORED_EVERY_MS;
    const touched: Result<undefined, { readonly kind: string }> = due ? apply({ kind: 'touch' }) : applyInMemory({ kind: 'touch' });
    // A disk that fails must not end the session of somebody who is there.
    return touched.ok || applyInMemory({ kind: 'touch' }).ok;
  };
  const ifStill = (sessionId: string, why: HoldReason, kind: 'hold' | 'resume'): void => {
    if (session?.sessionId !== sessionId || holds.has(why) === (kind === 'hold')) return;
    holds[kind === 'hold' ? 'add' : 'delete'](why);
    if (kind === 'resume' && holds.size > 0) return;
    const applied = applyInMemory({ kind });
    if (!applied.ok) throw new Error(`a session can always ${kind}`);
  };

  show(takeUp(parts));
  return {
    current: () => session,
    apply,
    applyInMemory,
    touch,
    hold: (sessionId, why) => ifStill(sessionId, why, 'hold'),
    resume: (sessionId, why) => ifStill(sessionId, why, 'resume'),
    hasRunOut: () => ranOut,
    onChange: (listener) => listeners.add(listener),
    tell: () => listeners.tell(),
    close: () => timer(),
  };
}

/** First wake for the warning, then for the end. */
function wakeIn(endsAt: number, warningMs: number, monotonic: number): number {
  const toWarning = endsAt - warningMs - monotonic;
  return Math.max(0, toWarning > 0 ? toWarning : endsAt - monotonic);
}

/** What cannot be taken up is wiped: a stored session is somebody's contact. */
function takeUp(parts: KioskParts): ShopperSession | null {
  const json = parts.store.read.kioskSession();
  if (json === null) return null;
  const restored = restoreSession(json, parts.idleRule, parts.clock.now(), parts.clock.monotonic());
  if (restored.ok) return restored.value;
  parts.logger.info('the stored session was not taken up', { reason: restored.error.kind });
  const wiped = wipe(parts, parts.clock.now(), restored.error.kind);
  if (!wiped.ok) parts.logger.error('the stored session could not be wiped', { reason: wiped.error.kind });
  return null;
}

function wipe(parts: KioskParts, at: UnixMs, reason: string): Result<undefined, { readonly kind: 'storage' }> {
  const wiped = parts.store.commit((tx) => {
    tx.putKioskSession(null);
    tx.audit({ kind: 'kiosk.session-dropped', at, facts: { reason } });
    return ok(undefined);
  });
  return wiped.ok ? done : err({ kind: 'storage' });
}
