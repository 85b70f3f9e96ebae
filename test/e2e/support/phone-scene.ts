import type { Browser, ConsoleMessage, Page, Request } from 'playwright-core';
import { speak } from '../../../scripts/demo/customer.ts';
import type { Language } from '../../../scripts/demo/words.ts';
import { drawn, type Scene, shown } from './scene.ts';

/** How a page of the phone is opened. */
export interface PhoneOptions {
  readonly size: { readonly width: number; readonly height: number };
  /** Left out: as the order has it. */
  readonly language?: Language;
}

/** Opens a page of the phone on the scene called `scene`. */
export async function openPhone(browser: Browser, url: string, scene: string, { size, language }: PhoneOptions): Promise<Scene> {
  const context = await browser.newContext({ viewport: size, locale: 'es-ES', reducedMotion: 'reduce' });
  return { ...(await playPhone(await context.newPage(), url, scene, language)), close: () => context.close() };
}

/** Plays the scene called `scene` on a page on which others were played before: pages of the phone keep nothing. */
export async function playPhone(page: Page, url: string, scene: string, language?: Language): Promise<Scene> {
  const faults: string[] = [];
  const onError = (error: Error): unknown => faults.push(error.message);
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error' && !/Permissions-Policy/.test(message.text())) faults.push(message.text());
  };
  const onRequest = (request: Request): void => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`asked ${request.url()}`);
  };
  page.on('pageerror', onError);
  page.on('console', onConsole);
  page.on('request', onRequest);
  await page.goto(`${url}/p/page?mock=${scene}`);
  await shown(page, 'h1');
  if (language !== undefined) {
    await speak(page, language);
    await drawn(page);
  }
  return {
    page,
    faults: async () => faults,
    close: async () => {
      page.off('pageerror', onError);
      page.off('console', onConsole);
      page.off('request', onRequest);
    },
  };
}
