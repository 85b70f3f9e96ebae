import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sparingJudge } from './a11y/sparing-judge.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeScreen, measureScreen } from './support/judge.ts';
import { changeColours, type Dress } from './support/looks.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
});

test('a box that loses its ground to high contrast needs an edge', async () => {
  await screen('<p class="note">Hecho</p>', '.note { padding: 12px; border-radius: 8px; background: #fff }');
  expect(await measureScreen(page)).toEqual([]);
  await changeColours(page, high);
  expect(await measureScreen(page)).toEqual(['p.note "Hecho" has no edge in high contrast']);
  await page.addStyleTag({ content: '.note { box-shadow: inset 0 0 0 2px }' });
  expect(await measureScreen(page)).toEqual([]);
});

test('a picture whose place has no height is told of', async () => {
  await screen('<div class="place"><span class="garment-picture"></span></div>', '.place { width: 56px } .garment-picture { display: block; height: 100% }');
  expect(await measureScreen(page)).toEqual(['span.garment-picture "" in div.place "" is a picture of 56 x 0 px']);
});

test('a button whose name is broken at a hyphen is told of, a sentence is not', async () => {
  await screen(
    '<button class="button">Esqueci-me</button><p>Esqueci-me</p>',
    'button, p { width: 80px; height: 60px; font: 16px monospace; padding: 0; hyphens: none }',
  );
  expect(await measureScreen(page)).toEqual(['button.button "Esqueci-me" breaks "Esqueci-me" at its hyphen']);
});

test('an order number that is broken over two lines is told of, one that holds together is not', async () => {
  await screen('<p class="note">Comanda K1-00042-7</p><p class="note">Comanda K1\u201100042\u20117</p>', '.note { width: 110px; font: 16px monospace }');
  expect(await measureScreen(page)).toEqual(['p.note "Comanda K1-00042-7" breaks the number K1-00042-7']);
});

test('a sign that long words squeeze is told of', async () => {
  const sign = '<svg class="icon" viewBox="0 0 24 24" width="20" height="20"></svg>';
  await screen(
    `<p class="one">${sign}<span>Llama al 900123456</span></p><p class="two">${sign}<span>Llama al 900123456</span></p>`,
    'p { display: flex; width: 140px; font: 16px monospace } span { flex: none; width: 136px } .two .icon { flex: none } .two span { flex: 1; min-width: 0 }',
  );
  expect(await measureScreen(page)).toEqual(['a sign in p.one "Llama al 900123456" is squeezed to 4 x 20 px']);
});

test('a lit door that is below what is seen is told of', async () => {
  const doors = '<div class="at-door-map"><p class="door" data-lit="true">14</p></div>';
  const doorOf = (style: string) =>
    screen(`<div class="frame"><main>${doors}</main></div>`, `main { height: 300px; overflow-y: auto } .door { margin: 0; ${style} }`);
  await doorOf('height: 250px');
  expect(await measureScreen(page)).toEqual([]);
  await doorOf('height: 400px');
  expect(await measureScreen(page)).toEqual(['the lit door "14" is 99 px below what is seen']);
});

test('the sparing judge says of every screen in every set of colours what the thorough one says', async () => {
  const { judge } = sparingJudge();
  const dresses: readonly Dress[] = [plain, high];
  for (const { body, style } of [
    { body: '<p>Uno</p>', style: '' },
    { body: '<p>Dos</p>', style: '' },
    // Pale words in one set of colours only, among words that were right before.
    { body: '<p>Dos</p><p class="pale">Tres</p>', style: ':root[data-contrast="high"] .pale { color: #bbb }' },
    { body: '<p>Dos</p><p class="pale">Tres</p>', style: ':root[data-contrast="high"] .pale { color: #bbb }' },
    // The same words on another ground, and on one that lies behind them without holding them.
    { body: '<p>Dos</p>', style: 'p { background: #555 }' },
    { body: '<i></i><p>Dos</p>', style: 'i { position: absolute; inset: 0; background: #444 } p { position: relative }' },
    // The same words, and a button without a name.
    { body: '<p>Uno</p><button></button>', style: 'button { width: 60px; height: 60px }' },
    // The same elements, too small to be touched.
    { body: '<a href="#a">Uno</a><a href="#b">Dos</a>', style: 'a { display: block; height: 60px; color: #000 }' },
    { body: '<a href="#a">Uno</a><a href="#b">Dos</a>', style: 'a { display: block; height: 10px; line-height: 10px; color: #000 }' },
  ]) {
    await screen(body, style);
    const thorough: (readonly string[])[] = [];
    for (const dress of dresses) {
      await changeColours(page, dress);
      thorough.push(await judgeScreen(page));
    }
    expect((await judge(page, dresses)).map(byRule)).toEqual(thorough.map(byRule));
  }
});

const plain: Dress = { theme: 'linen', contrast: 'normal' };
const high: Dress = { theme: 'linen', contrast: 'high' };

async function screen(body: string, style: string): Promise<void> {
  await page.setContent(
    `<!doctype html><html lang="es"><title>Prueba</title><style>body { margin: 0; background: #fff; color: #000 } ${style}</style><main><h1>Prueba</h1>${body}</main></html>`,
  );
}

/** What is wrong, in an order of its own. */
function byRule(problems: readonly string[]): readonly string[] {
  return problems.toSorted();
}
