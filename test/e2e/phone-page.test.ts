import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { speak } from '../../scripts/demo/customer.ts';
import { launchBrowser } from './support/browser.ts';
import { languages } from '../../src/kernel/language.ts';
import { phoneWalks } from './screens/phone.ts';
import { judgeScreen } from './support/judge.ts';
import { judgePhone } from './support/judge-walk.ts';
import { playPhone } from './support/phone-scene.ts';
import { openBlank, shown } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
/** The page on which all scenes are played. */
let played: Page;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
  played = await openBlank(browser, { width: 390, height: 844 });
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openPhone(scene: string, width: number, height: number) {
  await played.setViewportSize({ width, height });
  return await playPhone(played, site.url, scene);
}

const turns = phoneWalks.map((walk, turn) => [walk.name, languages[turn % languages.length] ?? 'es', walk] as const);

test.each(turns)('%s is accessible, and fits a usual and a small phone and words twice as large (%s)', async (_, language, walk) => {
  expect(await judgePhone(played, site.url, walk, language)).toEqual([]);
});

test('the code, the door, the short code and the PIN of a waiting parcel are on the page', async () => {
  const { page, close } = await openPhone('phone-ready', 360, 640);
  const qr = page.getByRole('img', { name: /código/ });
  const box = await qr.boundingBox();
  expect(box?.width).toBeGreaterThanOrEqual(300);
  // Version 6 has 41 modules, and four of quiet zone on each side.
  expect(await qr.getAttribute('viewBox')).toBe('-4 -4 49 49');
  const words = await page.locator('main').textContent();
  expect(['14', '7K3M-9QRT-X', '482913'].filter((part) => !words?.includes(part))).toEqual([]);
  await close();
});

test('an order in English opens in English, and in the look of its shop', async () => {
  const { page, close } = await openPhone('phone-ready-en', 390, 844);
  // The words of a language that the phone does not speak come after those of one that it does.
  await page.getByRole('heading', { level: 1, name: 'Show this code at the lockers' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  // The shop of this order has chosen its look.
  expect(await page.locator('html').getAttribute('data-theme')).toBe('gallery');
  await close();
});

test('an unpaid order that can be paid on the phone offers both ways: here, and at the till with its number', async () => {
  const { page, close } = await openPhone('phone-pay', 390, 844);
  await page.getByText('Puedes pagarlo aquí mismo o en la caja de la tienda.').waitFor();
  expect((await page.getByRole('heading', { level: 2 }).allTextContents()).map((words) => words.replaceAll('\u00a0', ' '))).toEqual([
    'Paga 129,85 € aquí',
    'O paga en la caja',
    'Tu compra',
  ]);
  expect(await page.getByText('Paga en la caja de la tienda').count()).toBe(0);
  await close();
});

test('nobody is asked to pay before they have said what becomes of a missing piece', async () => {
  const { page, close } = await openPhone('phone-short', 390, 844);
  await page.getByText('Primero elige arriba qué hacemos con lo que falta. Después se paga.').waitFor();
  expect(await page.getByText('Paga en la caja de la tienda').count()).toBe(0);
  await close();
});

test('the sums of a bag are those that its total counts', async () => {
  const { page, close } = await openPhone('bag-phone-changed', 390, 844);
  await page.getByText('79,90 €').last().waitFor();
  // Three are in the bag, two there are; what is sold out costs nothing.
  expect((await page.locator('.bought-price').allTextContents()).map((sum) => sum.replaceAll('\u00a0', ' '))).toEqual(['79,90 €']);
  await close();
});

test('the code stays on the page when the network goes, and the page says how old it is', async () => {
  const { page, close } = await openPhone('phone-stale', 390, 844);
  await page.evaluate('window.dispatchEvent(new Event("online"))');
  await page.getByText('tu código sigue funcionando').waitFor();
  expect(await page.getByRole('img', { name: /código/ }).count()).toBe(1);
  await close();
});

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).click();
};

test.each([
  ['phone-ready', 'Necesito más días', 'Dame 2 días más', 'Hecho: tienes más días para recogerlo.'],
  ['phone-ready', 'Cambiar el PIN', 'Darme un PIN nuevo', 'Hecho: tu PIN nuevo está debajo del código.'],
  ['phone-ready', 'Enviarme el código otra vez', 'Enviármelo', 'Hecho: te llegará en un momento.'],
])('on %s, "%s" is one press and says that it was done', async (scene, step, action, said) => {
  const { page, close, faults } = await openPhone(scene, 390, 844);
  await press(page, step);
  expect(await judgeScreen(page)).toEqual([]);
  await press(page, action);
  await page.getByText(said).waitFor();
  expect([await page.getByRole('img', { name: /código/ }).count(), await faults()]).toEqual([1, []]);
  await close();
});

test('an unpaid order offers each way to pay, leaves for its page, and offers to go on there or another way', async () => {
  const { page, close, faults } = await openPhone('phone-pay', 390, 844);
  await page.getByText('Aquí no se escribe ningún número de tarjeta').waitFor();
  expect(await page.locator('input').count()).toBe(0);
  await press(page, 'Pagar con PayPal');
  await page.waitForURL(/#provider$/);
  await page.getByRole('button', { name: 'Seguir pagando con PayPal' }).waitFor();
  expect(await judgeScreen(page)).toEqual([]);
  await press(page, 'Pagar con la tarjeta Pasillo');
  await page.getByRole('button', { name: 'Seguir pagando con la tarjeta Pasillo' }).waitFor();
  expect([await page.getByRole('button', { name: 'Pagar con tarjeta' }).count(), await faults()]).toEqual([1, []]);
  await close();
});

test('a payment that is being checked leaves nothing to press, in both languages', async () => {
  const { page, close } = await openPhone('phone-pay-checking', 390, 844);
  await page.getByRole('heading', { name: 'Estamos comprobando tu pago' }).waitFor();
  expect(await page.getByRole('button', { name: /Pagar|pagando/ }).count()).toBe(0);
  await speak(page, 'en');
  await page.getByRole('heading', { name: 'We are checking your payment' }).waitFor();
  await close();
});

test('a payment that failed says so and loses nothing', async () => {
  const { page, close } = await openPhone('phone-pay-failed', 390, 844);
  await page.getByText('Ese pago no ha salido').waitFor();
  expect(await page.getByRole('button', { name: /^Pagar con/ }).count()).toBe(3);
  await close();
});

test('a bag is ordered in two steps, what is missing is said beside its field, and what the shop refuses before anything was ordered', async () => {
  const { page, close, faults } = await openPhone('bag-phone', 390, 844);
  await press(page, 'Pedir desde aquí');
  await page.getByText('Envío a domicilio').click();
  await press(page, 'Ver el total');
  await page.getByText('A esta dirección le falta algo').waitFor();
  expect(await page.getByText('Falta este dato').count()).toBe(4);
  for (const [field, value] of [
    ['Nombre y apellidos', 'Ana Gil'],
    ['Calle, número y piso', 'Calle Mayor 1'],
    ['Código postal', '28013'],
    ['Localidad', 'Madrid'],
    ['Correo electrónico', 'ana@example.com'],
  ] as const)
    await page.getByRole('textbox', { name: field }).fill(value);
  expect(await page.getByRole('textbox', { name: 'Correo electrónico' }).getAttribute('inputmode')).toBe('email');
  await press(page, 'Ver el total');
  await page.getByText('Calle Mayor 1, 28013 Madrid').waitFor();
  expect(await judgeScreen(page)).toEqual([]);
  await press(page, 'Pedir con obligación de pago');
  await page.getByText('La fecha o el total acaban de cambiar').waitFor();
  expect(await faults()).toEqual([]);
  await close();
});

test('a code for somebody else is made, and taken back only after a second press', async () => {
  const { page, close, faults } = await openPhone('phone-ready', 390, 844);
  await press(page, 'Que vaya otra persona');
  await press(page, 'Hacer un código para otra persona');
  await page.getByText('Código 1 para otra persona').waitFor();
  await press(page, 'Quitar este código');
  expect(await judgeScreen(page)).toEqual([]);
  await press(page, 'No, dejarlo');
  await press(page, 'Quitar este código');
  await press(page, 'Sí, quitarlo');
  await page.getByText('Quitado, pero la taquilla aún no lo sabe').waitFor();
  await press(page, 'Volver');
  await shown(page, 'h1');
  expect(await faults()).toEqual([]);
  await close();
});

test('a return needs a number and a reason, and then shows its code', async () => {
  const { page, close, faults } = await openPhone('phone-collected', 390, 844);
  await press(page, 'Devolver algo');
  const make = page.getByRole('button', { name: 'Darme el código' });
  expect(await make.isDisabled()).toBe(true);
  await page
    .getByRole('button', { name: /^Añadir uno/ })
    .first()
    .click();
  expect(await make.isDisabled()).toBe(true);
  await page.getByText('No es mi talla').click();
  expect(await judgeScreen(page)).toEqual([]);
  await make.click();
  await page.getByRole('img', { name: /devolución/ }).waitFor();
  expect(await faults()).toEqual([]);
  await close();
});

test('what the hub refuses is told where it was asked, and nothing else changes', async () => {
  const { page, close } = await openPhone('phone-refusing', 390, 844);
  await press(page, 'Cambiar el PIN');
  await press(page, 'Darme un PIN nuevo');
  expect(await page.getByRole('alert').textContent()).toContain('Espera un rato');
  await press(page, 'Volver');
  expect(await page.locator('main').textContent()).toContain('482913');
  await close();
});

test("a second code's page shows the code and the place, and no door and no order", async () => {
  const { page, close } = await openPhone('second-works', 390, 844);
  const words = (await page.locator('main').textContent()) ?? '';
  expect([await page.getByRole('img', { name: /código/ }).count(), words.includes('Gran Vía'), /K1-|Puerta \d|€/.test(words)]).toEqual([1, true, false]);
  await close();
});
