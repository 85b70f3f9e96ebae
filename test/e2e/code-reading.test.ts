import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleCode, siloScripts } from '../../renderer/silo/mock-scripts.ts';
import { launchBrowser } from './support/browser.ts';
import { type QrLook, writeEmptyVideo, writeQrVideo } from './support/fake-camera.ts';
import { judgeScreen } from './support/judge.ts';
import { callsOf, openBlank, openScene, panels, playScene, showViews } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let folder: string;
let camera: string;
let site: TestPage;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasillo-reading-'));
  camera = join(folder, 'camera.y4m');
  await writeEmptyVideo(camera);
  site = await serveTestPage();
  browser = await launchBrowser(camera);
});

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts `text` before the camera, opens a page and waits for nothing. The browser reads the file anew for each page that opens its camera. */
async function showToCamera(text: string, look: QrLook, name: string, place: string) {
  await writeQrVideo(camera, text, look);
  return await openScene(browser, site.url, name, { size: panels.tablet, place });
}

/** The code stays in sight for more frames of both readers. */
async function moreFrames(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => { let frames = 0; const next = () => (++frames > 90 ? done(null) : requestAnimationFrame(next)); next(); })');
}

/** Waits until the page asked its station for something. */
async function firstCall(page: Page): Promise<void> {
  await expect.poll(async () => (await callsOf(page)).length, { timeout: 20_000 }).toBeGreaterThan(0);
}

describe("the page's own reader, with a camera that sees a code", () => {
  test('reads an LK1 code to the letter and passes it on once', async () => {
    const { page, faults, close } = await showToCamera(sampleCode, 'plain', 'silo-ready', '/silo');
    await firstCall(page);
    await moreFrames(page);
    expect(await callsOf(page)).toEqual([{ procedure: 'silo.scan', input: { code: sampleCode, source: 'camera' } }]);
    expect(await faults()).toEqual([]);
    await close();
  });

  test('does not answer a foreign code each time that the camera starts again after its refusal', async () => {
    const { page, close } = await showToCamera('https://shop.example/sale', 'plain', 'silo-ready', '/silo');
    await firstCall(page);
    const show = async (name: string) => {
      const silo = siloScripts[name]?.().silo;
      if (silo !== undefined) await showViews(page, { silo });
    };
    for (let refusal = 0; refusal < 3; refusal++) {
      await show('silo-refused-unreadable');
      await page.locator('.viewfinder').waitFor({ state: 'detached' });
      await show('silo-ready');
      await page.locator('.viewfinder[data-state="live"]').waitFor();
      await moreFrames(page);
    }
    // Once, and once more after a while for a person who holds up their own code again.
    expect((await callsOf(page)).length).toBeLessThan(3);
    await close();
  });

  test('is told as one that is not there while it does not answer, and reads as soon as it does', async () => {
    await writeQrVideo(camera, sampleCode, 'plain');
    const page = await openBlank(browser, panels.tablet);
    await page.addInitScript(`{
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const answers = new Promise((done) => { window.answerForCamera = done; });
      navigator.mediaDevices.getUserMedia = async (wanted) => { await answers; return ask(wanted); };
    }`);
    await page.clock.install();
    const { faults } = await playScene(page, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
    await page.locator('.viewfinder[data-state="starting"]').waitFor();
    await page.clock.fastForward(11_000);
    await page.locator('.viewfinder[data-state="problem"]').waitFor();
    expect(await page.getByRole('button', { name: /código y PIN/ }).getAttribute('data-kind')).toBe('primary');
    // Another screen and back: the camera that hangs keeps the next one waiting for a moment only.
    await page.getByRole('button', { name: /código y PIN/ }).click();
    await page.evaluate('window.answerForCamera()');
    await page.getByRole('button', { name: 'Atrás' }).click();
    await page.locator('.viewfinder[data-state="live"]').waitFor();
    await firstCall(page);
    expect(await faults()).toEqual([]);
    await page.context().close();
  });

  test('is read by another reader where that of the browser never answers', async () => {
    await writeQrVideo(camera, sampleCode, 'plain');
    const page = await openBlank(browser, panels.tablet);
    await page.addInitScript('window.BarcodeDetector = class { static getSupportedFormats() { return new Promise(() => undefined); } };');
    await playScene(page, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
    await page.locator('.viewfinder[data-state="live"]').waitFor();
    await firstCall(page);
    await page.context().close();
  });

  test("reads an inverted code, which only the worker's reader can", async () => {
    const { page, close } = await showToCamera(sampleCode, 'inverted', 'silo-ready', '/silo');
    await firstCall(page);
    expect(await callsOf(page)).toEqual([{ procedure: 'silo.scan', input: { code: sampleCode, source: 'camera' } }]);
    await close();
  });

  test('takes a staff badge and asks for the PIN', async () => {
    const { page, close } = await showToCamera('PB1:7K3M9QRTX27K3M9QRTX2ABCDEF', 'plain', 'staff-signed-out', '/staff');
    await page.getByRole('heading', { name: 'Tu PIN' }).waitFor();
    await close();
  });

  test('finds the order of a till code', async () => {
    const { page, close } = await showToCamera('PT1:K1-00042-7:12985:EUR:55', 'plain', 'staff-home', '/staff/till');
    await page.getByRole('heading', { name: 'Pedido K1-00042-7' }).waitFor();
    expect(await callsOf(page)).toContainEqual({ procedure: 'staff.findOrder', input: { code: 'PT1:K1-00042-7:12985:EUR:55' } });
    await close();
  });

  test('fetches nothing from anywhere but its own origin', async () => {
    await writeQrVideo(camera, sampleCode);
    const context = await browser.newContext({ permissions: ['camera'] });
    const page = await context.newPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    await page.goto(`${site.url}/?mock=silo-ready#/silo`);
    await firstCall(page);
    expect(elsewhere).toEqual([]);
    await context.close();
  });
});

test('without a camera the screen says so and points to code and PIN', async () => {
  const blind = await launchBrowser();
  const { page } = await openScene(blind, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
  await page.getByText('No hay cámara').waitFor();
  expect(await judgeScreen(page)).toEqual([]);
  await page.getByRole('button', { name: /código y PIN/ }).click();
  await page.getByRole('heading', { name: 'Escribe el código de tu mensaje' }).waitFor();
  await blind.close();
});
