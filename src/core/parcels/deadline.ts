import type { UnixMs } from '../../kernel/clock.ts';

/** A time in which nobody could have collected; `endedAt` null while it goes on. */
export interface Standstill {
  readonly beganAt: UnixMs;
  readonly endedAt: UnixMs | null;
}

/** A day in milliseconds. */
const DAY_MS = 86_400_000;

/** When a parcel that was loaded at `loadedAt` is to be taken out if nobody comes, before any standstill. */
export function firstDeadline(loadedAt: UnixMs, collectDays: number): UnixMs {
  return loadedAt + collectDays * DAY_MS;
}

/**
 * The deadline with every standstill added that fell into the parcel's stay: the clock stands still while the silo is faulty or cut
 * off. A standstill that falls into the time which an earlier one has added counts as well, so they are taken one after the other.
 * One that goes on counts until `now`; overlapping ones count once.
 *
 * ```
 *  loaded                    deadline         effective
 *    |---------------------------|---------------|
 *         [down 2 h]                 [down 1 h]    -> 3 h later
 * ```
 */
export function effectiveDeadline(deadline: UnixMs, loadedAt: UnixMs, standstills: readonly Standstill[], now: UnixMs): UnixMs {
  const inOrder = standstills.toSorted((a, b) => a.beganAt - b.beganAt);
  let effective = deadline;
  let counted = loadedAt;
  for (const { beganAt, endedAt } of inOrder) {
    const from = Math.max(beganAt, counted);
    // What begins after the deadline has passed does not bring it back.
    if (from >= effective) break;
    const to = endedAt ?? now;
    if (to <= from) continue;
    effective += to - from;
    counted = to;
  }
  return effective;
}

/** Has the time of a parcel run out? A parcel without a deadline waits for ever. */
export function isExpired(
  parcel: { readonly deadline: UnixMs | null; readonly loadedAt: UnixMs | null },
  standstills: readonly Standstill[],
  now: UnixMs,
): boolean {
  if (parcel.deadline === null || parcel.loadedAt === null) return false;
  return now >= effectiveDeadline(parcel.deadline, parcel.loadedAt, standstills, now);
}
