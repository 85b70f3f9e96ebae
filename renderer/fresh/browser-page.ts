import { sounding } from '../speech/sounding.ts';
import type { PageToRenew } from './renew-page.ts';

/** Where somebody went while a page was about to go, for the one that comes. An address of the floor, nothing that was typed. */
const CARRIED = 'pasillo.to';
/** Whoever serves the page is on this machine. */
const ANSWER_MS = 3_000;
/** The last words to who listened are shorter than this. */
const LAST_WORDS_MS = 8_000;

/**
 * This page in a browser. The next one takes its place in the tab's history, and is another document: nothing that the browser remembers of the fields of this
 * one, such as what was cut from them, is there any more.
 */
export function browserPage(): PageToRenew {
  return {
    hold() {
      document.body.inert = true;
      // What the address said of the last person goes first; what it says after this is somebody's wish.
      if (window.location.hash !== '#/') window.history.replaceState(null, '', '#/');
    },
    release() {
      document.body.inert = false;
    },
    async canGo() {
      try {
        const answer = await fetch('/', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) });
        await Promise.race([sounding.silence(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
        return answer.ok;
      } catch {
        return false;
      }
    },
    replace() {
      window.addEventListener('pagehide', () => carry(sessionStorage, window.location.hash), { once: true });
      // Without `#` it is not the address of a place in this page, and is loaded.
      window.location.replace('/');
    },
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Keeps where somebody went, without what they search for there. */
export function carry(storage: Pick<Storage, 'setItem'>, hash: string): void {
  const [path = ''] = hash.replace(/^#/, '').split('?', 1);
  if (path.startsWith('/') && path !== '/') storage.setItem(CARRIED, path);
}

/** Where somebody went before this page was there, once; null: nowhere. */
export function takeCarried(storage: Pick<Storage, 'getItem' | 'removeItem'>): string | null {
  const path = storage.getItem(CARRIED);
  storage.removeItem(CARRIED);
  return path?.startsWith('/') === true ? path : null;
}
