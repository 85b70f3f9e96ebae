import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { openScene, panels } from './support/scene.ts';
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

test.each([
  ['Personal', 'staff-app', '#/staff'],
  ['Recoger mi pedido', 'silo-app', '#/silo'],
])('"%s" is not called back to the attract screen while its area is slow to come', async (button, area, place) => {
  const scene = await openScene(browser, site.url, 'kiosk-attract-both', { size: panels.portrait, place: '/' });
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await scene.page.route(`**/assets/${area}*.js`, async (route) => {
    await held;
    await route.continue();
  });
  await scene.page.getByRole('button', { name: button }).click();
  await scene.page.waitForURL(`**/*${place}`);
  // What hidden screens do, they do when the browser has nothing better to do.
  await scene.page.evaluate('new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(() => setTimeout(resolve, 300))))');
  letGo();
  await scene.page.locator('[class*=attract-doors]').waitFor({ state: 'detached' });
  expect(new URL(scene.page.url()).hash).toBe(place);
  await scene.close();
});
