import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleCode } from '../../renderer/silo/mock-scripts.ts';
import { launchBrowser } from './support/browser.ts';
import { type QrLook, writeQrVideo } from './support/fake-camera.ts';
import { judgeScreen } from './support/judge.ts';
import { callsOf, openScene, panels } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let folder: string;
let site: TestPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasillo-reading-'));
  site = await serveTestPage();
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a page with a camera that sees `text`, and waits for what it asks of its station. */
async function showToCamera(text: string, look: QrLook, name: string, place: string) {
  const video = join(folder, `${name}-${look}.y4m`);
  await writeQrVideo(video, text, look);
  const browser = await launchBrowser(video);
  const scene = await openScene(browser, site.url, name, { size: panels.tablet, place });
  return { ...scene, end: () => browser.close() };
}

/** Waits until the page asked its station for something. */
async function firstCall(page: Page): Promise<void> {
  await expect.poll(async () => (await callsOf(page)).length, { timeout: 20_000 }).toBeGreaterThan(0);
}

describe("the page's own reader, with a camera that sees a code", () => {
  test('reads an LK1 code to the letter and passes it on once', async () => {
    const { page, faults, end } = await showToCamera(sampleCode, 'plain', 'silo-ready', '/silo');
    await firstCall(page);
    // The code stays in sight for more frames of both readers.
    await page.evaluate('new Promise((done) => { let frames = 0; const next = () => (++frames > 90 ? done(null) : requestAnimationFrame(next)); next(); })');
    expect(await callsOf(page)).toEqual([{ procedure: 'silo.scan', input: { code: sampleCode, source: 'camera' } }]);
    expect(await faults()).toEqual([]);
    await end();
  });

  test("reads an inverted code, which only the worker's reader can", async () => {
    const { page, end } = await showToCamera(sampleCode, 'inverted', 'silo-ready', '/silo');
    await firstCall(page);
    expect(await callsOf(page)).toEqual([{ procedure: 'silo.scan', input: { code: sampleCode, source: 'camera' } }]);
    await end();
  });

  test('takes a staff badge and asks for the PIN', async () => {
    const { page, end } = await showToCamera('PB1:7K3M9QRTX27K3M9QRTX2ABCDEF', 'plain', 'staff-signed-out', '/staff');
    await page.getByRole('heading', { name: 'Tu PIN' }).waitFor();
    await end();
  });

  test('finds the order of a till code', async () => {
    const { page, end } = await showToCamera('PT1:K1-00042-7:12985:EUR:55', 'plain', 'staff-home', '/staff/till');
    await page.getByRole('heading', { name: 'Pedido K1-00042-7' }).waitFor();
    expect(await callsOf(page)).toContainEqual({ procedure: 'staff.findOrder', input: { code: 'PT1:K1-00042-7:12985:EUR:55' } });
    await end();
  });

  test('fetches nothing from anywhere but its own origin', async () => {
    const video = join(folder, 'origin.y4m');
    await writeQrVideo(video, sampleCode);
    const browser = await launchBrowser(video);
    const page = await browser.newPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    await page.goto(`${site.url}/?mock=silo-ready#/silo`);
    await firstCall(page);
    expect(elsewhere).toEqual([]);
    await browser.close();
  });
});

test('without a camera the screen says so and points to code and PIN', async () => {
  const browser = await launchBrowser();
  const { page } = await openScene(browser, site.url, 'silo-ready', { size: panels.tablet, place: '/silo' });
  await page.getByText('No hay cámara').waitFor();
  expect(await judgeScreen(page)).toEqual([]);
  await page.getByRole('button', { name: /código y PIN/ }).click();
  await page.getByRole('heading', { name: 'Escribe el código de tu mensaje' }).waitFor();
  await browser.close();
});
