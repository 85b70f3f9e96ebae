import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { create } from 'qrcode';

/** What Chromium takes for a camera: this many pixels, this often. */
const feed = { width: 640, height: 480, framesPerSecond: 5, frames: 2 } as const;

/** The brightness of each pixel, row by row, from 16 to 235. */
export type Luma = Uint8Array;

/**
 * A camera that a Chromium with `cameraFlags(file)` looks through. The browser reads the file again for each frame, so that things can be
 * held before the camera and put away while it looks.
 */
export interface CameraFeed {
  readonly file: string;
  /** Shows these pixels from the next frame on. */
  show(luma: Luma): void;
  /** Nothing but the wall behind. */
  clear(): void;
}

/** Flags of a Chromium whose camera is the video in `file`. */
export function cameraFlags(file: string): string[] {
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** Writes a video (YUV4MPEG2, 4:2:0) of a plain wall, and shows other things in it later: each picture is as long as the one before. */
export function openCameraFeed(file: string): CameraFeed {
  const header = `YUV4MPEG2 W${feed.width} H${feed.height} F${feed.framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
  const colourless = Buffer.alloc((feed.width * feed.height) / 2, 128);
  const video = (luma: Luma): Buffer => {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, colourless]);
    return Buffer.concat([Buffer.from(header), ...Array.from({ length: feed.frames }, () => frame)]);
  };
  const wall = new Uint8Array(feed.width * feed.height).fill(90);
  const show = (luma: Luma): void => {
    // Written over, never cut off: a browser that reads at this moment would find no frame.
    const open = openSync(file, 'r+');
    writeSync(open, video(luma), 0, undefined, 0);
    closeSync(open);
  };
  writeFileSync(file, video(wall));
  return { file, show, clear: () => show(wall) };
}

/** A QR code on a white card before the wall. */
export function lumaOfCode(text: string): Luma {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const scale = Math.floor((feed.height * 0.9) / (modules.size + 2 * quiet));
  const side = (modules.size + 2 * quiet) * scale;
  const left = Math.floor((feed.width - side) / 2);
  const top = Math.floor((feed.height - side) / 2);
  const luma = new Uint8Array(feed.width * feed.height).fill(120);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(y / scale) - quiet;
      const column = Math.floor(x / scale) - quiet;
      const isInside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      luma[(top + y) * feed.width + left + x] = isInside && modules.get(row, column) === 1 ? 24 : 230;
    }
  }
  return luma;
}

/** Somebody holds a picture before the camera. The browser itself decodes the PNG, so that what the camera sees is what was sent. */
export async function lumaOfPicture(browser: Browser, png: Buffer): Promise<Luma> {
  const page = await browser.newPage();
  const picture = { url: `data:image/png;base64,${png.toString('base64')}`, width: feed.width, height: feed.height };
  const luma = await page.evaluate<number[]>(`(${drawLuma})(${JSON.stringify(picture)})`);
  await page.close();
  return Uint8Array.from(luma);
}

/** Runs in the page, whose types Node does not know, so it is text: the picture on grey, as brightness from 16 to 235. */
const drawLuma = `async ({ url, width, height }) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#777';
  context.fillRect(0, 0, width, height);
  const scale = Math.min((width * 0.9) / image.width, (height * 0.9) / image.height);
  const [w, h] = [image.width * scale, image.height * scale];
  context.fillStyle = '#fff';
  context.fillRect((width - w) / 2 - 8, (height - h) / 2 - 8, w + 16, h + 16);
  context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
  const { data } = context.getImageData(0, 0, width, height);
  const luma = [];
  for (let i = 0; i < data.length; i += 4) luma.push(Math.round(16 + (0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]) * (219 / 255)));
  return luma;
}`;
