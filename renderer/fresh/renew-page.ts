import type { Cancel } from '../../src/kernel/clock.ts';

/** What it takes to load a page anew. */
export interface PageToRenew {
  /** Nothing that is touched counts from here on: the page is about to go. */
  hold(): void;
  /** It goes on after all. */
  release(): void;
  /** Does whoever serves the page answer? Once it does, and the last words to a person who listened were said. */
  canGo(): Promise<boolean>;
  /** Loads it in the place of this one. Where that fails, this one stays. */
  replace(): void;
  after(ms: number, work: () => void): Cancel;
}

/** How long a page that cannot be loaded anew waits before it tries again, in milliseconds. */
export const TRY_AGAIN_MS = 5_000;
/** A page that has not gone after this long stays, and can be used meanwhile. */
export const GIVE_UP_MS = 10_000;

/**
 * Loads the page anew, as soon as whoever serves it answers; what it answers calls that off, where somebody came before it was begun. In a browser it cannot be
 * called off once it was begun: then the page that comes shows where its station is.
 */
export function renewPage(page: PageToRenew): Cancel {
  let isOff = false;
  let hasBegun = false;
  let stopWaiting: Cancel = () => undefined;
  const later = (): void => {
    page.release();
    if (!isOff) stopWaiting = page.after(TRY_AGAIN_MS, begin);
  };
  const begin = (): void => {
    page.hold();
    hasBegun = false;
    void page.canGo().then((canGo) => {
      if (isOff) return;
      if (!canGo) return later();
      hasBegun = true;
      stopWaiting = page.after(GIVE_UP_MS, later);
      page.replace();
    });
  };
  begin();
  return () => {
    isOff = true;
    if (hasBegun) return;
    stopWaiting();
    page.release();
  };
}
