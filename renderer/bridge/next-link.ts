import type { Link } from './link.ts';
import type { Published } from './published.ts';

/** The present link, or the next one; null when `stop` fires first. */
export function nextLink(link: Published<Link | null>, stop: AbortSignal): Promise<Link | null> {
  return new Promise((resolve) => {
    const present = link.current();
    if (present !== null || stop.aborted) return resolve(stop.aborted ? null : present);
    const finish = (found: Link | null) => {
      cancel();
      stop.removeEventListener('abort', onAbort);
      resolve(found);
    };
    const onAbort = () => finish(null);
    const cancel = link.onChange(() => {
      const found = link.current();
      if (found !== null) finish(found);
    });
    stop.addEventListener('abort', onAbort, { once: true });
  });
}
