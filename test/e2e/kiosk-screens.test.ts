import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { speak } from '../../scripts/demo/customer.ts';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { kioskSheets } from './screens/kiosk-sheets.ts';
import { kioskTroubles, kioskWalk } from './screens/kiosk.ts';
import { launchBrowser } from './support/browser.ts';
import { noteFrameOfClick } from './support/frame-of-click.ts';
import { judgeVisit, shareOut } from './support/judge-walk.ts';
import { nameOfLook } from './support/looks.ts';
import { callsOf, openBlank, openScene, panels, playNext, playOn, playScene, type Scene, showViews, tellStation } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
/** The page on which all scenes are played: a new one for each walk would take longer than most walks. */
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

test.each(shareOut([kioskWalk, ...kioskSheets, ...kioskTroubles]).map((visit) => [visit.walk.name, nameOfLook(visit.look), visit] as const))(
  'screens of %s are accessible, fit and can be touched: %s',
  async (_, __, visit) => {
    expect(await judgeVisit(played, site.url, visit)).toEqual([]);
  },
);

describe('a shopper', () => {
  const open = (name: string, place: string) => playNext(played, site.url, name, { size: panels.landscape, place });
  /** A page whose clock and wish for stillness are changed is nobody else's. */
  const openAlone = (name: string, place: string) => openScene(browser, site.url, name, { size: panels.landscape, place });

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
    const scene = await openAlone('kiosk-attract-slides', '/');
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
    // Whoever stopped them, and opened the help, walked on.
    await page.getByRole('button', { name: 'Ayuda', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.clock.runFor(132_000);
    await slide(/bolso/).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await procedures(scene)).toContainEqual(['kiosk.start', { locale: 'es' }]);
    await scene.close();
  });

  test('sees slides stand still where less motion is wanted', async () => {
    const scene = await openAlone('kiosk-attract-slides', '/');
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

  test('sees the goods of a new kiosk as soon as it has some, and the picture of a slide that came after its words', async () => {
    const page = await openBlank(browser, panels.landscape);
    await page.clock.install();
    await playScene(page, site.url, 'kiosk-attract-new', { size: panels.landscape, place: '/' });
    await page.locator('.attract-drift').waitFor();
    expect(await page.locator('.attract-picture').count()).toBe(0);
    await playOn(page, 'kiosk-attract');
    await page.clock.fastForward(11_000);
    await page.locator('.attract-picture').first().waitFor();
    let asked = 0;
    await page.route(`**/media/${PICTURE}.png`, (route) => route.fulfill(asked++ === 0 ? { status: 404 } : { contentType: 'image/png', body: DOT }));
    const [slides] = [kioskScripts['kiosk-attract-slides']?.().kiosk];
    const [slide] = slides?.slides ?? [];
    if (slides === undefined || slide === undefined) throw new Error('There is no slide.');
    const picture = { file: { hash: PICTURE, type: 'png' as const, bytes: DOT.length }, width: 1, height: 1 };
    await showViews(page, { kiosk: { ...slides, slides: [{ ...slide, picture }] } });
    await page.locator('.slide-ground').waitFor();
    await page.clock.fastForward(11_000);
    await page.locator('img.slide-picture').waitFor();
    await expect.poll(() => page.evaluate<number>("document.querySelector('img.slide-picture').naturalWidth")).toBe(1);
    expect(asked).toBe(2);
    await page.context().close();
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

  test('does it all with a finger: each letter lands in its order, and a press that comes twice counts once', async () => {
    const page = await openBlank(browser, panels.portrait, true);
    const search = await playScene(page, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk' });
    await page.getByRole('textbox', { name: 'Buscar una prenda' }).tap();
    for (const key of ['p', 'l', 'i', 's']) await page.getByRole('button', { name: key, exact: true }).tap();
    await page.getByText('1 prenda', { exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Buscar una prenda' }).inputValue()).toBe('plis');
    await search.close();
    const product = await playScene(page, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk/p/lino' });
    await page.getByText('otra tienda').tap();
    const { x, y, width, height } = (await page.getByRole('button', { name: 'Pedir' }).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    for (let times = 0; times < 2; times++) await page.touchscreen.tap(x + width / 2, y + height / 2);
    await page.getByRole('heading', { name: 'Ya está en tu bolsa' }).waitFor();
    await page.getByRole('button', { name: 'Ver mi bolsa' }).tap();
    await page.getByRole('heading', { name: 'Tu bolsa' }).waitFor();
    expect((await procedures(product)).filter(([name]) => name === 'kiosk.add')).toEqual([['kiosk.add', { sku: 'lino-Blanco-XS' }]]);
    expect(await page.locator('[data-held]').count()).toBe(0);
    await product.close();
    await page.context().close();
  });

  test('sees at once that a finger holds a size: the next frame shows that and nothing else, and the size is chosen right behind it', async () => {
    const page = await openBlank(browser, panels.portrait, true);
    const scene = await playScene(page, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk/p/lino' });
    await page.evaluate(noteFrameOfClick);
    const size = page.getByRole('radio', { name: /otra tienda/ });
    await page.getByText('otra tienda').tap();
    await page.getByRole('button', { name: 'Pedir' }).waitFor();
    expect(await page.evaluate('window.frameOfClick')).toEqual({ held: 1, changed: [], isFocused: false });
    expect([await size.isChecked(), await size.evaluate((radio) => radio === document.activeElement)]).toEqual([true, true]);
    expect(await page.locator('[data-selected]:has(input:not(:checked)), .choice:not([data-selected]):has(:checked)').count()).toBe(0);
    await scene.close();
    await page.context().close();
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

  test('keeps what was typed through every change of mind: nothing is typed twice', async () => {
    const scene = await open('kiosk-session', '/kiosk/contact');
    const { page } = scene;
    const go = (place: string) => page.evaluate(`location.hash = '#${place}'`);
    await page.getByRole('textbox', { name: 'Correo electrónico' }).fill('ana@example.com');
    await go('/kiosk/address');
    await page.getByLabel('Localidad').fill('Madrid');
    await go('/kiosk/bag');
    await page.getByRole('heading', { name: 'Tu bolsa' }).waitFor();
    await go('/kiosk/contact');
    expect(await page.getByRole('textbox', { name: 'Correo electrónico' }).inputValue()).toBe('ana@example.com');
    await go('/kiosk/address');
    expect(await page.getByLabel('Localidad').inputValue()).toBe('Madrid');
    await scene.close();
  });

  test('reads in plain words what went wrong and what to do', async () => {
    const scene = await open('kiosk-placed-refusing', '/kiosk');
    await scene.page.getByRole('button', { name: 'Imprimir resguardo' }).click();
    expect(await scene.page.getByRole('alert').textContent()).toContain('La impresora no tiene papel');
    await scene.close();
  });

  test('sees every product, painted beside the page, or drawn by the page where whoever paints never answers', async () => {
    const painted = await openAlone('kiosk-session', '/kiosk');
    await painted.page.locator('.garment-picture img').first().waitFor();
    await painted.close();
    const page = await openBlank(browser, panels.landscape);
    await page.addInitScript('Worker.prototype.postMessage = () => undefined;');
    await page.clock.install();
    const drawn = await playScene(page, site.url, 'kiosk-session', { size: panels.landscape, place: '/kiosk' });
    await page.locator('.garment-picture').first().waitFor();
    await page.clock.fastForward(11_000);
    await page.locator('.garment-picture').first().waitFor({ state: 'detached' });
    expect([await page.locator('.garment-picture').count(), await drawn.faults()]).toEqual([0, []]);
    await page.context().close();
  });

  test('goes on after the idle warning with one button, ten times; then they are told that it was the last time', async () => {
    const scene = await open('kiosk-session', '/kiosk/bag');
    const warned = (extensionsLeft: number) => showIdle(scene, { warnAt: Date.now() - 1_000, endsAt: Date.now() + 19_000, extensionsLeft });
    for (let left = 10; left > 0; left--) {
      await warned(left);
      await scene.page.getByRole('button', { name: 'Sigo aquí' }).click();
      await showIdle(scene, { warnAt: Date.now() + 70_000, endsAt: Date.now() + 90_000, extensionsLeft: left - 1 });
      expect(await scene.page.getByRole('alertdialog').count()).toBe(0);
    }
    await warned(0);
    await scene.page.getByText(/No se puede alargar más/).waitFor();
    expect(await scene.page.getByRole('button', { name: 'Sigo aquí' }).count()).toBe(0);
    expect(await asked(scene)).toEqual(Array.from({ length: 10 }, () => ['kiosk.extend', {}]));
    // A touch that counted by itself would take the warning away under the finger that wants to finish.
    await scene.page.getByRole('button', { name: 'Terminar ahora' }).click();
    await expect.poll(async () => (await asked(scene)).slice(10)).toEqual([['kiosk.end', {}]]);
    await scene.close();
  });

  test.each([
    ['forward', 3_600_000],
    ['back', -3_600_000],
  ] as const)('is warned when their time is nearly over, though the clock is put %s by an hour meanwhile', async (_, by) => {
    const scene = await openAlone('kiosk-session', '/kiosk/bag');
    const { page } = scene;
    await page.clock.install();
    await showIdle(scene, { warnAt: Date.now() + 60_000, endsAt: Date.now() + 80_000, extensionsLeft: 10 });
    await page.clock.setSystemTime((await page.evaluate<number>('Date.now()')) + by);
    await page.clock.runFor(5_000);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    await page.clock.runFor(70_000);
    await page.getByRole('alertdialog', { name: '¿Sigues ahí?' }).waitFor();
    await scene.close();
  });

  test('is asked by a line first, then by a warning with a sound, and hears another before the end', async () => {
    const scene = await open('kiosk-session', '/kiosk/bag');
    await scene.page.evaluate(`(() => {
      const { start } = OscillatorNode.prototype;
      window.notes = 0;
      OscillatorNode.prototype.start = function (...when) { window.notes += 1; return start.apply(this, when); };
    })()`);
    const notes = () => scene.page.evaluate<number>('window.notes');
    const inSeconds = (end: number) => ({ noticeAt: Date.now() + (end - 40) * 1000, warnAt: Date.now() + (end - 20) * 1000, endsAt: Date.now() + end * 1000 });
    const line = scene.page.getByRole('status').filter({ hasText: /^¿Sigues ahí\? Toca/ });
    await showIdle(scene, { ...inSeconds(39), extensionsLeft: 10 });
    await line.waitFor();
    expect([await notes(), await scene.page.getByRole('alertdialog').count()]).toEqual([0, 0]);
    await showIdle(scene, { ...inSeconds(19), extensionsLeft: 10 });
    await scene.page.getByRole('alertdialog', { name: '¿Sigues ahí?' }).waitFor();
    await expect.poll(notes).toBe(2);
    expect(await line.count()).toBe(0);
    await showIdle(scene, { ...inSeconds(9), extensionsLeft: 10 });
    await expect.poll(notes).toBe(4);
    expect(await scene.page.getByRole('alert').textContent()).toBe('Quedan 10 segundos.');
    await scene.close();
  });

  test('tells the station of a touch when the finger is lifted, so that nothing new comes under it', async () => {
    const scene = await open('kiosk-session', '/kiosk/bag');
    const { page } = scene;
    await page.mouse.move(5, 5);
    const before = (await asked(scene)).length;
    await page.mouse.down();
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    expect((await asked(scene)).slice(before)).toEqual([]);
    await page.mouse.up();
    await expect.poll(async () => (await asked(scene)).slice(before)).toEqual([['kiosk.touch', {}]]);
    await scene.close();
  });

  test('switches the time limit off for their session; then the screen is covered, nothing is lost, and the next one begins afresh', async () => {
    const scene = await open('kiosk-session', '/kiosk/bag');
    const { page } = scene;
    await page.getByRole('button', { name: 'Accesibilidad' }).click();
    await page.getByText('Sin límite', { exact: true }).click();
    await page.getByText('La sesión no se cerrará sola.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Cerrar' }).click();
    await expect.poll(async () => (await asked(scene)).at(-1)).toEqual(['kiosk.setLimit', { limit: 'off' }]);
    const before = (await asked(scene)).length;
    await showKiosk(scene, { idle: null, unlimited: { coversAt: Date.now() - 1 } });
    await page.getByRole('alertdialog', { name: 'Hemos tapado la pantalla' }).waitFor();
    expect(await elementInTheMiddle(page)).toContain('sheet-scrim');
    // Keys and touches beside the answers are no answer.
    await page.mouse.click(5, 5);
    await page.keyboard.press('ArrowDown', { delay: 40 });
    await page.getByRole('button', { name: 'Soy yo, seguir' }).click();
    await expect.poll(async () => (await asked(scene)).slice(before)).toEqual([['kiosk.touch', {}]]);
    await showKiosk(scene, { idle: null, unlimited: { coversAt: Date.now() + 180_000 } });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tu bolsa');
    await showKiosk(scene, { idle: null, unlimited: { coversAt: Date.now() - 1 } });
    await page.getByRole('button', { name: 'Empezar de nuevo' }).click();
    await expect
      .poll(async () => (await asked(scene)).slice(before))
      .toEqual([
        ['kiosk.touch', {}],
        ['kiosk.end', {}],
      ]);
    const attract = kioskScripts['kiosk-attract']?.().kiosk;
    if (attract !== undefined) await showViews(page, { kiosk: attract });
    expect(await page.evaluate(`sessionStorage.getItem('pasillo.preferences')`)).toBeNull();
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

/** The session goes on, but for what is given. */
async function showKiosk({ page }: Scene, change: Partial<KioskSession>): Promise<void> {
  const kiosk = kioskScripts['kiosk-session']?.().kiosk;
  if (kiosk?.session != null) await showViews(page, { kiosk: { ...kiosk, session: { ...kiosk.session, ...change } } });
}

async function showIdle(scene: Scene, idle: KioskSession['idle']): Promise<void> {
  await showKiosk(scene, { idle });
}

/** The class of what is seen above the middle of the screen. */
function elementInTheMiddle(page: Page): Promise<string> {
  return page.evaluate<string>('document.elementFromPoint(innerWidth / 2, innerHeight / 3).className');
}

/** What was asked about the session itself. */
async function asked(scene: Scene): Promise<readonly (readonly [string, unknown])[]> {
  return (await procedures(scene)).filter(([procedure]) => procedure.startsWith('kiosk.'));
}

async function procedures({ page }: Scene): Promise<readonly (readonly [string, unknown])[]> {
  return (await callsOf(page)).map((call) => [call.procedure, call.input] as const);
}

/** The name of a picture, and the picture: one dot. */
const PICTURE = 'c'.repeat(64);
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64');
