import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import { allWalks } from './screens/all-screens.ts';
import { kioskSheets } from './screens/kiosk-sheets.ts';
import { kioskWalk } from './screens/kiosk.ts';
import { asOpened, pressing, type Stop, type Walk } from './screens/screen.ts';
import { nameOf, plainDress, planJobs, type Wanted } from './pictures/plan.ts';
import { shoot } from './pictures/shoot.ts';
import { launchBrowser } from './support/browser.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'pasillo-pictures-'));

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the list of every screen', () => {
  test('gives each a name of its own', () => {
    const names = allWalks.flatMap((walk) => walk.stops.map((stop) => `${walk.area}/${nameOf(walk, stop)}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has a screen for each scene of the kiosk, however new', () => {
    expect(kioskWalk.stops.length).toBeGreaterThanOrEqual(Object.keys(kioskScripts).filter((name) => !/-en$|refusing$/.test(name)).length);
  });

  test('goes to what is asked for by the screens on its way, and draws nothing else', () => {
    const [job] = planJobs({ walks: allWalks, languages: ['es'], dresses: [plainDress], sizes: [], only: ['staff-tasks.order'] });
    expect(job?.stops.map(({ stop, isDrawn }) => [stop.name, isDrawn])).toEqual([
      ['orders', true],
      ['till', false],
      ['till with keys', false],
      ['order', true],
    ]);
  });
});

test('a screen is drawn in every language and size, and one that cannot be drawn is told of and holds up no other', async () => {
  const gone: Stop = { name: 'gone', go: () => Promise.reject(new Error('no such button')) };
  const behind: Stop = { name: 'behind it', follows: true, go: pressing((words) => words['ui.help']) };
  const troubled: Walk = { area: 'silo', name: 'silo', scene: 'silo-ready', place: '/silo', stops: [gone, behind, { name: 'ready', go: asOpened }] };
  const wanted: Wanted = {
    walks: [kioskWalk, ...kioskSheets, troubled],
    languages: ['es', 'en'],
    dresses: [plainDress],
    sizes: ['1080x1920', '1280x800'],
    only: ['kiosk.empty-bag', 'sheet.leaving', 'silo/'],
  };
  const { pictures, screens, problems } = await shoot(wanted, { browser, url: site.url, folder, pages: 2, say: () => undefined });
  const sizes = (name: string): readonly string[] =>
    ['en', 'es'].flatMap((language) => ['1080x1920', '1280x800'].map((size) => `${name}.${language}.${size}.plain.png`));
  expect(pictures.map(({ file }) => file)).toEqual([...sizes('kiosk/kiosk.empty-bag'), ...sizes('kiosk/kiosk-sheet.leaving'), ...sizes('silo/silo.ready')]);
  expect(screens).toBe(3);
  expect(problems.toSorted()).toEqual([
    'silo/silo (en): behind it is behind a screen that could not be drawn',
    'silo/silo (en): gone: no such button',
    'silo/silo (es): behind it is behind a screen that could not be drawn',
    'silo/silo (es): gone: no such button',
  ]);
  expect(pictures.filter(({ file }) => !existsSync(join(folder, file)))).toEqual([]);
  const album = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(pictures.filter(({ file }) => !album.includes(file))).toEqual([]);
});

test('the album is leafed through with the keys, and narrowed to one language', async () => {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`file://${join(folder, 'index.html')}`);
  await page.getByText('12 of 12 pictures').waitFor();
  await page.getByLabel('language').selectOption('es');
  await page.getByText('6 of 12 pictures').waitFor();
  await page.locator('figure').first().click();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#name').textContent()).toContain('2 / 6');
  expect(faults).toEqual([]);
  await page.close();
});
