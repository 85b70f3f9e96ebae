import type { StaffMember } from '../../../contract/staff.ts';
import type { StaffView } from '../../../contract/station/views.ts';
import { blockedUntil, countFailure, type LimiterRule, STAFF_RULE, STATION_RULE } from '../../../core/limiter/limiter.ts';
import { readStaffClaim, type StaffClaim } from '../../../core/staff/badge.ts';
import { locksIn, type SignedIn } from '../../../core/staff/idle-lock.ts';
import type { Cancel, Clock, UnixMs } from '../../../kernel/clock.ts';
import type { StaffId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { Published } from '../../ports/screens.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { StationStore, StoreWriter } from '../../ports/store.ts';
import { createListeners } from '../listeners.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';

/** The signed-in person as the staff screens show them. */
export type StaffMemberView = NonNullable<StaffView['member']>;

/** What the other staff intents ask: who is signed in at this moment. */
export interface StaffSession {
  /** The member, or null when nobody is signed in, the screen locked, the person left the roster, or stands beside a shopper. */
  current(): StaffMember | null;
  /** Counts as a touch. */
  touch(): void;
}

/**
 * Signing in and out, and the idle lock. Nobody stays signed in over a restart.
 *
 * ```
 *   nobody --badge and PIN--> in the staff's area --stepAside--> beside a shopper
 *     ^                           |   ^                             |   |
 *     +----- sign-out, lock ------+   +------- badge and PIN -------+   |
 *     +------------------------- sign-out, lock ------------------------+
 * ```
 * Beside a shopper a member is still there, for what is done at the shopper's side; the staff's own area is closed, since the shopper has the
 * same screen in hand (decision 0060).
 */
export interface StaffAccess extends StaffSession {
  /** Whoever has the staff's area open. */
  readonly member: Published<StaffMemberView | null>;
  /** Whoever is signed in, also beside a shopper. */
  present(): StaffMember | null;
  readonly presence: Published<StaffMemberView | null>;
  /** Closes the staff's area to whoever is signed in, until badge and PIN are given again. Neither signs out nor puts off the lock. */
  stepAside(): void;
  signIn(input: { readonly badge: string; readonly pin: string }): Promise<Result<undefined, { readonly kind: 'refused' | 'wait' }>>;
  signOut(): Result<undefined, { readonly kind: 'not-signed-in' }>;
  /**
   * Another member of the staff gives badge and PIN for what needs two people, and stays nobody's session. Counted and limited as a
   * sign-in is.
   */
  vouch(input: {
    readonly badge: string;
    readonly pin: string;
  }): Promise<Result<StaffId, { readonly kind: 'not-signed-in' | 'refused' | 'wait' | 'same-person' }>>;
  /** The touch of the contract: refused when nobody is signed in. */
  touched(): Result<undefined, { readonly kind: 'not-signed-in' }>;
  /** Stops the idle timer; for the end of the program. */
  close(): void;
}

/** What signing in needs. */
export interface StaffAccessParts {
  readonly store: StationStore;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Pauses are counted in its running time: a clock that somebody sets neither lengthens nor ends them. */
  readonly trusted: TrustedClock;
}

/** Creates the staff access with nobody signed in. */
export function createStaffAccess(parts: StaffAccessParts): StaffAccess {
  const { clock, store } = parts;
  const listeners = createListeners();
  let signedIn: SignedIn<StaffId> | null = null;
  let isAside = false;
  let timer: Cancel = () => {};

  const set = (next: SignedIn<StaffId> | null): void => {
    timer();
    signedIn = next;
    timer = next === null ? () => {} : clock.after(Math.max(0, locksIn(next, clock.monotonic())), lockIfDue);
    listeners.tell();
  };
  const lockIfDue = (): void => {
    const due = signedIn !== null && locksIn(signedIn, clock.monotonic()) <= 0 ? signedIn.member : null;
    set(due === null ? signedIn : null);
    // Until when somebody's rights lasted must be told as much as since when.
    if (due !== null) record(store, 'staff.locked', clock.now(), due);
  };
  const present = (): StaffMember | null => {
    if (signedIn === null || locksIn(signedIn, clock.monotonic()) <= 0) return null;
    return store.read.staffMember(signedIn.member);
  };
  const current = (): StaffMember | null => (isAside ? null : present());
  const touch = (): void => {
    if (signedIn !== null && present() !== null) set({ ...signedIn, touchedAt: clock.monotonic() });
  };
  const oneAtATime = triesInTurn(parts);

  return {
    current,
    present,
    touch,
    member: { current: () => viewOf(current(), signedIn, clock), onChange: (listener) => listeners.add(listener) },
    presence: { current: () => viewOf(present(), signedIn, clock), onChange: (listener) => listeners.add(listener) },
    stepAside: () => {
      if (isAside || signedIn === null) return;
      isAside = true;
      listeners.tell();
    },
    signIn: async (input) => {
      const outcome = await oneAtATime(input, 'staff.signed-in');
      if (!outcome.ok) return outcome;
      const before = present();
      if (before !== null && before.staffId !== outcome.value) record(store, 'staff.signed-out', clock.now(), before.staffId);
      isAside = false;
      set({ member: outcome.value, touchedAt: clock.monotonic(), since: clock.monotonic() });
      return done;
    },
    vouch: async (input) => {
      const outcome = await oneAtATime(input, 'staff.vouched');
      // Whoever asked may have gone meanwhile, or may have given their own badge once more.
      const first = present();
      if (first === null) return err({ kind: 'not-signed-in' });
      touch();
      return outcome.ok && outcome.value === first.staffId ? err({ kind: 'same-person' }) : outcome;
    },
    signOut: () => {
      const member = present();
      if (signedIn !== null) set(null);
      if (member !== null) record(store, 'staff.signed-out', clock.now(), member.staffId);
      return doneIf(member !== null);
    },
    touched: () => {
      if (current() !== null) touch();
      return doneIf(current() !== null);
    },
    close: () => timer(),
  };
}

function doneIf(isSignedIn: boolean): Result<undefined, { readonly kind: 'not-signed-in' }> {
  return isSignedIn ? done : err({ kind: 'not-signed-in' });
}

/** The scope of the whole station, and of one staff number. */
const STATION_SCOPE = 'station:staff';
const scopeOf = (member: StaffMember) => `staff:${member.staffId}`;

type Try = (
  input: { readonly badge: string; readonly pin: string },
  entry: 'staff.signed-in' | 'staff.vouched',
) => Promise<Result<StaffId, { readonly kind: 'refused' | 'wait' }>>;

/** Tries run one at a time, so that none side by side is free. */
function triesInTurn(parts: StaffAccessParts): Try {
  let attempts: Promise<unknown> = Promise.resolve();
  return (input, entry) => {
    const attempt = attempts.then(() => tryToSignIn(parts, input, entry));
    attempts = attempt.catch(() => undefined);
    return attempt;
  };
}

/**
 * One try. It is counted as a failure, durably, before the PIN is looked at and taken back when it was right: neither pulling the
 * plug nor asking again meanwhile gives a free try. An unknown badge costs the same time as a wrong PIN. Tries run one at a time.
 */
async function tryToSignIn(parts: StaffAccessParts, input: Parameters<Try>[0], entry: Parameters<Try>[1]): ReturnType<Try> {
  const { store, secrets, clock, trusted } = parts;
  const claim = readStaffClaim(input.badge);
  const member = claim.ok ? findMember(parts, claim.value) : null;
  const scopes: [string, LimiterRule][] = [[STATION_SCOPE, STATION_RULE], ...(member === null ? [] : [[scopeOf(member), STAFF_RULE] as [string, LimiterRule]])];
  const running = trusted.running();
  if (scopes.some(([scope]) => blockedUntil(store.read.limiter(scope), running) !== null)) return err({ kind: 'wait' });
  const counted = store.commit((tx) => {
    for (const [scope, rule] of scopes) tx.putLimiter({ scope, ...countFailure(rule, tx.limiter(scope), running) });
    trusted.keepRunning(tx);
    return done;
  });
  const right = await secrets.checkPin(member?.pin ?? null, input.pin);
  if (!counted.ok || member === null || !right) {
    record(store, 'staff.refused', clock.now(), member?.staffId ?? null);
    return err({ kind: 'refused' });
  }
  const entered = store.commit((tx) => {
    for (const [scope] of scopes) tx.clearLimiter(scope);
    audit(tx, entry, clock.now(), member.staffId);
    return done;
  });
  return entered.ok ? { ok: true, value: member.staffId as StaffId } : err({ kind: 'refused' });
}

function findMember({ store, secrets }: StaffAccessParts, claim: StaffClaim): StaffMember | null {
  return claim.kind === 'badge' ? store.read.staffByBadgeHash(secrets.sha256Hex(claim.text)) : store.read.staffByNumber(claim.number);
}

function viewOf(member: StaffMember | null, signedIn: SignedIn<StaffId> | null, clock: Clock): StaffMemberView | null {
  if (member === null || signedIn === null) return null;
  const { staffId, name, roles } = member;
  return { staffId, name, roles, locksAt: Math.round(clock.now() + locksIn(signedIn, clock.monotonic())) };
}

/** Best effort: a full disk must not keep anybody from signing out. */
function record(store: StationStore, kind: string, at: UnixMs, staffId: string | null): void {
  const recorded = store.commit((tx) => {
    audit(tx, kind, at, staffId);
    return done;
  });
  if (!recorded.ok) return;
}

function audit(tx: StoreWriter, kind: string, at: UnixMs, staffId: string | null): void {
  tx.audit({ kind, at, facts: { staffId } });
}
