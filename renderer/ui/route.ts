import { useSyncExternalStore } from 'react';

/** Where in the page a person is: what follows `#`, so that a reload comes back to it. */
export interface Place {
  /** Begins with `/`; its parts are still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The path after `#`, `/` when there is none. A change of the query alone draws nothing again. */
export function useRoute(): string {
  return useSyncExternalStore(listen, () => readPlace(window.location.hash).path);
}

/** Path and query after `#`. */
export function usePlace(): Place {
  return readPlace(useSyncExternalStore(listen, () => window.location.hash));
}

/** Reads a location's hash: `#/kiosk?q=lino`. */
export function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : `/${path}`, query: new URLSearchParams(query) };
}

/**
 * Goes to a route, `/staff/till`. The tab never remembers where it was: each screen has its own way back, and whatever leads back without one (a key, a
 * swipe, a mouse) would lead the next person to what the one before searched for and looked at.
 */
export function goTo(route: string): void {
  window.history.replaceState(null, '', `#${route}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
