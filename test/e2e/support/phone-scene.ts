import type { Browser } from 'playwright-core';
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
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Permissions-Policy/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`asked ${request.url()}`);
  });
  await page.goto(`${url}/p/page?mock=${scene}`);
  await shown(page, 'h1');
  if (language !== undefined) {
    await speak(page, language);
    await drawn(page);
  }
  return { page, faults: async () => faults, close: () => context.close() };
}
