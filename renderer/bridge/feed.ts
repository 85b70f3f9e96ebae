import { type Clock, sleep } from '../../src/kernel/clock.ts';
import type { Link, StationClient } from './link.ts';
import { nextLink } from './next-link.ts';
import { type Published, publisher } from './published.ts';
import { keepSameParts } from './same-parts.ts';

/** What a feed follows. */
export interface FeedSource<T> {
  readonly clock: Clock;
  readonly link: Published<Link | null>;
  /** Opens the station's stream of views on one link. */
  readonly watch: (client: StationClient, signal: AbortSignal) => Promise<AsyncIterable<T>>;
}

/** Pause before a stream that ended on a living link is opened again. */
export const FEED_RETRY_MS = 500;

/**
 * The latest view of one kind, followed over links that come and go, and only while somebody listens. The last view
 * stays while the link is down, so that a short break does not blank the screen, and goes when the last listener leaves.
 */
export function feed<T>(source: FeedSource<T>): Published<T | null> {
  let stop: AbortController | null = null;
  const view = publisher<T | null>(null, (wanted) => {
    stop?.abort();
    stop = wanted ? new AbortController() : null;
    // A screen that nobody looks at forgets what it showed: the next person must not meet it.
    if (stop === null) view.set(null);
    else void follow(source, stop.signal, (next) => view.set(keepSameParts(view.current(), next)));
  });
  return view;
}

async function follow<T>(source: FeedSource<T>, stop: AbortSignal, publish: (view: T) => void): Promise<void> {
  while (!stop.aborted) {
    const link = await nextLink(source.link, stop);
    if (link === null) return;
    try {
      for await (const view of await source.watch(link.client, stop)) {
        if (stop.aborted) return;
        publish(view);
      }
    } catch {
      // The link broke or the stream was stopped; either way the loop looks at the link again.
    }
    if (!stop.aborted && source.link.current() === link) await sleep(source.clock, FEED_RETRY_MS);
  }
}
