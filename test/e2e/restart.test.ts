import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { finish, order } from '../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../scripts/demo/screen.ts';
import { identify, signIn, takePayment } from '../../scripts/demo/staff-steps.ts';
import { es, startsWith } from '../../scripts/demo/words.ts';
import { connectToStation } from '../../scripts/world/station-client.ts';
import { untilSomethingCanBeOrdered } from '../../scripts/world/goods.ts';
import type { World } from '../../scripts/world/world.ts';
import { startWorld } from '../../scripts/world/world.ts';
import { launchBrowser } from './support/browser.ts';

let world: World;
let browser: Browser;
let page: Page;
let number = '';

beforeAll(async () => {
  world = await startWorld({
    folder: mkdtempSync(join(tmpdir(), 'pasillo-restart-')),
    devices: 'bank',
    hubPort: 0,
    webPort: 0,
    devPage: null,
    onEnded: () => undefined,
  });
  await waitForGoods();
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: 'es-ES' });
  await page.goto(await world.launchUrl());
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

describe('a page whose station is killed and started again', () => {
  it('shows the same order number, without a reload', async () => {
    ({ number } = await order(page));
    await killAndStart();
    await seeTitle(page, new RegExp(number));
    await finish(page);
    await seeTitle(page, es['kiosk.attract.title']);
  });

  it('asks staff to sign in again, and has the payment that they took', async () => {
    await signIn(page);
    await takePayment(page, number);
    await killAndStart();
    await identify(page);
    await press(page, es['staff.home']);
    await press(page, startsWith(es['staff.home.orders']));
    await page.getByRole('button', { name: es['staff.orders.open'].replace('{number}', number), exact: true }).waitFor();
  });
});

/** Returns when the page has found the station again: something came over a connection that was made after the kill. */
async function killAndStart(): Promise<void> {
  await world.stopStation('kill -9');
  const heard = new Promise<void>((resolve) => {
    page.on('websocket', (socket) => socket.once('framereceived', () => resolve()));
  });
  await world.startStation();
  await heard;
}

async function waitForGoods(): Promise<void> {
  const client = await connectToStation(await world.launchUrl());
  await untilSomethingCanBeOrdered(client.calls);
  client.close();
}
