import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrder } from '../../renderer/staff/mock-orders.ts';
import { launchBrowser } from './support/browser.ts';
import { drawn, looks, openScene, panels, type Scene } from './support/scene.ts';
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

describe.each(looks.filter(({ panel, text }) => panel === 'landscape' || (panel === 'portrait' && text === '100')))(
  'what goes wrong for staff, on the $panel panel, english $english, text $text %',
  ({ panel, english, text, contrast, judge }) => {
    const open = (name: string, place: string) => openScene(browser, site.url, name, { size: panels[panel], english, text, contrast, place });

    async function judgeAfter(scene: Scene, ...steps: readonly (() => Promise<unknown>)[]): Promise<void> {
      for (const step of steps) await step();
      await drawn(scene.page);
      expect([...(await judge(scene.page)), ...(await scene.faults())]).toEqual([]);
      await scene.close();
    }

    const press =
      ({ page }: Scene, spanish: string | RegExp, inEnglish: string | RegExp) =>
      () =>
        page.getByRole('button', { name: english ? inEnglish : spanish }).click();
    const find =
      ({ page }: Scene) =>
      async () => {
        await page.getByRole('textbox').fill('K1-00042-7');
        await page.keyboard.press('Enter');
      };

    test.each(['staff-till-unreadable', 'staff-till-unknown'])('%s is told in sight, with the field, accessibly', async (name) => {
      const scene = await open(name, '/staff/till');
      await judgeAfter(scene, find(scene), async () => {
        await scene.page.getByRole('alert').waitFor();
        expect(await isInSight(scene.page, '[role=alert]')).toBe(true);
        expect(await isInSight(scene.page, 'input')).toBe(true);
      });
    });

    test.each(['staff-pay-already', 'staff-pay-storage'])('%s is told in sight, accessibly', async (name) => {
      const scene = await open(name, '/staff/till');
      await judgeAfter(scene, find(scene), press(scene, 'Efectivo', 'Cash'), press(scene, /^Cobrado:/, /^Paid:/), async () => {
        await scene.page.getByRole('alert').waitFor();
        expect(await isInSight(scene.page, '[role=alert]')).toBe(true);
      });
    });

    test('no compartment is told in sight, accessibly', async () => {
      const scene = await open('staff-no-compartment', `/staff/orders/${sampleOrder.orderId}`);
      await judgeAfter(scene, press(scene, 'Abrir una puerta', 'Open a door'), async () => {
        await scene.page.getByRole('alert').waitFor();
        if (panel === 'landscape') expect(await isInSight(scene.page, '[role=alert]')).toBe(true);
      });
    });

    test.each([
      ['staff-nothing-to-prepare', '/staff/orders'],
      ['staff-recall-desk-forty', '/staff/recall'],
      ['staff-service', '/staff/service/wiring'],
      ['staff-service-refusing', '/staff/service/board/bank/2'],
    ])('%s is accessible, fits and can be touched', async (name, place) => {
      const scene = await open(name, place);
      await judgeAfter(scene, () => scene.page.getByRole('heading', { level: 1 }).waitFor());
    });
  },
);

/** Is the whole of what `selector` names first above whatever stands at the foot of its screen? */
async function isInSight(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
    const main = document.querySelector('main').getBoundingClientRect();
    return box.top >= main.top - 1 && box.bottom <= main.bottom + 1;
  })()`);
}
