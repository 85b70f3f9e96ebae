/** Milliseconds from the last touch to the warning, and from there to the end (WCAG 2.2.1: 20 s and more). */
export const STILL_MS = 60_000;
export const WARNING_MS = 30_000;

/** What a screen of nobody's holds of somebody, and since when (monotonic milliseconds) nobody has touched it nor listened to it. */
export interface Patience {
  readonly since: number;
  /** Was something begun: a code, a language, larger words, speech? */
  readonly isBegun: boolean;
  /** Does the station wait for whoever comes? What it shows to somebody has its own time. */
  readonly isWaiting: boolean;
}

/**
 * How it goes on at `at`. Their time begins with what they begin, and nothing that another does begins it anew: where the station has shown something meanwhile (the answer
 * to another's code), it has run on, and who is there is asked at once when it is over. Nothing is ever forgotten before they were asked for so long.
 */
export function patienceAfter(before: Patience, now: Pick<Patience, 'isBegun' | 'isWaiting'>, at: number): Patience {
  if (before.isBegun === now.isBegun && before.isWaiting === now.isWaiting) return before;
  if (!before.isBegun) return { ...now, since: at };
  return { ...now, since: now.isWaiting && !before.isWaiting ? Math.max(before.since, at - STILL_MS) : before.since };
}

/**
 * Does this begin something for another person than the one of `before`? A code that is shown while the screen asks whether they are still there is not their
 * answer: they were away for a minute. Only to who listens the question comes late, and a code may be the answer: they keep what they chose.
 */
export function isAnother(before: Patience, now: Pick<Patience, 'isWaiting'>, at: number, listens: boolean): boolean {
  return before.isBegun && before.isWaiting && !now.isWaiting && !listens && at - before.since >= STILL_MS;
}
