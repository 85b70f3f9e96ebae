import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import { findChromium } from '../find-chromium.mjs';
import { untilSomethingCanBeOrdered } from '../world/goods.ts';
import { connectToStation } from '../world/station-client.ts';
import { until } from '../world/until.ts';
import type { World } from '../world/world.ts';
import { startWorld } from '../world/world.ts';
import type { Arrival } from './arrived.ts';
import { compareOperations } from './arrived.ts';
import type { BusLog } from './bus-log.ts';
import { listenToBus } from './bus-log.ts';
import { type CameraFeed, cameraFlags, lumaOfPicture, openCameraFeed } from './camera-feed.ts';
import { finish, order } from './kiosk-steps.ts';
import { waitForReadyMail } from './mail.ts';
import { collect } from './silo-steps.ts';
import { leave, loadParcel, photographSlip, signIn, takePayment } from './staff-steps.ts';

/** How the path is played. `folder` is as that of a stage; `say` gets one line for each step. */
export interface PlayOptions {
  readonly folder: string;
  /** The hub is away from after the order until after the collection. */
  readonly offline: boolean;
  say(line: string): void;
}

/** What came of it. */
export interface PlayReport {
  readonly order: string;
  /** The door that was loaded and the door that opened: the same. */
  readonly loaded: number;
  readonly collected: number;
  readonly arrival: Arrival;
}

interface Stage {
  readonly world: World;
  readonly bus: BusLog;
  readonly options: PlayOptions;
  /** What the silo's camera sees. */
  readonly feed: CameraFeed;
}

/** Somebody closes an opened door after this time. */
const doorClosesAfterMs = 2_500;
const size = { width: 1080, height: 1920 };
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Plays the whole path on a shop of its own: order, pay, load, message, collect, and what the hub knows of it. */
export async function playPath(options: PlayOptions): Promise<PlayReport> {
  const { folder } = options;
  const world = await startWorld({ folder, devices: 'bank', hubPort: 0, webPort: 0, devPage: null, onEnded: (_, sentence) => options.say(sentence) });
  const stage: Stage = { world, bus: listenToBus(world.bank), options, feed: openCameraFeed(join(folder, 'camera.y4m')) };
  try {
    world.bank.tell({ autoClose: { afterMs: doorClosesAfterMs } });
    await untilReady(world);
    const { number, loaded } = await withBrowser(stage, [], (browser) => playShop(stage, browser));
    const collected = await withBrowser(stage, cameraFlags(stage.feed.file), (browser) => playSilo(stage, browser));
    await untilHandedOver(world, loaded);
    if (options.offline) {
      await world.startHub();
      options.say('  hub       starts again');
    }
    await untilSynced(world);
    await world.stop();
    return { order: number, loaded, collected, arrival: await compareOperations(folder) };
  } finally {
    await world.stop();
  }
}

async function playShop(stage: Stage, browser: Browser): Promise<{ number: string; loaded: number }> {
  const { world, bus, options } = stage;
  const page = await openPage(browser, world);
  const { number, product } = await order(page);
  await finish(page);
  options.say(`1 order     ${number}  ${product}, for the silo  |  ${bus.take()}`);
  if (options.offline) {
    await world.stopHub();
    options.say('  hub       stops');
  }
  await signIn(page);
  const paid = await takePayment(page, number);
  options.say(`2 pay       ${paid}  |  ${bus.take()}`);
  const loaded = await loadParcel(page, number);
  options.say(`  load      door ${loaded}  |  ${bus.take()}`);
  stage.feed.show(await lumaOfPicture(browser, options.offline ? await photographSlip(page) : await receiveMail(stage, browser, number)));
  if (options.offline) options.say(`3 code      from the slip on the staff screen  |  ${bus.take()}`);
  await leave(page);
  return { number, loaded };
}

/** The picture of the e-mail, after a look at the page behind its link. */
async function receiveMail({ world, bus, options }: Stage, browser: Browser, number: string): Promise<Buffer> {
  const mail = await waitForReadyMail(join(world.folder, 'hub', 'mailbox'), number);
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'es-ES' });
  await phone.goto(mail.phoneUrl);
  await phone.getByRole('img', { name: /QR/ }).first().waitFor();
  await phone.close();
  options.say(`3 message   ${mail.file.slice(world.folder.length + 1)}, its link shows the code  |  ${bus.take()}`);
  return mail.png;
}

async function playSilo({ world, bus, options }: Stage, browser: Browser): Promise<number> {
  const page = await openPage(browser, world);
  const door = await collect(page);
  options.say(`4 collect   the camera reads the code, door ${door} opens and closes  |  ${bus.take()}`);
  return door;
}

async function openPage(browser: Browser, world: World): Promise<Page> {
  const page = await browser.newPage({ viewport: size, locale: 'es-ES' });
  const log = join(world.folder, 'logs', 'page.log');
  page.on('pageerror', (error) => appendFileSync(log, `${error.stack ?? error.message}\n`));
  page.on('console', (message) => appendFileSync(log, `${message.type()} ${message.text()}\n`));
  await page.goto(await world.launchUrl());
  return page;
}

/** Waits until the compartment is free again: a while after its door was closed, when no late pulse can come any more. */
async function untilHandedOver(world: World, door: number): Promise<void> {
  const client = await connectToStation(await world.launchUrl());
  try {
    await until('the hand-over is recorded', 60_000, async () => {
      const [assistant] = DEMO_STAFF;
      const status = await client.calls.staff.status({});
      if (!status.ok) return (await client.calls.staff.signIn({ badge: assistant.number, pin: assistant.pin })).ok && false;
      return status.value.doors.some(({ door: one, state }) => one.number === door && state.startsWith('free'));
    });
  } finally {
    client.close();
  }
}

/** Waits until there is something to sell, and codes and staff with it: they come in one go. */
async function untilReady(world: World): Promise<void> {
  const client = await connectToStation(await world.launchUrl());
  try {
    await untilSomethingCanBeOrdered(client.calls);
  } finally {
    client.close();
  }
  await untilSynced(world);
}

/** Waits until the hub has everything of the station. */
async function untilSynced(world: World): Promise<void> {
  const client = await connectToStation(await world.launchUrl());
  try {
    await until('the hub has everything', 120_000, async () => {
      for await (const view of await client.calls.kiosk.watch({})) {
        return view.hub.state === 'online' && view.hub.pending === 0;
      }
      return false;
    });
  } finally {
    client.close();
  }
}

async function withBrowser<T>({ options }: Stage, more: readonly string[], use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium or Chrome on this machine: install one, or set CHROME_PATH.');
  const browser = await chromium.launch({ executablePath, args: [...flags, ...more] });
  try {
    return await use(browser);
  } catch (error) {
    await photograph(browser, join(options.folder, 'failed.png'));
    options.say(`The screen at that moment: ${join(options.folder, 'failed.png')}`);
    throw error;
  } finally {
    await browser.close();
  }
}

async function photograph(browser: Browser, path: string): Promise<void> {
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .at(-1);
  await page?.screenshot({ path });
}
