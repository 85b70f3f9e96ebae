import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phoneScenes } from '../../renderer/phone/mock-orders.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeScreen, measureScreen } from './support/judge.ts';
import { shown } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openPhone(scene: string, width: number, height: number) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'es-ES', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Permissions-Policy/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) faults.push(`asked ${request.url()}`);
  });
  await page.goto(`${site.url}/p/page?mock=${scene}`);
  await shown(page, 'h1');
  return { context, page, faults };
}

describe.each([
  { width: 390, height: 844, judge: judgeScreen },
  { width: 360, height: 640, judge: measureScreen },
])('on a phone of $width x $height', ({ width, height, judge }) => {
  test.each(phoneScenes)('%s is accessible and fits, in both languages', async (scene) => {
    const { context, page, faults } = await openPhone(scene, width, height);
    expect(await judge(page)).toEqual([]);
    await page.getByRole('button', { name: /^(English|Español)$/ }).click();
    expect(await measureScreen(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

test('the code, the door, the short code and the PIN of a waiting parcel are on the page', async () => {
  const { context, page } = await openPhone('phone-ready', 360, 640);
  const qr = page.getByRole('img', { name: /código/ });
  const box = await qr.boundingBox();
  expect(box?.width).toBeGreaterThanOrEqual(300);
  // Version 6 has 41 modules, and four of quiet zone on each side.
  expect(await qr.getAttribute('viewBox')).toBe('-4 -4 49 49');
  const words = await page.locator('main').textContent();
  expect(['14', '7K3M-9QRT-X', '482913'].filter((part) => !words?.includes(part))).toEqual([]);
  await context.close();
});

test('an order in English opens in English', async () => {
  const { context, page } = await openPhone('phone-ready-en', 390, 844);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Show this code at the lockers');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await context.close();
});

test('the code stays on the page when the network goes, and the page says how old it is', async () => {
  const { context, page } = await openPhone('phone-stale', 390, 844);
  await page.evaluate('window.dispatchEvent(new Event("online"))');
  await page.getByText('tu código sigue funcionando').waitFor();
  expect(await page.getByRole('img', { name: /código/ }).count()).toBe(1);
  await context.close();
});
