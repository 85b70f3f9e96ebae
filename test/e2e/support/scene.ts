import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { speak } from '../../../scripts/demo/customer.ts';
import type { MockCall, MockScript, MockStation } from '../../../renderer/bridge/mock/mock-station.ts';
import type { Locale, Theme } from '../../../src/contract/schema.ts';
import type { PortReading } from '../../../src/contract/station/reader-contract.ts';

/** The panels that the product is made for, in CSS pixels. */
export const panels = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1280, height: 800 }, tablet: { width: 768, height: 1024 } } as const;

/** How a scene is opened. */
export interface SceneOptions {
  readonly size: { readonly width: number; readonly height: number };
  readonly language?: Locale;
  readonly text?: '100' | '150' | '200';
  readonly contrast?: 'normal' | 'high';
  readonly theme?: Theme;
  /** The page's place, `/silo`. */
  readonly place: string;
}

/** A page that plays a scene, in a browser profile of its own. */
export interface Scene {
  readonly page: Page;
  /** What went wrong in the page, and what it asked of the mock station that the scene does not answer. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A page on which scenes can be opened one after the other, in a browser profile of its own. With `hasTouch` it is pressed by fingers (`tap`). */
export async function openBlank(browser: Browser, size: SceneOptions['size'], hasTouch = false): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'es-ES', reducedMotion: 'reduce', permissions: ['camera'], hasTouch });
  return await context.newPage();
}

/** Opens the page on the scene called `name`. */
export async function openScene(browser: Browser, url: string, name: string, options: SceneOptions): Promise<Scene> {
  const page = await openBlank(browser, options.size);
  const { text = '100', contrast = 'normal' } = options;
  if (text !== '100' || contrast !== 'normal') {
    await page.addInitScript(`sessionStorage.setItem('pasillo.preferences', '${JSON.stringify({ text, contrast })}')`);
  }
  const scene = await playScene(page, url, name, options);
  return { ...scene, close: () => page.context().close() };
}

/** As `playScene`, in a window of the scene's size: a page of its own for each would take longer than most scenes do. */
export async function playNext(page: Page, url: string, name: string, options: Omit<SceneOptions, 'text' | 'contrast'>): Promise<Scene> {
  await page.setViewportSize(options.size);
  return await playScene(page, url, name, options);
}

let plays = 0;

/** Plays the scene called `name` on a page, as if nothing had been on it before; what the person prefers is left as it is. */
export async function playScene(page: Page, url: string, name: string, { theme, language, place }: SceneOptions): Promise<Scene> {
  const faults: string[] = [];
  const onError = (error: Error): unknown => faults.push(error.message);
  const onConsole = (message: ConsoleMessage): void => {
    // Browsers do not all know the same permissions.
    if (message.type() === 'error' && !/Permissions-Policy/.test(message.text())) faults.push(message.text());
  };
  page.on('pageerror', onError);
  page.on('console', onConsole);
  if (page.url() !== 'about:blank') await page.evaluate('sessionStorage.clear()');
  // An address that differs in its place alone would not load the page again.
  plays += 1;
  const shop = { ...(theme === undefined ? {} : { theme }), ...(language === undefined ? {} : { language }) };
  const asked = new URLSearchParams({ mock: name, play: String(plays), ...shop });
  await page.goto(`${url}/?${asked}#${place}`);
  await shown(page, 'h1');
  if (language !== undefined) {
    await speak(page, language);
    await drawn(page);
  }
  return {
    page,
    faults: async () => [...faults, ...(await stationOf(page, 'unexpected')).map((call) => `unexpected: ${call.procedure}`)],
    close: async () => {
      page.off('pageerror', onError);
      page.off('console', onConsole);
    },
  };
}

/** What the page asked of its mock station, `watch` left out. */
export function callsOf(page: Page): Promise<readonly MockCall[]> {
  return stationOf(page, 'calls');
}

/** Publishes other views, as the station would, and waits until they are drawn. */
export async function showViews(page: Page, views: Pick<MockScript, 'kiosk' | 'silo' | 'staff'>): Promise<void> {
  await page.evaluate(`window.pasilloMock.show(${JSON.stringify(views)})`);
  await drawn(page);
}

/** Plays another scene on the page, with its answers; the place stays. */
export async function playOn(page: Page, name: string): Promise<void> {
  await page.evaluate(`window.pasilloMock.play(${JSON.stringify(name)})`);
  await drawn(page);
}

/** Calls one of the mock station's own methods. */
export async function tellStation(page: Page, method: keyof Pick<MockStation, 'cut' | 'restore'>): Promise<void> {
  await page.evaluate(`window.pasilloMock.${method}()`);
}

/** Lets the station's own scanner read a code for the page, and waits until whatever follows is drawn. */
export async function scanAtPort(page: Page, kind: PortReading['kind'], code: string): Promise<void> {
  await page.evaluate(`window.pasilloMock.read(${JSON.stringify({ kind, code, at: 1 })})`);
  await drawn(page);
}

/** Waits, frame by frame, until something that `selector` names is there; a locator would look only every half second by then. */
export async function shown(page: Page, selector: string): Promise<void> {
  const look = `document.querySelector(${JSON.stringify(selector)}) === null ? requestAnimationFrame(look) : done(null)`;
  await page.evaluate(`new Promise((done) => { const look = () => ${look}; look(); })`);
}

/** Waits for two frames: what was asked for is on the screen then. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))');
}

/** Presses keys as a keyboard-wedge scanner does, faster than any person. */
export async function scanByWedge(page: Page, text: string): Promise<void> {
  await page.evaluate(`for (const key of [...${JSON.stringify(text)}, 'Enter']) {
    for (const type of ['keydown', 'keyup']) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(type, { key, code: 'Key' + key, bubbles: true, cancelable: true }));
  }`);
}

async function stationOf(page: Page, list: 'calls' | 'unexpected'): Promise<readonly MockCall[]> {
  return page.evaluate<readonly MockCall[]>(`[...(window.pasilloMock?.${list} ?? [])]`);
}
