import { blockedUntil, countFailure, PARCEL_RULE, STATION_RULE } from '../../../core/limiter/limiter.ts';
import { readShortCode } from '../../../core/passes/short-code.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
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

/** Judges a short code and a PIN, of a parcel that waits or waited here. */
export async function judgePin(parts: PinParts, shortCode: string, pin: string): Promise<PinVerdict> {
  return judgePassPin(parts, () => findPass(parts.store.read, shortCode), pin, 'in-time');
}

/** What judging a PIN needs. */
export type PinParts = Pick<SiloParts, 'store' | 'trusted' | 'secrets'>;

/**
 * Judges the PIN of the pass that `find` finds, or of none. The try is counted as wrong, durably, before the PIN is looked at, and taken back when it was
 * right, so that pulling the plug gives no free try. An unknown code costs the same time as a wrong PIN. A parcel whose PIN is
 * locked still opens by its code. `ever`: a return comes after the pass's own time, so that is not judged.
 */
export async function judgePassPin(parts: PinParts, find: () => PassRow | null, pin: string, time: 'in-time' | 'ever'): Promise<PinVerdict> {
  const { store, trusted, secrets } = parts;
  const { now, suspect } = trusted.read();
  const before = store.read.limiter(STATION_SCOPE);
  const paused = blockedUntil(before, now);
  if (paused !== null) return { kind: 'wait', until: paused };
  const pass = find();
  const locked = pass !== null && blockedUntil(store.read.limiter(scopeOf(pass)), now) !== null;
  const counted = store.commit<undefined, never>((tx) => {
    tx.putLimiter({ scope: STATION_SCOPE, ...countFailure(STATION_RULE, tx.limiter(STATION_SCOPE), now) });
    if (pass !== null && !locked) tx.putLimiter({ scope: scopeOf(pass), ...countFailure(PARCEL_RULE, tx.limiter(scopeOf(pass)), now) });
    return done;
  });
  const right = await secrets.checkPin(pass === null || locked ? null : pass.pin, pin);
  const passId = pass?.passId as PassId | undefined;
  if (!counted.ok) return { kind: 'wrong', reason: 'R_STORAGE', passId: passId ?? null };
  if (!right || pass === null || passId === undefined) return { kind: 'wrong', reason: 'R_PIN', passId: passId ?? null };
  if (time === 'in-time' && !isInTime(pass, now, suspect)) return { kind: 'wrong', reason: 'R_TIME', passId };
  const forgiven = store.commit<undefined, never>((tx) => {
    tx.clearLimiter(scopeOf(pass));
    // One good PIN does not wipe out the wrong ones of somebody who is guessing: it only takes back its own count.
    if (before === null) tx.clearLimiter(STATION_SCOPE);
    else tx.putLimiter(before);
    return done;
  });
  return forgiven.ok ? { kind: 'right', passId } : { kind: 'wrong', reason: 'R_STORAGE', passId };
}

/** Blank passes are no answer to a short code: only one that is bound to a parcel is. */
function findPass(store: StoreReader, typed: string): PassRow | null {
  const shortCode = readShortCode(typed);
  const pass = shortCode === null ? null : store.passByShortCode(shortCode);
  return pass?.parcelId == null ? null : pass;
}

function scopeOf(pass: PassRow): string {
  return `pin:${pass.passId}`;
}

function isInTime(pass: PassRow, now: UnixMs, suspect: boolean): boolean {
  const seconds = now / 1000;
  return seconds >= pass.notBefore - 600 && seconds <= pass.expires + (suspect ? 86_400 : 0);
}
