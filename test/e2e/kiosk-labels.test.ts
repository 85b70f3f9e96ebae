import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SAMPLE_LABEL } from '../../renderer/kiosk/mock-catalogue.ts';
import { esBag } from '../../renderer/i18n/es/bag.ts';
import { esFind } from '../../renderer/i18n/es/find.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeScreen, measureScreen } from './support/judge.ts';
import { callsOf, drawn, openBlank, panels, playNext, scanAtPort } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
/** The page on which all scenes are played. */
let played: Page;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
  played = await openBlank(browser, panels.portrait);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

test('a label before the scanner leads straight to its variant', async () => {
  const scene = await playNext(played, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk' });
  await scanAtPort(scene.page, 'other', SAMPLE_LABEL);
  await scene.page.getByRole('heading', { name: 'Camisa de lino cuello mao' }).waitFor();
  expect(await scene.page.evaluate('location.hash')).toBe('#/kiosk/p/lino?sku=lino-Verde+oliva-M');
  await scene.close();
});

test.each([
  ['of something that is not sold here', '96385074', esFind['find.scan.unknown']],
  ['that is not of goods', 'HELLO', esFind['find.scan.unreadable']],
] as const)('a label %s is said to be so, and the list stays', async (_what, code, title) => {
  const scene = await playNext(played, site.url, 'kiosk-session', { size: panels.landscape, place: '/kiosk' });
  await scanAtPort(scene.page, 'other', code);
  await scene.page.getByRole('heading', { name: title }).waitFor();
  expect(await scene.page.evaluate('location.hash')).toBe('#/kiosk');
  await scene.close();
});

test('a label in the middle of an order is offered, and leads nowhere by itself', async () => {
  const scene = await playNext(played, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk/review' });
  await scanAtPort(scene.page, 'other', SAMPLE_LABEL);
  await scene.page.getByRole('button', { name: esBag['read.add'] }).click();
  await scene.page.getByText(esBag['read.added'].replace('{name}', 'Camisa de lino cuello mao')).waitFor();
  expect(await scene.page.evaluate('location.hash')).toBe('#/kiosk/review');
  expect((await callsOf(scene.page)).map(({ procedure, input }) => [procedure, input])).toContainEqual(['kiosk.add', { sku: 'lino-Verde oliva-M' }]);
  expect(await measureScreen(scene.page)).toEqual([]);
  await scene.close();
});

test('a bag from a phone joins the bag on whatever screen, and what has changed is said', async () => {
  const scene = await playNext(played, site.url, 'kiosk-session', { size: panels.landscape, place: '/kiosk/delivery' });
  const code = 'https://hub.example/b/gran-via-1#AQEACFAwMDEtMS1NAwcBTOPp';
  await scanAtPort(scene.page, 'other', code);
  await scene.page.getByRole('heading', { name: esBag['bag.taken.title'] }).waitFor();
  expect(await scene.page.getByRole('dialog').textContent()).toContain('Vestido midi de flores, Azul marino, 40: solo 2 de 4');
  expect(await judgeScreen(scene.page)).toEqual([]);
  await scene.page.getByRole('button', { name: esBag['bag.taken.ok'] }).click();
  expect(await scene.page.evaluate('location.hash')).toBe('#/kiosk/bag');
  expect((await callsOf(scene.page)).map(({ procedure, input }) => [procedure, input])).toContainEqual(['kiosk.takeBag', { code }]);
  await scene.close();
});

test('a label before anybody touched the screen begins a session', async () => {
  const scene = await playNext(played, site.url, 'kiosk-attract', { size: panels.portrait, place: '/' });
  await scanAtPort(scene.page, 'other', SAMPLE_LABEL);
  await expect.poll(async () => (await callsOf(scene.page)).map(({ procedure }) => procedure)).toContain('kiosk.start');
  const starts = (await callsOf(scene.page)).filter(({ procedure }) => procedure === 'kiosk.start');
  expect(starts).toEqual([{ procedure: 'kiosk.start', input: { locale: 'es' } }]);
  await scene.close();
});

test('what this shop does not sell begins none', async () => {
  const scene = await playNext(played, site.url, 'kiosk-attract', { size: panels.portrait, place: '/' });
  await scanAtPort(scene.page, 'other', 'HELLO');
  await expect.poll(async () => (await callsOf(scene.page)).map(({ procedure }) => procedure)).toContain('catalogue.scan');
  await drawn(scene.page);
  expect((await callsOf(scene.page)).map(({ procedure }) => procedure)).not.toContain('kiosk.start');
  await scene.close();
});
