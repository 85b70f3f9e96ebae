import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { z } from 'zod';

/** What is done at a kiosk. */
export const KINDS = ['start', 'typing', 'filter', 'product', 'size', 'add', 'checkout', 'language', 'back'] as const;
export type Kind = (typeof KINDS)[number];

const noted = z.object({
  events: z.array(z.object({ kind: z.enum(KINDS).nullable(), id: z.number(), ms: z.number(), waiting: z.number(), script: z.number(), drawing: z.number() })),
  frames: z.array(z.object({ kind: z.enum(KINDS), type: z.string(), ms: z.number() })),
  gaps: z.array(z.number()),
});
/** What a page noted of itself; see in-page.js. */
export type Noted = z.infer<typeof noted>;

/** A kiosk's page on a slow processor. */
export interface MeasuredPage {
  readonly page: Page;
  /** Milliseconds from the address to the first screen that can be touched. */
  readonly firstScreenMs: number;
  /** Does something of a kind, and waits until it is noted. */
  during<T>(kind: Kind, act: () => Promise<T>): Promise<T>;
  /** A finger on a control: down, and up again after as long as people press. */
  touch(control: Locator): Promise<void>;
  /** Moves the list with a finger. */
  scroll(): Promise<void>;
  /** Takes out what was noted, before the page is loaded anew with the end of its session; all that was noted so far. */
  noted(): Promise<Noted>;
  /** Touches that were begun while nothing counts. */
  left(): number;
  close(): Promise<void>;
}

const PANEL = { width: 1080, height: 1920 };
/** As slow as a small computer in a kiosk. */
export const SLOWED = 4;

/** Opens the kiosk at an address. `counts`: whether what is touched now is noted. */
export async function openMeasured(browser: Browser, url: string, counts: () => boolean): Promise<MeasuredPage> {
  const context = await browser.newContext({ viewport: PANEL, hasTouch: true, locale: 'es-ES' });
  const page = await context.newPage();
  await page.addInitScript(readFileSync(join(import.meta.dirname, 'in-page.js'), 'utf8'));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await page.goto(url);
  const firstScreenMs = z.number().parse(await page.evaluate('pasilloBench.shown'));
  let left = 0;
  const all: Noted = { events: [], frames: [], gaps: [] };
  const settled = () => page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20))))');
  return {
    page,
    firstScreenMs,
    during: async (kind, act) => {
      if (counts()) await page.evaluate(`pasilloBench.kind = ${JSON.stringify(kind)}`);
      else left += 1;
      const answer = await act();
      await settled();
      await page.evaluate('pasilloBench.kind = null');
      return answer;
    },
    touch: (control) => touch(control, devtools),
    scroll: async () => {
      if (counts()) await scroll(page, devtools);
    },
    left: () => left,
    noted: async () => {
      const some = noted.parse(
        await page.evaluate('({ events: pasilloBench.events.splice(0), frames: pasilloBench.frames.splice(0), gaps: pasilloBench.gaps.splice(0) })'),
      );
      all.events.push(...some.events);
      all.frames.push(...some.frames);
      all.gaps.push(...some.gaps);
      return all;
    },
    close: () => context.close(),
  };
}

/** What in-page.js puts into the page. */
declare const pasilloBench: { readonly placeOf: (control: unknown) => Promise<unknown> };

/** From a finger's touch to its lift, in milliseconds. */
const PRESS_MS = 70;

/**
 * The control is looked for before the finger comes down, so that nothing of the driver's own work stands between the touch and its frame:
 * the driver's `tap` asks the page what lies under the finger while the event is handled.
 */
async function touch(control: Locator, devtools: CDPSession): Promise<void> {
  await control.scrollIntoViewIfNeeded();
  const point = z.object({ x: z.number(), y: z.number() }).parse(await control.evaluate((element) => pasilloBench.placeOf(element)));
  const touchPoints = [point];
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await new Promise((resolve) => setTimeout(resolve, PRESS_MS));
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** A finger that pushes the list up and pulls it back. */
async function scroll(page: Page, devtools: CDPSession): Promise<void> {
  await page.evaluate('pasilloBench.scroll(true)');
  for (const yDistance of [-1200, -1200, 1200, 1200])
    await devtools.send('Input.synthesizeScrollGesture', { x: 540, y: 1200, yDistance, speed: 2400, gestureSourceType: 'touch' });
  await page.evaluate('pasilloBench.scroll(false)');
}
