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
  let orders = 0;
  return createPainter({
    paint: async (request) => {
      worker ??= startWorker(paintWorkerUrl);
      orders += 1;
      return await askWorker(worker, { kind: 'paint', order: orders, request });
    },
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    release: (address) => worker?.postMessage({ kind: 'release', address } satisfies PaintOrder),
    limit: KEPT,
  });
}

/** One order, and the answer to it. A worker that could not be started paints nothing. */
function askWorker(worker: Worker, order: Extract<PaintOrder, { readonly kind: 'paint' }>): Promise<string | null> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const answer = (address: string | null): void => {
      done.abort();
      resolve(address);
    };
    const { signal } = done;
    worker.addEventListener('message', ({ data }: MessageEvent<PaintAnswer>) => (data.order === order.order ? answer(data.address) : undefined), { signal });
    worker.addEventListener('error', () => answer(null), { signal });
    worker.postMessage(order);
  });
}
