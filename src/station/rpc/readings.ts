import type { PortReading } from '../../contract/station/reader-contract.ts';
import type { HeldReading, PortReadings } from '../ports/readings.ts';

/**
 * What the scanner reads for one page, until `signal` says that nobody listens any more. A page that is slow gets the newest reading only,
 * and none that was meant for somebody who has left.
 */
export async function* readingsFor(readings: PortReadings, signal: AbortSignal | undefined): AsyncGenerator<PortReading, void, void> {
  let waiting: HeldReading | null = null;
  let wake = (): void => undefined;
  const stop = readings.subscribe((held) => {
    waiting = held;
    wake();
  });
  const onAbort = (): void => wake();
  const take = (): HeldReading | null => {
    const held = waiting;
    waiting = null;
    return held;
  };
  signal?.addEventListener('abort', onAbort);
  try {
    while (signal?.aborted !== true) {
      const held = take();
      if (held === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (held.isCurrent()) yield held.reading;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop();
  }
}
