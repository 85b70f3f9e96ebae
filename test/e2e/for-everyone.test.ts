import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import { kioskWalk } from './screens/kiosk.ts';
import { openWalkOn, wayTo } from './screens/open-walk.ts';
import type { Stop, Walk } from './screens/screen.ts';
import { siloStates } from './screens/silo.ts';
import { launchBrowser } from './support/browser.ts';
import { measureScreen } from './support/judge.ts';
import { DRIFTING } from './support/judge-walk.ts';
import { drawn, openBlank, openScene, panels, playNext, showViews } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
  page = await openBlank(browser, panels.portrait);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What a screen shows of what this is about: where everything is that is touched, and where help is. */
interface Places {
  readonly high: readonly string[];
  readonly help: string | null;
  readonly isCovered: boolean;
  /** Pairs of what is touched that are closer together than a finger tells apart. */
  readonly near: readonly string[];
  /** What is wrong with how the focus shows on what can be reached, and with the order in which it is. */
  readonly focus: readonly string[];
  /** What does not fit into the half that is left, with words of usual size and with the largest. */
  readonly unfit: readonly string[];
}

const walks: readonly Walk[] = [kioskWalk, ...siloStates];

describe.each(walks.map((walk) => [walk.name, walk] as const))('on every screen of %s', (_, walk) => {
  let seen: readonly (readonly [string, Places])[];

  beforeAll(async () => {
    seen = await placesOf(walk);
  });

  test('all that is touched moves to the lower half for who sits', () => {
    expect(seen.flatMap(([name, { high }]) => high.map((what) => `${name}: ${what}`))).toEqual([]);
  });

  test('nothing is cut off in that half', () => {
    expect(seen.flatMap(([name, { unfit }]) => unfit.map((what) => `${name}: ${what}`))).toEqual([]);
  });

  test('all that is touched stands apart from its neighbours', () => {
    expect(seen.flatMap(([name, { near }]) => near.map((what) => `${name}: ${what}`))).toEqual([]);
  });

  test('the focus is seen wherever it goes: a ring of three pixels that nothing covers, in the order of reading', () => {
    expect(seen.flatMap(([name, { focus }]) => focus.map((what) => `${name}: ${what}`))).toEqual([]);
  });

  test('help is in the same place', () => {
    const places = seen.filter(([, { isCovered }]) => !isCovered);
    expect(places.filter(([, { help }]) => help === null).map(([name]) => name)).toEqual([]);
    expect([...new Set(places.map(([, { help }]) => help))]).toHaveLength(1);
  });
});

describe.each([
  ['kiosk-session', '/kiosk'],
  ['kiosk-session', '/kiosk/bag'],
  ['kiosk-ship', '/kiosk/review'],
  ['silo-ready', '/silo'],
  ['staff-home', '/staff'],
])('going through %s at %s with the Tab key', (name, place) => {
  test('the focus is shown by a ring of three pixels, and nothing lies over it', async () => {
    const { page: own, close } = await playNext(page, site.url, name, { size: panels.landscape, place });
    const wrong: string[] = [];
    for (let presses = 0; presses < 25; presses++) {
      await own.keyboard.press('Tab', { delay: 60 });
      wrong.push(...(await own.evaluate<string[]>(ring)));
    }
    expect(wrong).toEqual([]);
    await close();
  });
});

test('the focus goes in reading order: from Back, on the left, to the next step, on the right', async () => {
  const scene = await playNext(page, site.url, 'kiosk-ship', { size: panels.landscape, place: '/kiosk/review' });
  const order: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await scene.page.keyboard.press('Tab', { delay: 60 });
    order.push(await scene.page.evaluate<string>(`document.activeElement?.closest('.frame-foot-back, .frame-action')?.className ?? ''`));
  }
  const visited = order.filter((name, at) => name !== '' && name !== order[at - 1]);
  expect(visited.slice(0, 2)).toEqual(['frame-foot-back', 'frame-action']);
  await scene.close();
});

// 398 mm across 1080 px, and 336 mm across 1280 px; at a table panel, which a person is closer to, the largest words are for who reads from afar.
test.each([
  ['a panel of 32 inches that stands upright', 'portrait', '100', 398],
  ['a low panel of 15.6 inches, with the largest words', 'landscape', '200', 336],
] as const)('capital letters are tall enough on %s', async (_, panel, text, mm) => {
  const scene = await openScene(browser, site.url, 'kiosk-session', { size: panels[panel], place: '/kiosk/bag', text });
  const sizes = await scene.page.evaluate<number[]>(sizesOfType);
  // A capital letter is seven tenths of its type.
  expect(Math.min(...sizes) * 0.7 * (mm / panels[panel].width)).toBeGreaterThanOrEqual(4.8);
  await scene.close();
});

test.each([
  ['kiosk-idle', '/kiosk/bag', '[role=alertdialog]'],
  ['kiosk-offline', '/kiosk', '[role=status]'],
  ['kiosk-session', '/kiosk/bag', '[aria-live]'],
])('what changes by itself is announced: %s at %s', async (name, place, selector) => {
  const scene = await playNext(page, site.url, name, { size: panels.portrait, place });
  expect(await scene.page.locator(selector).count()).toBeGreaterThanOrEqual(1);
  await scene.close();
});

test('what somebody chose for themselves is gone with their session', async () => {
  const scene = await playNext(page, site.url, 'kiosk-session', { size: panels.portrait, place: '/kiosk' });
  const marks = () => scene.page.evaluate<string>(`['text', 'contrast', 'reach', 'motion'].map((mark) => document.documentElement.dataset[mark]).join()`);
  await scene.page.getByRole('button', { name: 'Accesibilidad' }).click();
  for (const choice of ['Muy grande', 'Alto', 'Más abajo', 'Todo quieto', 'Sin límite']) await scene.page.getByText(choice, { exact: true }).click();
  expect(await marks()).toBe('200,high,low,still');
  expect(await scene.page.evaluate(`JSON.parse(sessionStorage.getItem('pasillo.preferences')).limit`)).toBe('off');
  await showViews(scene.page, kioskScripts['kiosk-attract']?.() ?? {});
  expect([await marks(), await scene.page.evaluate(`sessionStorage.getItem('pasillo.preferences')`)]).toEqual(['100,normal,normal,normal', null]);
  await scene.close();
});

test('what helps is switched on from the first screen, by one button that needs no other help to be found', async () => {
  const scene = await playNext(page, site.url, 'kiosk-attract', { size: panels.portrait, place: '/' });
  await scene.page.keyboard.press('ArrowDown');
  for (let presses = 0; presses < 12; presses++) {
    if (await scene.page.evaluate<boolean>(`document.activeElement?.closest('.frame-foot') !== null`)) break;
    await scene.page.keyboard.press('ArrowDown');
  }
  await scene.page.getByRole('button', { name: 'Accesibilidad' }).click();
  expect(await scene.page.getByRole('dialog').getByRole('radiogroup').count()).toBeGreaterThanOrEqual(3);
  await scene.close();
});

async function placesOf(walk: Walk): Promise<readonly (readonly [string, Places])[]> {
  const open = await openWalkOn(page, site.url, walk, { size: panels.portrait, language: 'es' });
  const seen: (readonly [string, Places])[] = [];
  for (const stop of wayTo(walk, (_: Stop) => true)) {
    await stop.go(open.visitor);
    // From a key on the browser shows where the focus is.
    await page.keyboard.press('ArrowDown', { delay: 40 });
    const focus = await page.evaluate<readonly string[]>(focusWalk);
    await page.evaluate(`document.documentElement.dataset.reach = 'low'`);
    await drawn(page);
    const seenHere = await page.evaluate<Omit<Places, 'unfit' | 'focus'>>(places);
    const unfit = [...(await measureScreen(page))];
    await page.evaluate(`document.documentElement.dataset.text = '200'`);
    await drawn(page);
    unfit.push(...(await measureScreen(page)).map((problem) => `200 %: ${problem}`));
    await page.evaluate(`document.documentElement.dataset.text = '100'`);
    seen.push([stop.name, { ...seenHere, focus, unfit: unfit.filter((problem) => !DRIFTING.test(problem)) }]);
  }
  await open.close();
  return seen;
}

/** Runs in the page. What is under a sheet cannot be touched; what is scrolled out of its box can be scrolled into it. */
const places = `(() => {
  const sheets = document.querySelectorAll('[role=dialog], [role=alertdialog]');
  const scope = sheets[sheets.length - 1] ?? document.body;
  const half = window.innerHeight / 2;
  const high = [...scope.querySelectorAll('button, a[href], input:not([type=hidden]), label.choice')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const isSeen = box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
    // The part of it that is not scrolled out of sight.
    const top = Math.max(box.top, element.closest('main')?.getBoundingClientRect().top ?? 0);
    return isSeen && top < Math.min(box.bottom, half - 1) ? [element.tagName + '.' + element.className + ' "' + (element.textContent ?? '').slice(0, 30) + '" ' + Math.round(box.top)] : [];
  });
  const help = document.querySelector('.frame-foot [data-five-key=help], .frame-foot button[data-five=help]') ?? [...document.querySelectorAll('.frame-foot button')].find((one) => one.textContent === 'Ayuda') ?? null;
  const box = help?.getBoundingClientRect();
  const boxes = [...scope.querySelectorAll('button, a[href], input:not([type=hidden], label input), label.choice')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => ({ name: (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 30), main: element.closest('main'), box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.height > 1);
  const near = boxes.flatMap((one, at) => boxes.slice(at + 1).flatMap((other) => {
    // What scrolls ends where its box ends, wherever it would be without.
    if (one.main !== other.main) return [];
    const [across, down] = [
      Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right),
      Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom),
    ];
    // What lies in or over another is not beside it.
    const gap = Math.max(across, down);
    return gap > -1 && gap < 7.5 ? [one.name + ' | ' + other.name + ' ' + gap.toFixed(1)] : [];
  }));
  return { high, near, help: box === undefined ? null : Math.round(box.left) + ',' + Math.round(box.bottom), isCovered: sheets.length > 0 };
})()`;

/** Runs in the page: the sizes of type of all words on it, in pixels. */
const sizesOfType = `[...document.querySelectorAll('body *')].flatMap((element) => {
  const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
  return hasWords && element.getBoundingClientRect().width > 1 && element.checkVisibility() ? [parseFloat(getComputedStyle(element).fontSize)] : [];
})`;

/** Runs in the page: what is wrong with how the focus shows. */
const ring = `(() => {
  const here = document.activeElement;
  if (here === null || here === document.body || here.tagName === 'MAIN') return [];
  const shown = here.matches('label input') ? here.closest('label') : here;
  const { outlineWidth, outlineStyle } = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const name = shown.tagName + '.' + shown.className + ' "' + (shown.textContent ?? '').slice(0, 30) + '"';
  const wrong = [];
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 3) wrong.push(name + ' has a ring of ' + outlineWidth + ' ' + outlineStyle);
  if (over === null || !(shown.contains(over) || over.contains(shown))) wrong.push(name + ' is behind something');
  return wrong;
})()`;

/** Runs in the page: gives the focus to all that can be reached, one after the other, and answers where it is not seen or goes against the order of reading. */
const focusWalk = `(async () => {
  const sheets = document.querySelectorAll('[role=dialog], [role=alertdialog]');
  const scope = sheets[sheets.length - 1] ?? document.body;
  const wrong = [];
  // A smaller button that lies on a large one (the pause of a slide) leaves its ring to be seen.
  const isWithin = (one, box) => one.left > box.left && one.right < box.right && one.top > box.top && one.bottom < box.bottom;
  let before = null;
  for (const stop of scope.querySelectorAll('a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), textarea')) {
    if (stop.closest('[aria-hidden=true], [inert], [hidden], .frame-keys, .frame-pad') !== null || !stop.checkVisibility({ visibilityProperty: true })) continue;
    const shown = stop.matches('label input') ? stop.closest('label') : stop;
    stop.focus({ preventScroll: true });
    shown.scrollIntoView({ block: 'nearest' });
    // The ring of a choice is drawn around its line, by the page's own program.
    for (let frame = 0; frame < 3 && shown !== stop && getComputedStyle(shown).outlineStyle === 'none'; frame++) await new Promise(requestAnimationFrame);
    const name = shown.tagName + '.' + shown.className + ' "' + (shown.textContent ?? '').slice(0, 30) + '"';
    const { outlineWidth, outlineStyle } = getComputedStyle(shown);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 3) wrong.push(name + ' has a ring of ' + outlineWidth + ' ' + outlineStyle);
    const box = shown.getBoundingClientRect();
    // Of what is larger than the part of the page that scrolls, that part is looked at.
    const room = shown.closest('main, .sheet-body')?.getBoundingClientRect() ?? document.body.getBoundingClientRect();
    const [top, bottom] = [Math.max(box.top, room.top), Math.min(box.bottom, room.bottom)];
    if (bottom - top < 24) wrong.push(name + ' is out of sight');
    const over = [[0.5, 0.5], [0.2, 0.3], [0.8, 0.3], [0.2, 0.7], [0.8, 0.7]]
      .map(([across, down]) => document.elementFromPoint(box.left + box.width * across, top + (bottom - top) * down))
      .find((one) => one !== null && !shown.contains(one) && !one.contains(shown) && !isWithin(one.getBoundingClientRect(), box));
    if (over !== undefined) wrong.push(name + ' is behind ' + over.tagName + '.' + over.className);
    const area = stop.closest('main, header, .frame-action, .frame-foot, .sheet-body, .sheet-actions');
    // What was scrolled to moved what was before it: only places of one moment can be compared.
    const last = before?.area === area ? before.shown.getBoundingClientRect() : null;
    if (last !== null && box.bottom <= last.top + 1 && box.right <= last.right) wrong.push(name + ' comes after what is below it');
    before = { area, shown };
  }
  return wrong;
})()`;
