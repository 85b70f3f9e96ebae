import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SAMPLE_LABEL } from '../../renderer/kiosk/mock-catalogue.ts';
import { esFind } from '../../renderer/i18n/es/find.ts';
import { launchBrowser } from './support/browser.ts';
import { openScene, panels, scanAtPort } from './support/scene.ts';
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

test('a label before the scanner leads straight to its variant', async () => {
  const scene = await openScene(browser, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk' });
  await scanAtPort(scene.page, 'other', SAMPLE_LABEL);
  await scene.page.getByRole('heading', { name: 'Camisa de lino cuello mao' }).waitFor();
  expect(await scene.page.evaluate('location.hash')).toBe('#/kiosk/p/lino?sku=lino-Verde+oliva-M');
  await scene.close();
});

test.each([
  ['of something that is not sold here', '96385074', esFind['find.scan.unknown']],
  ['that is not of goods', 'HELLO', esFind['find.scan.unreadable']],
] as const)('a label %s is said to be so, and the list stays', async (_what, code, title) => {
  const scene = await openScene(browser, site.url, 'kiosk-session', { size: panels.landscape, place: '/kiosk' });
  await scanAtPort(scene.page, 'other', code);
  await scene.page.getByRole('heading', { name: title }).waitFor();
  expect(await scene.page.evaluate('location.hash')).toBe('#/kiosk');
  await scene.close();
});
