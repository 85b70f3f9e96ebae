import { expandUpcE } from '../../src/kernel/gtin.ts';
import workerUrl from './decode-worker.ts?worker&url';
import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts';
import { SYMBOLS } from './formats.ts';
import { startWorker } from './start-worker.ts';

/** Finds codes in one picture of the camera. One frame at a time. */
export interface FrameDecoder {
  decode(video: HTMLVideoElement): Promise<readonly string[]>;
  close(): void;
}

/** The part of the Shape Detection API (WICG, 2023) that is used; no browser type library has it yet. */
interface NativeDetector {
  detect(source: ImageBitmapSource): Promise<readonly { readonly rawValue: string; readonly format: string }[]>;
}
interface NativeDetectorClass {
  new (options: { readonly formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** A detector that has not said by then what it reads is none, and a frame of which nothing was said by then holds nothing. Milliseconds. */
const ANSWER_MS = 3_000;

/** The browser's own detector where it has one (it runs on the device's hardware), else zxing in a worker. */
export async function createDecoder(): Promise<FrameDecoder> {
  const decoder =
    (await inTime(
      nativeDecoder().catch(() => null),
      null,
    )) ?? workerDecoder();
  return { ...decoder, decode: (video) => inTime(decoder.decode(video), []) };
}

async function nativeDecoder(): Promise<FrameDecoder | null> {
  const Detector = nativeDetectorClass();
  if (Detector === null) return null;
  const supported = await Detector.getSupportedFormats();
  if (!supported.includes('qr_code')) return null;
  const detector = new Detector({ formats: SYMBOLS.map(({ browser }) => browser).filter((format) => supported.includes(format)) });
  return {
    decode: async (video) => {
      const found = await detector.detect(video);
      return [...found].sort((a, b) => rank(a.format) - rank(b.format)).map(textOf);
    },
    close: () => undefined,
  };
}

/** The system hands on a UPC-E's digits as they are printed, the library whole. */
function textOf({ rawValue, format }: { readonly rawValue: string; readonly format: string }): string {
  return (format === 'upc_e' ? expandUpcE(rawValue) : null) ?? rawValue;
}

function rank(format: string): number {
  return format === 'qr_code' ? 0 : 1;
}

function nativeDetectorClass(): NativeDetectorClass | null {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return isDetectorClass(found) ? found : null;
}

function isDetectorClass(value: unknown): value is NativeDetectorClass {
  return typeof value === 'function' && 'getSupportedFormats' in value;
}

function workerDecoder(): FrameDecoder {
  const worker = startWorker(workerUrl);
  let settle: (texts: readonly string[]) => void = () => undefined;
  worker.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => settle(event.data.texts));
  worker.addEventListener('error', () => settle([]));
  return {
    decode: async (video) => {
      const frame = await createImageBitmap(video);
      const answered = new Promise<readonly string[]>((resolve) => {
        settle = resolve;
      });
      worker.postMessage({ frame } satisfies DecodeRequest, [frame]);
      return answered;
    },
    close: () => {
      worker.terminate();
      settle([]);
    },
  };
}

/** What comes of it, or `otherwise` where nothing comes. */
async function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ANSWER_MS);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
