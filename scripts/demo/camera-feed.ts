import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** What Chromium takes for a camera: this many pixels, this often. */
const feed = { width: 640, height: 480, framesPerSecond: 10, frames: 10 } as const;

/**
 * Writes a video (YUV4MPEG2, 4:2:0) in which somebody holds a picture before the camera, and shows it to a Chromium with
 * `--use-file-for-fake-video-capture`. The browser itself decodes the PNG, so that what the camera sees is what was sent.
 */
export async function writeCameraFeed(browser: Browser, png: Buffer, file: string): Promise<void> {
  const page = await browser.newPage();
  const picture = { url: `data:image/png;base64,${png.toString('base64')}`, width: feed.width, height: feed.height };
  const luma = await page.evaluate<number[]>(`(${drawLuma})(${JSON.stringify(picture)})`);
  await page.close();
  const colourless = Buffer.alloc((feed.width * feed.height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(luma), colourless]);
  const header = Buffer.from(`YUV4MPEG2 W${feed.width} H${feed.height} F${feed.framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([header, ...Array.from({ length: feed.frames }, () => frame)]));
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
