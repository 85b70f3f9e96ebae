/** A signed-in member's screen locks after this long without a touch. Milliseconds. */
export const STAFF_IDLE_MS = 300_000;

/** A signed-in person. Times are monotonic milliseconds, so that a clock set by somebody neither locks nor unlocks. */
export interface SignedIn<Member> {
  readonly member: Member;
  readonly touchedAt: number;
}

/** Milliseconds until the screen locks; 0 or less when it has to be locked now. */
export function locksIn(signedIn: SignedIn<unknown>, monotonic: number): number {
  return signedIn.touchedAt + STAFF_IDLE_MS - monotonic;
}
