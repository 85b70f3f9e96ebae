import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messages } from '../../renderer/i18n/messages.ts';
import { siloScripts } from '../../renderer/silo/mock-scripts.ts';
import { staffScripts } from '../../renderer/staff/mock-scripts.ts';
import { launchBrowser } from './support/browser.ts';
import { writeEmptyVideo, writeQrVideo } from './support/fake-camera.ts';
import { measureScreen } from './support/judge.ts';
import { looks, nameOfLook } from './support/looks.ts';
import { callsOf, drawn, openScene, panels, scanByWedge, showViews } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

const label = 'PT1:K1-00042-7:12985:EUR:55';
let folder: string;
let camera: string;
let site: TestPage;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasillo-labels-'));
  camera = join(folder, 'camera.y4m');
  await writeEmptyVideo(camera);
  site = await serveTestPage();
  browser = await launchBrowser(camera);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

const turnOn = (page: Page) => page.getByRole('button', { name: 'Leer con la cámara' }).click();
const pictures = (page: Page) => page.locator('video').count();
const read = async (page: Page) =>
  (await callsOf(page))
    .filter(({ procedure }) => procedure === 'staff.scanParcel' || procedure === 'staff.scanRecall')
    .map(({ procedure, input }) => [procedure, input]);
/** Waits until the camera has read something. */
const firstRead = (page: Page) => expect.poll(async () => (await read(page)).length, { timeout: 20_000 }).toBeGreaterThan(0);
const staffScene = (name: string) => staffScripts[name]?.() ?? {};

describe('the camera as a reader of labels', () => {
  test('is off until it is asked for, asks for a door once, is off while the door is in hand, and comes back by itself', async () => {
    await writeQrVideo(camera, label);
    const { page, faults, close } = await openScene(browser, site.url, 'staff-load-desk-round', { size: panels.landscape, place: '/staff/load' });
    expect(await pictures(page)).toBe(0);
    await turnOn(page);
    await firstRead(page);
    expect(await read(page)).toEqual([['staff.scanParcel', { code: label, lowDoor: false }]]);
    for (const scene of ['staff-load-open', 'staff-load-ask']) {
      await showViews(page, staffScene(scene));
      expect(await pictures(page)).toBe(0);
    }
    await showViews(page, staffScene('staff-load-loaded'));
    await page.locator('.label-camera').waitFor();
    await showViews(page, staffScene('staff-stop-unreadable'));
    await page.locator('.label-camera').waitFor();
    await showViews(page, staffScene('staff-load-desk-round'));
    await page.getByRole('button', { name: 'Apagar la cámara' }).click();
    expect([await pictures(page), await faults()]).toEqual([0, []]);
    await close();
  });

  test('goes with who switched it on: the next member, and the next courier, ask for it themselves', async () => {
    await writeEmptyVideo(camera);
    const atDesk = await openScene(browser, site.url, 'staff-load-desk-round', { size: panels.landscape, place: '/staff/load' });
    await turnOn(atDesk.page);
    await atDesk.page.locator('.label-camera').waitFor();
    const { staff } = staffScene('staff-load-desk-round');
    if (staff?.member == null) throw new Error('nobody is at work');
    const other = { ...staff, member: { ...staff.member, staffId: 'staff-9', name: 'Eva' } };
    const comes = async (next: typeof staff) => {
      await showViews(atDesk.page, { staff: next });
      await atDesk.page.evaluate(`location.hash = '#/staff/load'`);
      await atDesk.page.getByRole('button', { name: 'Leer con la cámara' }).waitFor();
      expect(await pictures(atDesk.page)).toBe(0);
    };
    await comes(other);
    await turnOn(atDesk.page);
    await atDesk.page.locator('.label-camera').waitFor();
    await showViews(atDesk.page, { staff: { ...other, member: null } });
    await comes(other);
    await turnOn(atDesk.page);
    await showViews(atDesk.page, { staff: { ...other, member: null } });
    await comes(staff);
    await atDesk.close();
    const atSilo = await openScene(browser, site.url, 'courier-desk', { size: panels.portrait, place: '/silo' });
    await turnOn(atSilo.page);
    await atSilo.page.locator('.label-camera').waitFor();
    await showViews(atSilo.page, siloScripts['silo-ready']?.() ?? {});
    await showViews(atSilo.page, siloScripts['courier-desk']?.() ?? {});
    await atSilo.page.getByRole('button', { name: 'Leer con la cámara' }).waitFor();
    await atSilo.close();
  });

  test.each(['portrait', 'landscape'] as const)('takes little of the %s panel, and a scanner and a typed number work beside it', async (panel) => {
    await writeEmptyVideo(camera);
    const { page, close } = await openScene(browser, site.url, 'staff-load-desk-round', { size: panels[panel], place: '/staff/load' });
    await turnOn(page);
    await page.locator('.viewfinder[data-state="live"]').waitFor();
    const box = await page.locator('.label-camera-picture').boundingBox();
    expect((box?.height ?? 9999) / panels[panel].height).toBeLessThan(0.32);
    expect(await measureScreen(page)).toEqual([]);
    await scanByWedge(page, 'K1-00041-K');
    await firstRead(page);
    await page.getByRole('textbox').fill('K1-00042-7');
    await page.getByRole('button', { name: 'Abrir', exact: true }).click();
    expect((await read(page)).map(([, input]) => input)).toEqual([
      { code: 'K1-00041-K', lowDoor: false },
      { code: 'K1-00042-7', lowDoor: false },
    ]);
    await close();
  });

  test('says what was taken out, once the door is closed', async () => {
    await writeQrVideo(camera, label);
    const { page, faults, close } = await openScene(browser, site.url, 'staff-recall-open', { size: panels.portrait, place: '/staff' });
    expect(await page.getByRole('button', { name: 'Leer con la cámara' }).count()).toBe(0);
    await showViews(page, staffScene('staff-recall-ask'));
    await turnOn(page);
    await firstRead(page);
    expect([await read(page), await faults()]).toEqual([[['staff.scanRecall', { code: label }]], []]);
    await close();
  });

  test('is there for couriers too', async () => {
    await writeQrVideo(camera, label);
    const { page, faults, close } = await openScene(browser, site.url, 'courier-desk', { size: panels.portrait, place: '/silo' });
    await turnOn(page);
    await firstRead(page);
    expect(await read(page)).toEqual([['staff.scanParcel', { code: label, lowDoor: false }]]);
    await showViews(page, siloScripts['courier-load-open']?.() ?? {});
    expect([await pictures(page), await faults()]).toEqual([0, []]);
    await close();
  });
});

describe('a tablet without a camera', () => {
  let blind: Browser;
  beforeAll(async () => {
    blind = await launchBrowser();
  });
  afterAll(() => blind?.close());

  // The words that need the most room.
  const hard = looks.filter(({ text }) => text === '200').map((look) => [nameOfLook(look), look] as const);

  test.each(hard)('says to use the scanner: %s', async (_, look) => {
    const problems: string[] = [];
    for (const [name, place] of [
      ['staff-load-desk-forty', '/staff/load'],
      ['staff-recall-ask', '/staff'],
    ] as const) {
      const { page, close } = await openScene(blind, site.url, name, { ...look, size: panels[look.panel], place });
      await page.getByRole('button', { name: messages[look.language]['staff.camera.on'] }).click();
      await page.getByText(messages[look.language]['staff.camera.remedy']).waitFor();
      await drawn(page);
      problems.push(...(await measureScreen(page)).map((problem) => `${name}: ${problem}`));
      await close();
    }
    expect(problems).toEqual([]);
  });
});
