import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeScreen } from './support/judge.ts';
import { callsOf, drawn, type Look, looks, openScene, panels, type Scene, showViews, shown, tellStation } from './support/scene.ts';
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

/** Every screen of the kiosk: its scene and its place. */
const screens: Readonly<Record<string, readonly [scene: string, place: string]>> = {
  attract: ['kiosk-attract', '/'],
  'attract with a silo': ['kiosk-attract-both', '/'],
  'attract offline': ['kiosk-attract-offline', '/'],
  browse: ['kiosk-session', '/kiosk'],
  'browse offline': ['kiosk-offline', '/kiosk?c=Camisas'],
  'nothing found': ['kiosk-session', '/kiosk?q=zzzz'],
  'nothing found, with suggestions': ['kiosk-session', '/kiosk?q=camisa+zzzz'],
  'a typo': ['kiosk-session', '/kiosk?q=camsia'],
  'nothing with these filters': ['kiosk-session', '/kiosk?q=camisa&f={"sizes":["99"],"colours":[],"places":[],"price":{"from":null,"to":null}}'],
  'product, no size yet': ['kiosk-session', '/kiosk/p/vestido'],
  'product in other shops': ['kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-XS'],
  'product nowhere': ['kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-L'],
  'product that is gone': ['kiosk-session', '/kiosk/p/missing'],
  bag: ['kiosk-session', '/kiosk/bag'],
  'empty bag': ['kiosk-empty-bag', '/kiosk/bag'],
  delivery: ['kiosk-session', '/kiosk/delivery'],
  address: ['kiosk-ship', '/kiosk/address'],
  contact: ['kiosk-session', '/kiosk/contact'],
  review: ['kiosk-ship', '/kiosk/review'],
  'review offline': ['kiosk-offline', '/kiosk/review'],
  placed: ['kiosk-placed', '/kiosk'],
  'placed, the phone being prepared': ['kiosk-placed-asking', '/kiosk'],
  'placed, to be paid on a phone': ['kiosk-placed-phone', '/kiosk'],
  'placed, being paid on a phone': ['kiosk-placed-paying', '/kiosk'],
  'placed, a payment being checked': ['kiosk-placed-checking', '/kiosk'],
  'placed, a payment that failed': ['kiosk-placed-phone-failed', '/kiosk'],
  'placed, a payment out of time': ['kiosk-placed-phone-expired', '/kiosk'],
  'placed, the hub gone silent': ['kiosk-placed-phone-silent', '/kiosk'],
  'placed, no phone for now': ['kiosk-placed-phone-away', '/kiosk'],
  'placed offline': ['kiosk-placed-offline', '/kiosk'],
  'placed without a printer': ['kiosk-placed-no-printer', '/kiosk'],
  'placed without paper': ['kiosk-placed-paper-out', '/kiosk'],
  'placed with the cover open': ['kiosk-placed-cover-open', '/kiosk'],
  'placed with the printer away': ['kiosk-placed-printer-offline', '/kiosk'],
  paid: ['kiosk-placed-paid', '/kiosk'],
  cancelled: ['kiosk-placed-cancelled', '/kiosk'],
  'idle warning': ['kiosk-idle', '/kiosk/bag'],
  'last idle warning': ['kiosk-idle-last', '/kiosk/bag'],
};

describe.each(looks.filter(({ english }) => !english))('on the $panel panel at $text % in $contrast contrast', ({ panel, text, contrast, judge }) => {
  test('every screen is accessible, fits and can be touched', async () => {
    const scene = await openScene(browser, site.url, 'kiosk-attract', { size: panels[panel], text, contrast, place: '/' });
    expect(await judgeAll(scene, Object.entries(screens), judge)).toEqual([]);
    await scene.close();
  });
});

describe('in English', () => {
  const places = ['/kiosk', '/kiosk/p/vestido', '/kiosk/bag', '/kiosk/delivery', '/kiosk/address', '/kiosk/contact', '/kiosk/review'];

  test.each(looks.filter(({ english }) => english))('every screen fits and can be touched at $text % on the $panel panel', async ({ panel, text, judge }) => {
    const scene = await openScene(browser, site.url, 'kiosk-offline-en', { size: panels[panel], text, place: '/kiosk' });
    const visits = places.map((place) => [place, ['kiosk-offline-en', place]] as const);
    expect(await judgeAll(scene, [...visits, ['placed', ['kiosk-placed-en', '/kiosk']]], judge)).toEqual([]);
    expect(await scene.page.locator('html').getAttribute('lang')).toBe('en');
    await scene.close();
  });
});

describe('sheets', () => {
  const sheets = [
    ['help', 'kiosk-session', '/kiosk', 'Ayuda'],
    ['accessibility', 'kiosk-session', '/kiosk', 'Accesibilidad'],
    ['all categories', 'kiosk-session', '/kiosk', 'Más categorías'],
    ['filters', 'kiosk-session', '/kiosk', 'Filtrar y ordenar'],
    ['a label for the camera', 'kiosk-session', '/kiosk', 'Leer una etiqueta'],
    ['added to the bag', 'kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-XS', 'Pedir'],
    ['leaving', 'kiosk-session', '/kiosk', 'Salir'],
  ] as const;

  test.each(sheets)('"%s" is accessible, fits and can be touched at 200 %', async (_, name, place, button) => {
    const scene = await openScene(browser, site.url, name, { size: panels.tablet, text: '200', place });
    await scene.page.getByRole('button', { name: button, exact: true }).click();
    await scene.page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await judged(scene)).toEqual([]);
    await scene.close();
  });
});

describe('a shopper', () => {
  const open = (name: string, place: string) => openScene(browser, site.url, name, { size: panels.landscape, place });

  test('starts in the language that they choose', async () => {
    const scene = await open('kiosk-attract', '/');
    await scene.page.getByRole('button', { name: 'English' }).click();
    await scene.page.getByRole('button', { name: 'Touch to start' }).click();
    expect(await procedures(scene)).toContainEqual(['kiosk.start', { locale: 'en' }]);
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
    expect(await procedures(scene)).toContainEqual(['kiosk.setFulfilment', { fulfilment: { kind: 'ship', address } }]);
    await scene.close();
  });

  test('reads in plain words what went wrong and what to do', async () => {
    const scene = await open('kiosk-placed-refusing', '/kiosk');
    await scene.page.getByRole('button', { name: 'Imprimir resguardo' }).click();
    expect(await scene.page.getByRole('alert').textContent()).toContain('La impresora no tiene papel');
    expect(await judged(scene)).toEqual([]);
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
    expect(await judged(scene)).toEqual([]);
    await tellStation(scene.page, 'restore');
    await scene.page.getByRole('heading', { name: 'Tu bolsa' }).waitFor();
    await scene.close();
  });
});

type Visit = readonly [title: string, screen: readonly [scene: string, place: string]];

/** Shows one screen after the other on the same page, and says what is wrong with each. */
async function judgeAll(scene: Scene, visits: readonly Visit[], judge: Look['judge']): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [title, [name, place]] of visits) {
    const { kiosk } = kioskScripts[name]?.() ?? {};
    if (kiosk === undefined) throw new Error(`no scene is called ${name}`);
    await scene.page.evaluate(`history.replaceState(null, '', '#${place}'); window.dispatchEvent(new HashChangeEvent('hashchange'))`);
    await showViews(scene.page, { kiosk });
    await shown(scene.page, 'h1');
    problems.push(...(await judged(scene, judge)).map((problem) => `${title}: ${problem}`));
  }
  return problems;
}

/** What is wrong with the screen. The attract screen's pictures drift out of it on purpose, behind a clip. */
async function judged(scene: Scene, judge: Look['judge'] = judgeScreen): Promise<readonly string[]> {
  await drawn(scene.page);
  const problems = [...(await judge(scene.page)), ...(await scene.faults())];
  return problems.filter((problem) => !/attract-(band|picture|drift)/.test(problem));
}

async function procedures({ page }: Scene): Promise<readonly (readonly [string, unknown])[]> {
  return (await callsOf(page)).map((call) => [call.procedure, call.input] as const);
}
