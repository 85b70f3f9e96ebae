import { startWorker } from '../reading/start-worker.ts';
import type { GarmentPainter } from '../ui/garment/painter-context.ts';
import type { PaintAnswer, PaintOrder } from './paint-messages.ts';
import paintWorkerUrl from './paint-worker.ts?worker&url';
import { createPainter } from './painter.ts';

/** Some screens full: about 10 MB of files at most. */
const KEPT = 400;

/** The page's painter: a worker that begins with the first picture. */
export function pagePainter(): GarmentPainter {
  let worker: Worker | null = null;
  return createPainter({
    paint: async (request) => {
      worker ??= startWorker(paintWorkerUrl);
      return await askWorker(worker, { kind: 'paint', request });
    },
    release: (address) => worker?.postMessage({ kind: 'release', address } satisfies PaintOrder),
    limit: KEPT,
  });
}

/** One order, and the answer to it. A worker that could not be started paints nothing. */
function askWorker(worker: Worker, order: PaintOrder): Promise<string | null> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const answer = (address: string | null): void => {
      done.abort();
      resolve(address);
    };
    const { signal } = done;
    worker.addEventListener('message', (event: MessageEvent<PaintAnswer>) => answer(event.data.address), { signal });
    worker.addEventListener('error', () => answer(null), { signal });
    worker.postMessage(order);
  });
}
