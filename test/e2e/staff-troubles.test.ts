import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWalk } from './screens/open-walk.ts';
import { staffTroubles } from './screens/staff.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeWithKeys, measureScreen } from './support/judge.ts';
import { drawn, panels } from './support/scene.ts';
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

/** Where there is most room, and where there is least. */
const rooms = [
  ['portrait', { text: '100', language: 'es' }, judgeWithKeys],
  ['landscape', { text: '200', language: 'en' }, measureScreen],
] as const;

describe.each(rooms)('what goes wrong for staff, on the %s panel', (panel, look, judge) => {
  test.each(staffTroubles.map((walk) => [walk.name, walk] as const))('%s is told in sight, accessibly', async (_, walk) => {
    const { page, visitor, faults, close } = await openWalk(browser, site.url, walk, { ...look, size: panels[panel] });
    for (const stop of walk.stops) await stop.go(visitor);
    await drawn(page);
    // A screen that is walked through by keys is left scrolled to its beginning.
    for (const selector of walk.inSight[panel]) expect(await isInSight(page, selector)).toBe(true);
    expect([...(await judge(page)), ...(await faults())]).toEqual([]);
    await close();
  });
});

/** Is the whole of what `selector` names first above whatever stands at the foot of its screen? */
async function isInSight(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
    const main = document.querySelector('main').getBoundingClientRect();
    return box.top >= main.top - 1 && box.bottom <= main.bottom + 1;
  })()`);
}
