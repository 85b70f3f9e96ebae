import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts';
import { READ_OPTIONS } from './formats.ts';

// The library would fetch its module from a CDN; it is part of the app instead, and works without a network.
prepareZXingModule({ overrides: { locateFile: () => new URL(wasmUrl, self.location.href).href } });

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void decode(event.data.frame).then((answer) => self.postMessage(answer));
});

/** Product barcodes are read too, so that a person who shows one is told so instead of nothing. */
async function decode(frame: ImageBitmap): Promise<DecodeAnswer> {
  if (context === null) return { texts: [] };
  canvas.width = frame.width;
  canvas.height = frame.height;
  context.drawImage(frame, 0, 0);
  frame.close();
  const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), READ_OPTIONS);
  const valid = found.filter((result) => result.isValid);
  const isQr = (format: string) => (format === 'QRCode' ? 0 : 1);
  return { texts: valid.sort((a, b) => isQr(a.format) - isQr(b.format)).map((result) => result.text) };
}
