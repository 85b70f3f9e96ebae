import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { speak } from '../../scripts/demo/customer.ts';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import { kioskSheets, kioskTroubles, kioskWalk } from './screens/kiosk.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeVisit, shareOut } from './support/judge-walk.ts';
import { nameOfLook } from './support/looks.ts';
import { callsOf, openBlank, openScene, panels, type Scene, showViews, tellStation } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
/** The page on which all screens are judged: a new one for each walk would take longer than most walks. */
let judged: Page;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
  judged = await openBlank(browser, panels.portrait);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

test.each(shareOut([kioskWalk, ...kioskSheets, ...kioskTroubles]).map((visit) => [visit.walk.name, nameOfLook(visit.look), visit] as const))(
  'screens of %s are accessible, fit and can be touched: %s',
  async (_, __, visit) => {
    expect(await judgeVisit(judged, site.url, visit)).toEqual([]);
  },
);

describe('a shopper', () => {
  const open = (name: string, place: string) => openScene(browser, site.url, name, { size: panels.landscape, place });

  test('starts in the language that they choose', async () => {
    const scene = await open('kiosk-attract', '/');
    await speak(scene.page, 'en');
    await scene.page.getByRole('button', { name: 'Touch to start' }).click();
    expect(await procedures(scene)).toContainEqual(['kiosk.start', { locale: 'en' }]);
    await scene.close();
  });

  test('is met in the language and the look that the shop chose', async () => {
    const scene = await open('kiosk-attract', '/');
    const [attract] = [kioskScripts['kiosk-attract']?.().kiosk];
    if (attract === undefined) throw new Error('There is no attract screen.');
    await showViews(scene.page, { kiosk: { ...attract, place: { ...attract.place, theme: 'gallery', language: 'ca' } } });
    await scene.page.getByRole('button', { name: 'Toca per començar' }).waitFor();
    expect(await scene.page.evaluate('[document.documentElement.lang, document.documentElement.dataset.theme]')).toEqual(['ca', 'gallery']);
    await scene.close();
  });

  test('sees what the shop shows, which changes by itself, stops when asked to, and leads to its goods', async () => {
    const scene = await open('kiosk-attract-slides', '/');
    const { page } = scene;
    const slide = (words: RegExp) => page.getByRole('button', { name: words });
    await slide(/abrigos/).waitFor();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByRole('button', { name: 'Parar el cambio' }).waitFor();
    await page.clock.install();
    await page.getByRole('button', { name: 'Imagen siguiente' }).click();
    await slide(/bolso/).waitFor();
    await page.clock.runFor(11_000);
    await slide(/abrigos/).waitFor();
    await page.getByRole('button', { name: 'Parar el cambio' }).click();
    await page.clock.runFor(60_000);
    expect(await slide(/abrigos/).count()).toBe(1);
    await slide(/abrigos/).click();
    expect(await procedures(scene)).toContainEqual(['kiosk.start', { locale: 'es' }]);
    await scene.close();
  });

  test('sees slides stand still where less motion is wanted', async () => {
    const scene = await open('kiosk-attract-slides', '/');
    const { page } = scene;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const slide = (words: RegExp) => page.getByRole('button', { name: words });
    await slide(/abrigos/).waitFor();
    await page.clock.install();
    await page.getByRole('button', { name: 'Imagen siguiente' }).click();
    await slide(/bolso/).waitFor();
    await page.clock.runFor(60_000);
    expect([await slide(/bolso/).count(), await page.getByRole('button', { name: 'Parar el cambio' }).count()]).toEqual([1, 0]);
    await scene.close();
  });

  test('searches with the keys on the screen, and the address keeps it over a reload', async () => {
    const { page, close } = await open('kiosk-session', '/kiosk');
    await page.getByRole('textbox', { name: 'Buscar una prenda' }).click();
    for (const key of ['p', 'l', 'i', 's']) await page.getByRole('button', { name: key, exact: true }).click();
    await page.getByText('1 prenda', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/kiosk?q=plis');
    await page.reload();
    await page.getByText('1 prenda', { exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Buscar una prenda' }).inputValue()).toBe('plis');
    await close();
  });

  test('orders a size that another shop has', async () => {
    const scene = await open('kiosk-session', '/kiosk/p/lino');
    const { page } = scene;
    expect(await page.getByRole('button', { name: 'Elige una talla' }).isDisabled()).toBe(true);
    await page.getByText('otra tienda').click();
    await page.getByRole('button', { name: 'Pedir' }).click();
    await page.getByRole('heading', { name: 'Ya está en tu bolsa' }).waitFor();
    await page.getByRole('button', { name: 'Ver mi bolsa' }).click();
    await page.getByRole('heading', { name: 'Tu bolsa' }).waitFor();
    expect(await procedures(scene)).toContainEqual(['kiosk.add', { sku: 'lino-Blanco-XS' }]);
    await scene.close();
  });

  test('takes something out of the bag and puts it back, all of it', async () => {
    const scene = await open('kiosk-session', '/kiosk/bag');
    await scene.page.getByRole('button', { name: /Quitar Camiseta/ }).click();
    await scene.page.getByRole('button', { name: 'Deshacer' }).click();
    await scene.page.getByText('Hemos quitado').waitFor({ state: 'detached' });
    const sku = 'Camiseta marinera de manga corta-S';
    expect((await procedures(scene)).filter(([name]) => name !== 'kiosk.touch' && name?.startsWith('kiosk.'))).toEqual([
      ['kiosk.setQuantity', { lineId: '2', quantity: 0 }],
      ['kiosk.add', { sku }],
      ['kiosk.add', { sku }],
    ]);
    await scene.close();
  });

  test('types an address and an e-mail on the screen; what is missing is said beside its field; a reload loses nothing', async () => {
    const scene = await open('kiosk-session', '/kiosk/address');
    const { page } = scene;
    await page.getByRole('button', { name: 'Continuar' }).click();
    expect(await page.getByText('Falta este dato').count()).toBe(4);
    await page.getByLabel('Nombre y apellidos').click();
    for (const key of ['A', 'n', 'a']) await page.getByRole('button', { name: key, exact: true }).click();
    await page.getByLabel('Calle').fill('Mayor, 1');
    await page.getByLabel('Código postal').click();
    for (const key of '28013') await page.getByRole('button', { name: key, exact: true }).click();
    await page.reload();
    await page.getByLabel('Localidad').fill('Madrid');
    expect(await page.getByLabel('Nombre y apellidos').inputValue()).toBe('Ana');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: '¿Dónde te avisamos?' }).waitFor();
    const address = { name: 'Ana', street: 'Mayor, 1', postcode: '28013', city: 'Madrid', country: 'ES' };
    expect(await procedures(scene)).toContainEqual(['kiosk.setShipTo', { address }]);
    await scene.close();
  });

  test('reads in plain words what went wrong and what to do', async () => {
    const scene = await open('kiosk-placed-refusing', '/kiosk');
    await scene.page.getByRole('button', { name: 'Imprimir resguardo' }).click();
    expect(await scene.page.getByRole('alert').textContent()).toContain('La impresora no tiene papel');
    await scene.close();
  });

  test('goes on after the idle warning with one button', async () => {
    const scene = await open('kiosk-idle', '/kiosk/bag');
    await scene.page.getByRole('button', { name: 'Sigo aquí' }).click();
    await expect.poll(() => procedures(scene)).toContainEqual(['kiosk.extend', {}]);
    await scene.close();
  });

  test('sees a calm screen while the page has lost its station, and their bag when it is back', async () => {
    const scene = await open('kiosk-session', '/kiosk/bag');
    await tellStation(scene.page, 'cut');
    await scene.page.getByRole('heading', { name: 'Un momento, por favor' }).waitFor();
    await tellStation(scene.page, 'restore');
    await scene.page.getByRole('heading', { name: 'Tu bolsa' }).waitFor();
    await scene.close();
  });
});

async function procedures({ page }: Scene): Promise<readonly (readonly [string, unknown])[]> {
  return (await callsOf(page)).map((call) => [call.procedure, call.input] as const);
}
