import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kioskScripts } from '../../renderer/kiosk/mock-scripts.ts';
import { siloScripts } from '../../renderer/silo/mock-scripts.ts';
import { withCodesSpelled } from '../../renderer/speech/spell.ts';
import { es } from '../../scripts/demo/words.ts';
import type { SpeechView } from '../../src/contract/station/speech-contract.ts';
import { launchBrowser } from './support/browser.ts';
import { callsOf, drawn, openBlank, panels, playNext, type Scene, showViews } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

/** Everything that was handed to the voice so far, as one text; a headset or a language is not asked for here. */
async function said(page: Page): Promise<string> {
  return (await spoken(page)).map(({ text }) => text).join(' ');
}

async function spoken(page: Page): Promise<readonly { readonly text: string; readonly locale: string }[]> {
  const calls = (await callsOf(page)).filter(({ procedure }) => procedure === 'speech.say');
  return calls.map(({ input }) => input as { readonly text: string; readonly locale: string });
}

/** Until something is said that matches; then all of it is known that comes before. */
async function hears(page: Page, words: string | RegExp): Promise<string> {
  await expect
    .poll(() => said(page), { interval: 50, timeout: 15_000 })
    .toMatch(words instanceof RegExp ? words : new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return await said(page);
}

/** What is said of texts on the screen: without the marks between which they stand. */
function bare(text: string): string {
  return withCodesSpelled(text)
    .replace(/[^\p{L}\p{N}€%]+/gu, ' ')
    .trim();
}

function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => one.checkVisibility()).map((one) => one.innerText).filter((text) => text.trim() !== '')`,
  );
}

describe('what is on the screens, by ear', () => {
  let browser: Browser;
  let pages: TestPage;
  /** The page on which all scenes are played. */
  let played: Page;
  let scene: Scene;
  beforeAll(async () => {
    [browser, pages] = await Promise.all([launchBrowser(), serveTestPage()]);
    played = await openBlank(browser, panels.landscape);
  });
  afterAll(async () => {
    await browser.close();
    await pages.close();
  });
  afterEach(async () => {
    const faults = await scene.faults();
    await scene.close();
    expect(faults).toEqual([]);
  });

  /** Opens a scene and begins to listen. */
  const listen = async (name: string, place: string, headset: SpeechView['headset'] = 'unknown'): Promise<Page> => {
    scene = await playNext(played, pages.url, name, { size: panels.landscape, place });
    const { page } = scene;
    if (headset !== 'unknown') await page.evaluate(`window.pasilloMock.show({ speech: { headset: '${headset}' } })`);
    await page.keyboard.press('F2', { delay: 30 });
    await hears(page, es['speech.intro'].slice(0, 13));
    return page;
  };
  const press = async (page: Page, key: string): Promise<void> => {
    await page.keyboard.press(key, { delay: 30 });
    await drawn(page);
  };

  it.each([
    ['Help pressed twice', (page: Page) => press(page, 'F1').then(() => press(page, 'F1'))],
    ['the speech key', (page: Page) => press(page, 'F2')],
    ['the button on the screen', (page: Page) => page.getByRole('button', { name: es['speech.start'], exact: true }).click()],
    [
      'a headset that is plugged in',
      async (page: Page) => {
        await page.evaluate(`window.pasilloMock.show({ speech: { headset: 'out' } })`);
        await drawn(page);
        await page.evaluate(`window.pasilloMock.show({ speech: { headset: 'in' } })`);
      },
    ],
  ])('A-24 begin with %s on the first screen, and say first how the keys work', async (_, begin) => {
    scene = await playNext(played, pages.url, 'kiosk-attract', { size: panels.landscape, place: '/' });
    const { page } = scene;
    await begin(page);
    const heard = await hears(page, /cosas que elegir/);
    expect(heard.indexOf(es['speech.intro'])).toBe(0);
    expect(heard).toContain(es['kiosk.attract.title']);
  });

  it.each([
    ['a field that was left empty', 'kiosk-session', '/kiosk/contact', '.field-problem', es['kiosk.next']],
    ['a code that is not one of ours', 'silo-refused-not-valid', '/silo', 'h1', null],
    ['a door that does not open', 'silo-did-not-open', '/silo', 'h1', null],
    ['a payment that failed', 'kiosk-placed-phone-failed', '/kiosk', '.banner[data-tone="problem"], .banner[data-tone="warning"]', null],
    ['an order that is nobody of theirs', 'kiosk-session', '/kiosk/order?problem=no-match', '.banner[role="alert"] .banner-words', null],
  ])('A-06 say what went wrong as it is written: %s', async (_, name, place, selector, button) => {
    const page = await listen(name, place);
    if (button !== null) {
      await page.getByRole('textbox').first().fill('');
      await page.getByRole('button', { name: button, exact: true }).click();
    }
    await page.locator(selector).first().waitFor();
    const written = await textsOf(page, selector);
    expect(written.join()).not.toBe('');
    const heard = await hears(page, /cosas? que elegir/);
    for (const text of written) await expect.poll(async () => bare(await said(page)), { timeout: 10_000 }).toContain(bare(text));
    expect(heard).not.toBe('');
  });

  it.each([
    ['an order', 'kiosk-placed', '/kiosk', '.receipt-text, .receipt-pair span'],
    ['a return', 'return-done', '/silo', '.return-receipt strong'],
  ])('A-06 say all of the receipt of %s', async (_, name, place, selector) => {
    const page = await listen(name, place);
    const heard = bare(await hears(page, /cosas? que elegir/));
    const written = await textsOf(page, selector);
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter((text) => !heard.includes(bare(text)))).toEqual([]);
  });

  it.each([
    ['out', es['speech.hidden.personal']],
    ['in', 'ana@example.com'],
  ] as const)('A-03 keep an address for a headset that is %s', async (headset, words) => {
    scene = await playNext(played, pages.url, 'kiosk-session', { size: panels.landscape, place: '/kiosk/contact' });
    const { page } = scene;
    await page.evaluate(`window.pasilloMock.show({ speech: { headset: '${headset}' } })`);
    await page.getByRole('textbox', { name: es['kiosk.contact.email'] }).fill('ana@example.com');
    await press(page, 'F2');
    expect(await hears(page, words)).toMatch(headset === 'in' ? /ana@example\.com/ : /^(?!.*ana@)/);
  });

  it('A-03 do not say the keys of a PIN, and stop at once when the headset is pulled', async () => {
    const page = await listen('silo-pin', '/silo', 'out');
    expect(await hears(page, es['speech.pin'])).not.toMatch(/fila de teclas/);
    await press(page, 'ArrowDown');
    expect(await hears(page, /fila de teclas/)).not.toMatch(/1, 2, 3/);
    await page.evaluate(`window.pasilloMock.show({ speech: { headset: 'in' } })`);
    await drawn(page);
    await press(page, 'ArrowDown');
    await hears(page, '4, 5, 6');
    await page.evaluate(`window.pasilloMock.show({ speech: { headset: 'out' } })`);
    await hears(page, es['speech.bye']);
    expect(await page.evaluate('document.documentElement.dataset.speech')).toBe('off');
  });

  it('A-04 A-23 are as loud as a person wants, and as they were for the next one; so are speed, curtain and speech itself', async () => {
    const page = await listen('kiosk-session', '/kiosk/bag');
    await press(page, 'F1');
    await press(page, 'F1');
    await page.getByRole('button', { name: es['speech.louder'], exact: true }).click();
    await hears(page, 'Volumen 5 de 6.');
    await page.getByText(es['speech.rate.fast'], { exact: true }).click();
    await page.getByText(es['speech.curtain.closed'], { exact: true }).click();
    await page.locator('.curtain').waitFor();
    expect(await page.evaluate(`JSON.parse(sessionStorage.getItem('pasillo.preferences'))`)).toMatchObject({
      speech: 'on',
      volume: 6,
      rate: 'fast',
      curtain: 'closed',
    });
    const attract = kioskScripts['kiosk-attract']?.().kiosk;
    if (attract !== undefined) await showViews(page, { kiosk: attract });
    await hears(page, es['speech.bye']);
    expect(await page.evaluate(`sessionStorage.getItem('pasillo.preferences')`)).toBeNull();
    expect(await page.locator('.curtain').count()).toBe(0);
  });

  it('A-05 speak the language of the screen', async () => {
    const page = await listen('kiosk-session', '/kiosk/bag');
    await page.getByRole('button', { name: /^Idioma/ }).click();
    await hears(page, 'Idioma');
    expect(new Set((await spoken(page)).map(({ locale }) => locale))).toEqual(new Set(['es']));
    await press(page, 'Escape');
    const kiosk = kioskScripts['kiosk-session']?.().kiosk;
    if (kiosk?.session != null) await showViews(page, { kiosk: { ...kiosk, session: { ...kiosk.session, locale: 'en' } } });
    await hears(page, 'Your bag');
    expect((await spoken(page)).at(-1)?.locale).toBe('en');
  });

  it('A-11 A-21 say the warning before the end at once, over whatever is being said', async () => {
    const page = await listen('kiosk-session', '/kiosk/bag');
    const kiosk = kioskScripts['kiosk-idle']?.().kiosk;
    if (kiosk !== undefined) await showViews(page, { kiosk });
    const heard = await hears(page, es['ui.idle.title']);
    expect(heard).toContain(es['ui.idle.title']);
    await hears(page, es['ui.idle.stay']);
    await press(page, 'Enter');
    expect((await callsOf(page)).filter(({ procedure }) => procedure === 'kiosk.extend')).toHaveLength(1);
    const session = kioskScripts['kiosk-session']?.().kiosk;
    if (session !== undefined) await showViews(page, { kiosk: session });
    const before = (await said(page)).length;
    await expect.poll(async () => (await said(page)).slice(before), { timeout: 15_000 }).toContain(es['kiosk.bag.title']);
  });

  it.each([
    ['what is wrong with a parcel', 'silo-open', es['collect.problem'], es['collect.report.title']],
    ['the number of an order that comes back', 'return-identify', es['return.identify.pin'], es['return.number.title']],
    ['another size of door', 'return-size', es['return.size.other'], es['return.size.choose']],
    ['another address for the receipt', 'return-size', es['return.email.change'], es['return.email.title']],
  ])('A-06 say a step within what the silo shows, as what it is: %s', async (_, name, button, title) => {
    const page = await listen(name, '/silo');
    await hears(page, /cosas? que elegir/);
    const before = (await said(page)).length;
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect.poll(async () => bare((await said(page)).slice(before)), { timeout: 15_000 }).toMatch(new RegExp(`${bare(title)}.*cosas? que elegir`));
  });

  it('A-06 say time that goes on counting once, and not each second', async () => {
    const page = await listen('silo-next', '/silo');
    const next = siloScripts['silo-next']?.().silo;
    if (next?.state.kind !== 'next') return expect.fail('no door is next');
    await showViews(page, { silo: { ...next, state: { ...next.state, until: Date.now() + 15_000 } } });
    await hears(page, es['collect.next.ending']);
    await page.getByText(/Quedan? (1[0-2]|\d) segundos?/).waitFor();
    expect((await said(page)).split(es['collect.next.ending'])).toHaveLength(2);
  });

  it('A-06 say how to pay on a phone without aiming its camera, and that the number is enough at the till', async () => {
    const page = await listen('kiosk-placed-phone', '/kiosk');
    const heard = await hears(page, /cosas? que elegir/);
    for (const words of [es['pay.phone.ear.message'], es['pay.till.body']]) expect(bare(heard)).toContain(bare(words));
    expect(heard).not.toContain('http');
  });

  it('say over nobody else’s door that nothing can speak', async () => {
    scene = await playNext(played, pages.url, 'silo-ready', { size: panels.landscape, place: '/silo' });
    const { page } = scene;
    await page.evaluate(`window.pasilloMock.show({ speech: { languages: [] } })`);
    await drawn(page);
    await press(page, 'F2');
    const sheet = page.getByRole('alertdialog', { name: es['speech.none.title'] });
    await sheet.waitFor();
    const opening = siloScripts['silo-opening']?.().silo;
    if (opening !== undefined) await showViews(page, { silo: opening });
    await sheet.waitFor({ state: 'detached' });
    await drawn(page);
  });

  it('call somebody where nothing can speak, and say so on the screen', async () => {
    scene = await playNext(played, pages.url, 'kiosk-attract', { size: panels.landscape, place: '/' });
    const { page } = scene;
    await page.evaluate(`window.pasilloMock.show({ speech: { languages: [] } })`);
    await drawn(page);
    await press(page, 'F2');
    await page.getByRole('alertdialog', { name: es['speech.none.title'] }).waitFor();
    expect((await callsOf(page)).filter(({ procedure }) => procedure === 'help.call')).toEqual([{ procedure: 'help.call', input: { screen: 'kiosk' } }]);
  });
});
