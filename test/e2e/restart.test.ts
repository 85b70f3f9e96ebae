import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, order } from '../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../scripts/demo/screen.ts';
import { identify, signIn, takePayment } from '../../scripts/demo/staff-steps.ts';
import { es, like, startsWith } from '../../scripts/demo/words.ts';
import { connectToStation } from '../../scripts/world/station-client.ts';
import { untilSomethingCanBeOrdered } from '../../scripts/world/goods.ts';
import { until } from '../../scripts/world/until.ts';
import type { World } from '../../scripts/world/world.ts';
import { startWorld } from '../../scripts/world/world.ts';
import { launchBrowser } from './support/browser.ts';
import { layDemoHub } from './support/demo-hub.ts';

let world: World;
let browser: Browser;
let page: Page;
/** Every lock that was pulsed, in order. */
const pulsed: { board: unknown; lock: unknown }[] = [];
let number = '';

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-restart-'));
  layDemoHub(folder);
  world = await startWorld({
    folder,
    devices: 'bank',
    hubPort: 0,
    webPort: 0,
    devPage: null,
    onEnded: () => undefined,
  });
  world.bank.onLine((line) => {
    if (line.event === 'pulse') pulsed.push({ board: line['board'], lock: line['lock'] });
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

  it('sets the compartment aside whose door stood open, opens none by itself, and loads the order into another', async () => {
    await press(page, es['staff.orders.open'].replace('{number}', number));
    await press(page, es['staff.prepare.open']);
    await seeTitle(page, es['staff.load.open.title']);
    await killAndStart();
    const [first] = pulsed;
    world.bank.tell({ close: first });
    await identify(page);
    await page.getByRole('heading', { name: es['staff.prepare.title'] }).waitFor();
    expect(pulsed).toEqual([first]);

    world.bank.tell({ autoClose: { afterMs: 2_000 } });
    await untilOpened();
    await seeTitle(page, es['staff.load.ask.title']);
    await press(page, es['staff.load.placed']);
    await seeTitle(page, like(es['staff.load.done.title']));
    expect(pulsed).toHaveLength(2);
    expect(pulsed[1]).not.toEqual(first);
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

/** Asks for a compartment until one opens: the first door is still being watched for a while, and the screen says so. */
async function untilOpened(): Promise<void> {
  await press(page, es['staff.prepare.open']);
  await seeTitle(page, es['staff.stop.still-watched.title']);
  const again = page.getByRole('button', { name: es['staff.stop.again'], exact: true });
  await until('a compartment opens', 30_000, async () => {
    if (await again.isVisible()) await again.click();
    return await seeTitle(page, like(es['staff.load.open.title']), 1_500).then(
      () => true,
      async () => (await page.getByRole('heading', { name: es['staff.load.ask.title'], exact: true }).count()) > 0,
    );
  });
}

async function waitForGoods(): Promise<void> {
  const client = await connectToStation(await world.launchUrl());
  await untilSomethingCanBeOrdered(client.calls);
  client.close();
}
