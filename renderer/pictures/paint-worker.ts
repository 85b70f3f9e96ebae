import { paintGarment } from '../ui/garment/paint.ts';
import type { PaintAnswer, PaintOrder } from './paint-messages.ts';
import type { PaintRequest } from './painter.ts';

/** Beyond this no eye sees a difference, and the files only grow. */
const QUALITY = 0.92;

self.addEventListener('message', (event: MessageEvent<PaintOrder>) => {
  const order = event.data;
  if (order.kind === 'release') URL.revokeObjectURL(order.address);
  else void painted(order.request).then((address) => self.postMessage({ order: order.order, address } satisfies PaintAnswer));
});

async function painted({ picture, width, height }: PaintRequest): Promise<string | null> {
  try {
    const pen = paintGarment(picture, { width, height }, (size) => {
      const made = new OffscreenCanvas(size.width, size.height).getContext('2d');
      if (made === null) throw new Error('there is no canvas to paint on');
      return made;
    });
    // A ground fills the whole picture, so nothing of it is transparent; this kind is the quickest to write and to read.
    const file = await pen.canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    // Made here: it asks the browser's other processes and waits for them, which the page's own thread must not.
    return URL.createObjectURL(file);
  } catch {
    return null;
  }
}
