import { blockedUntil, countFailure, PARCEL_RULE, STATION_RULE, UNKNOWN_RULE } from '../../../core/limiter/limiter.ts';
import { readShortCode } from '../../../core/passes/short-code.ts';
import type { Clock, UnixMs } from '../../../kernel/clock.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { done } from '../../../kernel/result.ts';
import type { PassRow, StoreReader } from '../../ports/store.ts';
import type { SiloParts } from './silo-parts.ts';

/** What came of a short code and a PIN. */
export type PinVerdict =
  | { readonly kind: 'right'; readonly passId: PassId }
  /** Wrong, unknown, locked, too early or too late: nobody is told which. `reason` is for the audit. */
  | { readonly kind: 'wrong'; readonly reason: 'R_PIN' | 'R_TIME' | 'R_STORAGE'; readonly passId: PassId | null }
  | { readonly kind: 'wait'; readonly until: UnixMs };

/** Wrong PINs are counted for the whole silo, and for each parcel under its pass. */
const STATION_SCOPE = 'station:pin';

/**
 * Wrong PINs at a short code that nobody has here are counted under a mark of it: it may be somebody's at another silo, so what they typed is not written down. A mark is
 * shared by hundreds of codes, so that none can be told from it, and two of them are hardly ever typed at one silo.
 */
const UNKNOWN_SCOPE = 'pin:code:';
const MARK_LENGTH = 8;

/** The PIN that was typed was wrong too often: it opens nothing until somebody resets it. */
export interface PinLocked {
  readonly kind: 'locked';
  readonly passId: PassId | null;
}

/**
 * Judges a short code and a PIN, of a parcel that waits or waited here. Wrong tries at a short code that nobody has are counted like those at
 * one that somebody has, so that "locked" tells nobody which of the two it is.
 */
export async function judgePin(parts: PinParts, shortCode: string, pin: string): Promise<PinVerdict | PinLocked> {
  const typed = readShortCode(shortCode);
  const pass = typed === null ? null : findPass(parts.store.read, typed);
  const scope = pass !== null ? scopeOf(pass) : typed === null ? null : `${UNKNOWN_SCOPE}${parts.secrets.sha256Hex(typed).slice(0, MARK_LENGTH)}`;
  const verdict = await judgeTry(parts, { pass, scope, pin, time: 'in-time' });
  if (verdict.kind !== 'wrong' || verdict.reason !== 'R_PIN' || scope === null) return verdict;
  const isNowLocked = blockedUntil(parts.store.read.limiter(scope), parts.trusted.running()) !== null;
  return isNowLocked ? { kind: 'locked', passId: verdict.passId } : verdict;
}

/** Why nobody needs to type this pass's PIN now: it is locked, or this silo takes none until then. Null: it may be typed. */
export function pinBlocked({ store, trusted, clock }: Pick<PinParts, 'store' | 'trusted' | 'clock'>, passId: PassId): 'locked' | UnixMs | null {
  const running = trusted.running();
  if (blockedUntil(store.read.limiter(scopeOf({ passId })), running) !== null) return 'locked';
  const paused = blockedUntil(store.read.limiter(STATION_SCOPE), running);
  return paused === null ? null : wallOf(clock, paused - running);
}

/** What judging a PIN needs. */
export type PinParts = Pick<SiloParts, 'store' | 'trusted' | 'secrets' | 'clock'>;

/** Judges the PIN of a pass, or of none. A parcel whose PIN is locked still opens by its code. */
export async function judgePassPin(parts: PinParts, pass: PassRow | null, pin: string): Promise<PinVerdict> {
  return judgeTry(parts, { pass, scope: pass === null ? null : scopeOf(pass), pin, time: 'in-time' });
}

/** What a PIN is checked with, and whose it is. */
export type PinHolder = Pick<PassRow, 'passId' | 'pin'>;

/** Judges the PIN of who brings something back: after the pass's own time, so that is not judged, and maybe at another silo than the pass's. */
export async function judgeReturnPin(parts: PinParts, holder: PinHolder | null, pin: string): Promise<PinVerdict> {
  const pass = holder === null ? null : { ...holder, notBefore: 0, expires: 0 };
  return judgeTry(parts, { pass, scope: pass === null ? null : scopeOf(pass), pin, time: 'ever' });
}

/** The time of a pass in Unix seconds. */
type Validity = Pick<PassRow, 'notBefore' | 'expires'>;

interface Try {
  readonly pass: (PinHolder & Validity) | null;
  /** Where its wrong tries are counted, beside those of the whole silo. */
  readonly scope: string | null;
  readonly pin: string;
  readonly time: 'in-time' | 'ever';
}

/**
 * One try. It is counted as wrong, durably, before the PIN is looked at, and taken back when it was right, so that pulling the plug gives no
 * free try. An unknown code costs the same time as a wrong PIN: one commit and one scrypt. Pauses are counted in the station's running
 * time: setting the clock neither ends nor lengthens one, and a restart does not shorten it.
 */
async function judgeTry(parts: PinParts, { pass, scope, pin, time }: Try): Promise<PinVerdict> {
  const { store, trusted, secrets, clock } = parts;
  const running = trusted.running();
  const before = store.read.limiter(STATION_SCOPE);
  const paused = blockedUntil(before, running);
  if (paused !== null) return { kind: 'wait', until: wallOf(clock, paused - running) };
  const locked = scope !== null && blockedUntil(store.read.limiter(scope), running) !== null;
  const counted = store.commit<undefined, never>((tx) => {
    tx.putLimiter({ scope: STATION_SCOPE, ...countFailure(STATION_RULE, tx.limiter(STATION_SCOPE), running) });
    if (scope !== null && !locked) tx.putLimiter({ scope, ...countFailure(PARCEL_RULE, tx.limiter(scope), running) });
    // At every try, whoever it was about: the time that it takes must tell nothing.
    tx.pruneLimiter(UNKNOWN_SCOPE, running - UNKNOWN_RULE.lifeMs, UNKNOWN_RULE.most);
    trusted.keepRunning(tx);
    return done;
  });
  const right = await secrets.checkPin(pass === null || locked ? null : pass.pin, pin);
  const passId = (pass?.passId ?? null) as PassId | null;
  if (!counted.ok) return { kind: 'wrong', reason: 'R_STORAGE', passId };
  if (!right || pass === null || passId === null || scope === null) return { kind: 'wrong', reason: 'R_PIN', passId };
  const { now, suspect } = trusted.read();
  if (time === 'in-time' && !isInTime(pass, now, suspect)) return { kind: 'wrong', reason: 'R_TIME', passId };
  const forgiven = store.commit<undefined, never>((tx) => {
    tx.clearLimiter(scope);
    // One good PIN does not wipe out the wrong ones of somebody who is guessing: it only takes back its own count.
    if (before === null) tx.clearLimiter(STATION_SCOPE);
    else tx.putLimiter(before);
    return done;
  });
  return forgiven.ok ? { kind: 'right', passId } : { kind: 'wrong', reason: 'R_STORAGE', passId };
}

/** Blank passes are no answer to a short code: only one that is bound to a parcel is. */
function findPass(store: StoreReader, shortCode: string): PassRow | null {
  const pass = store.passByShortCode(shortCode);
  return pass?.parcelId == null ? null : pass;
}

function scopeOf({ passId }: Pick<PassRow, 'passId'>): string {
  return `pin:${passId}`;
}

/** When a pause that has so long to go ends, on the clock that screens show. */
function wallOf(clock: Clock, leftMs: number): UnixMs {
  return Math.ceil(clock.now() + leftMs);
}

function isInTime(pass: Validity, now: UnixMs, suspect: boolean): boolean {
  const seconds = now / 1000;
  return seconds >= pass.notBefore - 600 && seconds <= pass.expires + (suspect ? 86_400 : 0);
}
