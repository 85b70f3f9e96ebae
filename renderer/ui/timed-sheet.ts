/** What a sheet asks that comes by itself: is somebody there (`idle`), or whose screen is it (`cover`)? */
export type TimedSheet = 'idle' | 'cover';

/**
 * Is somebody being asked whether they are there? Then only the answer counts. A touch that counted by itself would take the question away between the
 * press of a finger and its release, with the button under it; and whoever goes from one answer to the other with keys, or listens to them, has not answered yet.
 */
export function isBeingAsked(page: Document): boolean {
  return page.querySelector('[data-timed]') !== null;
}
