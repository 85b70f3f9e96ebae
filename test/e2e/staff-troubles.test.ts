import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWalk } from './screens/open-walk.ts';
import { staffTroubles } from './screens/staff.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeWalk } from './support/judge-walk.ts';
import { looks, panels } from './support/scene.ts';
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

/** Where there is least room, and where there is most. */
const rooms = looks.flatMap((look) => (look.panel === 'landscape' || look.panel === 'portrait' ? [{ ...look, panel: look.panel }] : []));

describe.each(rooms)('what goes wrong for staff, on the $panel panel, language $language, text $text %', ({ panel, language, text, contrast, judge }) => {
  const look = { size: panels[panel], text, contrast, language } as const;

  test.each(staffTroubles.map((walk) => [walk.name, walk] as const))('%s is told in sight, accessibly', async (_, walk) => {
    const open = await openWalk(browser, site.url, walk, look);
    expect(await judgeWalk(open, walk, judge)).toEqual([]);
    for (const selector of walk.inSight[panel]) expect(await isInSight(open.page, selector)).toBe(true);
    await open.close();
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
