/** A signed-in member's screen locks after this long without a touch. Milliseconds. */
export const STAFF_IDLE_MS = 300_000;

/** However busy they are, they sign in anew after this long (rule E-56). Milliseconds. */
export const STAFF_LONGEST_MS = 1_800_000;

/** A signed-in person. Times are monotonic milliseconds, so that a clock set by somebody neither locks nor unlocks. */
export interface SignedIn<Member> {
  readonly member: Member;
  readonly touchedAt: number;
  readonly since: number;
}

/** Milliseconds until the screen locks; 0 or less when it has to be locked now. */
export function locksIn(signedIn: SignedIn<unknown>, monotonic: number): number {
  return Math.min(signedIn.touchedAt + STAFF_IDLE_MS, signedIn.since + STAFF_LONGEST_MS) - monotonic;
}
