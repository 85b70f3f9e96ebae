import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allWalks } from './screens/all-screens.ts';
import { openWalk } from './screens/open-walk.ts';
import { launchBrowser } from './support/browser.ts';
import { drawn, panels } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

// What one part of a screen says, no other part of it may contradict.

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

/** Goes to one screen on a low panel, in Spanish. */
async function at(walkName: string, stopName: string) {
  const walk = allWalks.find(({ name }) => name === walkName);
  const stop = walk?.stops.find(({ name }) => name === stopName);
  if (walk === undefined || stop === undefined) throw new Error(`no screen is called ${stopName}`);
  const open = await openWalk(browser, site.url, walk, { size: panels.landscape, language: 'es' });
  await stop.go(open.visitor);
  await drawn(open.page);
  return open;
}

test('while a piece is missing, no heading asks to pay now', async () => {
  const { page, close } = await at('kiosk', 'placed, something sold out');
  await page.getByText('No pagues todavía').or(page.getByText('No pagues aún')).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('Cuando lo decidas, paga en caja');
  await close();
});

test('while a payment is being checked, no slip asks to pay at the till', async () => {
  const { page, close } = await at('kiosk', 'placed, a payment being checked');
  await page.getByText('No pagues otra vez').first().waitFor();
  expect(await page.getByText('Pendiente de pago en caja').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Imprimir' }).count()).toBe(0);
  await close();
});

test('the review tells the price of one beside how many there are, never their sum', async () => {
  const { page, close } = await at('kiosk', 'review');
  const line = page.locator('.review-line', { hasText: 'Camiseta marinera' });
  expect((await line.locator('.review-count').textContent())?.replaceAll('\u00a0', ' ')).toBe('2 × 15,95 €');
  expect((await line.locator('.price').textContent())?.replaceAll('\u00a0', ' ')).toBe('31,90 €');
  await close();
});

test('after an order was refused for good, nothing on the screen asks to hand it over', async () => {
  const { page, close } = await at('staff-more', 'desk, not handed over');
  await page.getByText('Este pedido está anulado').waitFor();
  expect(await page.getByRole('button', { name: 'Se lo he dado' }).count()).toBe(0);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Aquí no hay nada que entregar');
  await page.getByRole('button', { name: 'Volver al mostrador' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mostrador' }).waitFor();
  await close();
});

test('a number that was not typed is asked for, not called wrong', async () => {
  const { page, close } = await at('kiosk-form', 'an order of which nothing is typed');
  expect(await page.getByText('Escribe el número de tu pedido.').count()).toBe(1);
  expect(await page.getByText('Ese número no es de un pedido').count()).toBe(0);
  await close();
});
