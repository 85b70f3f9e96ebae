import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { speak } from '../../scripts/demo/customer.ts';
import { es } from '../../scripts/demo/words.ts';
import { siloScripts } from '../../renderer/silo/mock-scripts.ts';
import { SECOND_PRESS_MS } from '../../renderer/silo/second-press.ts';
import { siloEntry, siloPresses, siloStates } from './screens/silo.ts';
import { launchBrowser } from './support/browser.ts';
import { writeEmptyVideo } from './support/fake-camera.ts';
import { judgeScreen } from './support/judge.ts';
import { judgeVisit, shareOut } from './support/judge-walk.ts';
import { nameOfLook } from './support/looks.ts';
import { callsOf, openBlank, openScene, panels, playNext, playScene, scanByWedge, showViews, tellStation } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let folder: string;
let site: TestPage;
let browser: Browser;
/** The page on which all scenes are played: a new one for each walk would take longer than most walks. */
let played: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasillo-silo-'));
  // Every frame is searched for a code: two a second are enough of a wall.
  await writeEmptyVideo(join(folder, 'wall.y4m'), 2);
  site = await serveTestPage();
  browser = await launchBrowser(join(folder, 'wall.y4m'));
  played = await openBlank(browser, panels.portrait);
});

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test.each(shareOut([...siloStates, siloEntry, ...siloPresses]).map((visit) => [visit.walk.name, nameOfLook(visit.look), visit] as const))(
  'screens of %s are accessible, fit and can be touched: %s',
  async (_, __, visit) => {
    expect(await judgeVisit(played, site.url, visit)).toEqual([]);
  },
);

describe('a person at the silo', () => {
  const open = (name: string) => playNext(played, site.url, name, { size: panels.tablet, place: '/silo' });

  test('comes in with code and PIN, typed on the screen, and the station gets both', async () => {
    const { page, close, faults } = await open('silo-ready');
    await page.getByRole('button', { name: /código y PIN/ }).click();
    for (const key of '7K3M9QRT') await page.getByRole('button', { name: key, exact: true }).click();
    expect(await page.getByRole('button', { name: 'Siguiente' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: CHECK, exact: true }).click();
    await page.getByRole('button', { name: 'Siguiente' }).click();
    for (const key of '482913') await page.getByRole('button', { name: key, exact: true }).click();
    await page.getByRole('button', { name: 'Abrir mi puerta' }).click();
    expect(await callsOf(page)).toEqual([{ procedure: 'silo.enterPin', input: { shortCode: `7K3M9QRT${CHECK}`, pin: '482913' } }]);
    await page.getByText(es['silo.pin.busy']).waitFor();
    expect(await faults()).toEqual([]);
    await close();
  });

  test('scans with a keyboard-wedge scanner, and no key of it presses the button that has the focus', async () => {
    const { page, close } = await open('silo-ready');
    await page.getByRole('button', { name: /código y PIN/ }).focus();
    await scanByWedge(page, 'LK1:26 0100');
    expect(await callsOf(page)).toEqual([{ procedure: 'silo.scan', input: { code: 'LK1:26 0100', source: 'wedge' } }]);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Acerca tu código QR');
    await close();
  });

  test('types nothing anywhere with a scanner while no scan is expected, not even its Enter on the button that has the focus', async () => {
    const { page, close } = await open('silo-did-not-open');
    await page.getByRole('button', { name: 'Intentar otra vez' }).focus();
    await scanByWedge(page, 'LK1:26 0100');
    expect(await callsOf(page)).toEqual([]);
    // A person's next key comes later than a scanner's.
    await page.keyboard.press('Shift', { delay: 40 });
    await page.keyboard.press('Enter');
    expect((await callsOf(page)).map((call) => call.procedure)).toEqual(['silo.retry']);
    await close();
  });

  test('tries a stuck door again, or leaves it for later', async () => {
    const { page, close } = await open('silo-did-not-open');
    await page.getByRole('button', { name: 'Intentar otra vez' }).click();
    await page.getByRole('button', { name: 'Dejarlo para después' }).click();
    expect((await callsOf(page)).map((call) => call.procedure)).toEqual(['silo.retry', 'silo.dismiss']);
    await close();
  });

  test('goes from a refusal straight to code and PIN', async () => {
    const { page, close } = await open('silo-refused-unreadable');
    await page.getByRole('button', { name: 'Usar código y PIN' }).click();
    expect((await callsOf(page)).map((call) => call.procedure)).toEqual(['silo.dismiss']);
    await showViews(page, siloScripts['silo-ready']?.() ?? {});
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Escribe el código de tu mensaje');
    await close();
  });

  test('opens no emptied door with the second tap of a finger that leaves the rest for later, and opens it for the next press', async () => {
    const page = await openBlank(browser, panels.tablet, true);
    await page.clock.install();
    await playScene(page, site.url, 'silo-next', { size: panels.tablet, place: '/silo' });
    const box = await page.getByRole('button', { name: es['collect.next.later'] }).boundingBox();
    if (box === null) throw new Error('There is no button for later.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const tap = async () => {
      await page.touchscreen.tap(x, y);
      await page.clock.runFor(50);
    };
    const procedures = async () => (await callsOf(page)).map((call) => call.procedure);
    // No time goes by from here on but what the test lets go by.
    await page.clock.pauseAt(await page.evaluate<number>('Date.now() + 1_000'));
    await tap();
    expect(await procedures()).toEqual(['silo.dismiss']);
    await page.evaluate("window.pasilloMock.play('silo-thanks-forgot')");
    await page.clock.runFor(50);
    const forgot = page.getByRole('button', { name: es['collect.thanks.forgot'] });
    await forgot.waitFor();
    // The finger is over what would take the thanks away unread.
    expect(await page.evaluate<boolean>(`document.elementFromPoint(${x}, ${y}).closest('button').disabled`)).toBe(true);
    expect(await forgot.isDisabled()).toBe(true);
    await tap();
    expect([await procedures(), await page.getByRole('heading', { level: 1 }).textContent()]).toEqual([['silo.dismiss'], es['silo.thanks.title']]);
    await page.clock.runFor(SECOND_PRESS_MS);
    await forgot.tap();
    await page.clock.runFor(50);
    expect(await procedures()).toEqual(['silo.dismiss', 'silo.reopen']);
    await page.context().close();
  });

  test('leaves nothing of their language and typing to the next person', async () => {
    const { page, close } = await open('silo-ready');
    await speak(page, 'en');
    await showViews(page, siloScripts['silo-thanks']?.() ?? {});
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Thank you!');
    await showViews(page, siloScripts['silo-ready']?.() ?? {});
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Acerca tu código QR');
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await close();
  });

  describe('who shows their code while somebody else', () => {
    const chosen = { text: '200', contrast: 'high', reach: 'low', motion: 'still', speech: 'on' } as const;
    const plain = { lang: 'es', text: '100', contrast: 'normal', reach: 'normal', motion: 'normal', speech: 'off' };
    const looks = (page: Page) => page.evaluate('({ lang: document.documentElement.lang, ...document.documentElement.dataset })');
    const show = async (page: Page, name: string, visit: number) => {
      const { silo } = siloScripts[name]?.() ?? {};
      if (silo === undefined) throw new Error(`no scene ${name}`);
      await showViews(page, { silo: { ...silo, visit } });
    };
    /** A page on which somebody has chosen all that can be chosen, and a language. */
    const choose = async () => {
      const page = await openBlank(browser, panels.portrait);
      await page.addInitScript(
        `if (sessionStorage.getItem('pasillo.preferences') === null) sessionStorage.setItem('pasillo.preferences', '${JSON.stringify(chosen)}')`,
      );
      await playScene(page, site.url, 'silo-ready', { size: panels.portrait, place: '/silo' });
      await speak(page, 'en');
      expect(await looks(page)).toMatchObject({ lang: 'en', ...chosen });
      return page;
    };

    test('is being thanked finds a plain screen, with nothing of how the one before wanted it', async () => {
      const page = await choose();
      await show(page, 'silo-open', 7);
      await show(page, 'silo-thanks', 7);
      expect(await looks(page)).toMatchObject({ lang: 'en', ...chosen });
      await show(page, 'silo-opening', 8);
      expect(await looks(page)).toMatchObject(plain);
      await page.context().close();
    });

    test('is being thanked, and is refused there, finds a plain screen as soon as it is ready', async () => {
      const page = await choose();
      for (const name of ['silo-open', 'silo-thanks', 'silo-refused-unreadable', 'silo-ready']) await show(page, name, 7);
      expect(await looks(page)).toMatchObject(plain);
      await page.context().close();
    });

    test('was there before, and chose a language first, keeps what they chose, with all their parcels', async () => {
      const page = await choose();
      for (const name of ['silo-refused-unreadable', 'silo-ready']) await show(page, name, 7);
      for (const name of ['silo-opening', 'silo-open', 'silo-next', 'silo-opening', 'silo-thanks', 'silo-opening-again']) await show(page, name, 8);
      expect(await looks(page)).toMatchObject({ lang: 'en', ...chosen });
      await page.context().close();
    });
  });

  test('is asked before a code that they type is forgotten, as often as they like, and then it is gone', async () => {
    const { page, close } = await openScene(browser, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
    await page.clock.install();
    await page.getByRole('button', { name: /código y PIN/ }).click();
    await page.getByRole('button', { name: '7', exact: true }).click();
    for (let answers = 0; answers < 11; answers++) {
      await page.clock.fastForward(61_000);
      await page.getByRole('button', { name: 'Sigo aquí' }).click();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    }
    await page.getByRole('status', { name: /7/ }).first().waitFor();
    await page.clock.fastForward(91_000);
    await page.getByRole('heading', { name: 'Acerca tu código QR' }).waitFor();
    await page.getByRole('button', { name: /código y PIN/ }).click();
    await page.getByRole('heading', { name: 'Escribe el código de tu mensaje' }).waitFor();
    expect(await page.getByRole('status', { name: /7/ }).count()).toBe(0);
    await close();
  });

  test('finds a plain screen with their code, where somebody left their language and has been asked for', async () => {
    const { page, close } = await open('silo-ready');
    await page.clock.install();
    // The station's time goes on as the page's.
    const show = async (name: string) => {
      const { silo } = siloScripts[name]?.() ?? {};
      if (silo !== undefined) await showViews(page, { silo: { ...silo, at: await page.evaluate<number>('Date.now()') } });
    };
    await speak(page, 'en');
    await page.clock.fastForward(40_000);
    // Somebody else's code, which is refused: it gives the language no more time.
    await scanByWedge(page, 'LK1:26 0100');
    await show('silo-checking');
    await show('silo-refused-unreadable');
    await page.clock.fastForward(25_000);
    await show('silo-ready');
    await page.getByRole('alertdialog').waitFor();
    // And a code while the screen asks begins for who shows it.
    await scanByWedge(page, 'LK1:26 0100');
    await show('silo-checking');
    await page.locator('html[lang="es"]').waitFor();
    await close();
  });

  test.each([
    ['forward', 3_600_000],
    ['back', -3_600_000],
  ] as const)('is asked for after the usual time though the clock is put %s by an hour, here and at the station, and not before', async (_, by) => {
    const { page, close } = await openScene(browser, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
    await page.clock.install();
    await speak(page, 'en');
    await page.clock.setSystemTime((await page.evaluate<number>('Date.now()')) + by);
    await page.clock.runFor(2_000);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    const { silo } = siloScripts['silo-ready']?.() ?? {};
    if (silo !== undefined) await showViews(page, { silo: { ...silo, at: await page.evaluate<number>('Date.now()') } });
    await page.clock.runFor(50_000);
    expect([await page.getByRole('alertdialog').count(), await page.locator('html').getAttribute('lang')]).toEqual([0, 'en']);
    await page.clock.runFor(10_000);
    await page.getByRole('alertdialog').waitFor();
    await page.clock.runFor(30_000);
    await page.locator('html[lang="es"]').waitFor();
    await close();
  });

  test('has all of their time at a screen to which nobody came for an hour', async () => {
    const page = await openBlank(browser, panels.tablet);
    // Before the page is there: its screens read the time by timers that they set as they appear.
    await page.clock.install();
    await playScene(page, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
    await page.clock.fastForward(3_600_000);
    await page.getByRole('button', { name: /código y PIN/ }).click();
    await page.getByRole('heading', { name: 'Escribe el código de tu mensaje' }).waitFor();
    await page.clock.runFor(2_000);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    await page.getByRole('button', { name: '7', exact: true }).click();
    await page.getByRole('status', { name: /7/ }).first().waitFor();
    await page.context().close();
  });

  test('sees a calm screen while the page has lost its station, and then where the station is', async () => {
    const { page, close } = await open('silo-ready');
    await tellStation(page, 'cut');
    await page.getByRole('heading', { name: 'Un momento, por favor' }).waitFor();
    expect(await judgeScreen(page)).toEqual([]);
    await showViews(page, siloScripts['silo-open']?.() ?? {});
    await tellStation(page, 'restore');
    await page.getByRole('heading', { name: 'Tu puerta está abierta' }).waitFor();
    await close();
  });
});

/** The check character of the short code 7K3M9QRT. */
const CHECK = 'V';
