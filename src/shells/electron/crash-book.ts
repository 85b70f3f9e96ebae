/** What to do after the page crashed: show it anew, or start the whole program anew. */
export type CrashVerdict = 'recreate' | 'restart';

/** Three crashes within five minutes are no accident (rule E-36). */
const LIMIT = 3;
const WINDOW_MS = 5 * 60_000;

/** Counts crashes. `now` is monotonic milliseconds. */
export function createCrashBook(): { crashed(now: number): CrashVerdict } {
  let times: readonly number[] = [];
  return {
    crashed(now) {
      times = [...times.filter((time) => now - time < WINDOW_MS), now];
      return times.length >= LIMIT ? 'restart' : 'recreate';
    },
  };
}
