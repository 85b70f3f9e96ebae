import type { PortReading } from '../../src/contract/station/reader-contract.ts';
import { type Cancel, type Clock, sleep } from '../../src/kernel/clock.ts';
import { createScanGate } from '../reading/scan-gate.ts';
import { FEED_RETRY_MS } from './feed.ts';
import { nextLink } from './next-link.ts';
import type { Link } from './link.ts';
import type { Published } from './published.ts';

/** Takes a reading, and says whether it had a use for it. */
export type TakeReading = (reading: PortReading) => boolean;

/** Who is asked first: what is on the screen, then the area of the page, then the page as a whole. */
export type ReadingLevel = 'screen' | 'area' | 'page';

/** What the scanner on the station's own port reads, as it happens. */
export interface Readings {
  /**
   * Each reading is offered from the screen outwards until somebody takes it; nobody hears it twice, and nothing is kept. A code that stays before a
   * scanner that repeats is one reading, whatever screen its answer led to.
   */
  subscribe(level: ReadingLevel, take: TakeReading): Cancel;
}

/** What readings come from. */
export interface ReadingsSource {
  readonly clock: Clock;
  readonly link: Published<Link | null>;
}

const order: readonly ReadingLevel[] = ['screen', 'area', 'page'];

/** Follows the station's scanner over links that come and go, and only while somebody listens. */
export function readingsOver(source: ReadingsSource): Readings {
  const takers: { readonly level: ReadingLevel; readonly take: TakeReading }[] = [];
  let stop: AbortController | null = null;
  // One for all levels: a repeat that one level leaves alone would be news to the level behind it.
  const gate = createScanGate(() => source.clock.monotonic());
  const isTaken = (reading: PortReading): boolean =>
    order.some((level) => {
      const there = takers.filter((taker) => taker.level === level).reverse();
      return there.some(({ take }) => take(reading));
    });
  const offer = (reading: PortReading): void => {
    if (gate.offer(reading.code) && !isTaken(reading)) gate.notTaken(reading.code);
  };
  return {
    subscribe: (level, take) => {
      const own = { level, take };
      takers.push(own);
      if (stop === null) {
        stop = new AbortController();
        void follow(source, stop.signal, offer);
      }
      return () => {
        const at = takers.indexOf(own);
        if (at >= 0) takers.splice(at, 1);
        if (takers.length > 0) return;
        stop?.abort();
        stop = null;
      };
    },
  };
}

async function follow({ clock, link }: ReadingsSource, stop: AbortSignal, offer: (reading: PortReading) => void): Promise<void> {
  while (!stop.aborted) {
    const present = await nextLink(link, stop);
    if (present === null) return;
    try {
      for await (const reading of await present.client.reader.watch({}, { signal: stop })) {
        if (stop.aborted) return;
        offer(reading);
      }
    } catch {
      // The link broke or the stream was stopped; either way the loop looks at the link again.
    }
    if (!stop.aborted && link.current() === present) await sleep(clock, FEED_RETRY_MS);
  }
}
