import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import { launchBrowser } from './support/browser.ts';
import { drawn, openScene, panels } from './support/scene.ts';
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

test.each(['#/staff', '#/silo'])('whoever goes to %s is not called back by news of the kiosk that come before the other screen', async (place) => {
  const scene = await openScene(browser, site.url, 'kiosk-attract-both', { size: panels.portrait, place: '/' });
  const news = JSON.stringify({ kiosk: kioskScripts['kiosk-attract-offline']?.().kiosk });
  // The address changes at once, and the event that tells of it comes in a later turn.
  await scene.page.evaluate(`window.location.hash = '${place}'; window.pasilloMock.show(${news});`);
  await drawn(scene.page);
  await drawn(scene.page);
  expect(new URL(scene.page.url()).hash).toBe(place);
  await scene.close();
});
