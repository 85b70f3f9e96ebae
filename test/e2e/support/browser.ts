import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../../scripts/find-chromium.mjs';

/** Starts the machine's Chromium without a window. `camera` is a video file that every page gets as its camera. */
export async function launchBrowser(camera?: string): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium or Chrome was found; npm test installs one where it can');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(camera === undefined ? [] : ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]),
    ],
  });
}
