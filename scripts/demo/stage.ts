import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { formatText, type TextValues } from '../../renderer/i18n/format.ts';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import { findChromium } from '../find-chromium.mjs';
import type { StationFileInput } from '../../src/station/config.ts';
import type { WorldDevices } from '../world/devices.ts';
import { untilSomethingCanBeOrdered } from '../world/goods.ts';
import { connectToStation, type StationClient } from '../world/station-client.ts';
import { until } from '../world/until.ts';
import { startWorld, type World } from '../world/world.ts';
import { type BankHands, handsAtBank } from './bank-hands.ts';
import { type CameraFeed, cameraFlags, openCameraFeed } from './camera-feed.ts';
import { goToPlace } from './screen.ts';
import { type Language, type Words, wordsIn } from './words.ts';
import { noteCodesOf, type WireWatch, watchWire } from './wire-watch.ts';

/** Who does something in a flow, as the narration names them. */
export type Person = 'set-up' | 'customer' | 'friend' | 'staff' | 'courier' | 'technician' | 'head office' | 'silo' | 'hub' | 'bank';

/** Hears what happens, in plain sentences. */
export type Tell = (who: Person, sentence: string) => void;

/** A running shop with its people: what every flow is played on. */
export interface Stage {
  readonly world: World;
  readonly browser: Browser;
  /** The silo's screen, upright, with the camera. */
  readonly silo: Page;
  /** A staff screen of the same station, on its side. */
  readonly staff: Page;
  readonly camera: CameraFeed;
  /** What hands, weather and crowbars do at the doors. */
  readonly hands: BankHands;
  readonly wire: WireWatch;
  readonly language: Language;
  /** What the screens say in this language. */
  readonly words: Words;
  readonly tell: Tell;
  /** Asks the station what no screen shows, as a page without a screen. */
  ask<T>(question: (calls: StationClient['calls']) => Promise<T>): Promise<T>;
  /** A phone with the page behind `url`. */
  phone(url: string): Promise<Page>;
  /** What went wrong in the pages so far, as the browser says it. */
  pageFaults(): readonly string[];
  close(): Promise<void>;
}

/** What a stage is made of. `folder` is empty or absent, or has in `hub` the data of a hub of the demonstration that was started and stopped once. */
export interface StageOptions {
  readonly folder: string;
  readonly tell: Tell;
  /** Are stand-ins of payment providers there? Left out: no. */
  readonly providers?: boolean;
  /** Which devices are simulated: left out, the bank alone. */
  readonly devices?: WorldDevices;
  /** Who speaks, and into what. Left out: the usual. */
  readonly speech?: StationFileInput['speech'];
}

/** Times of a shop in a hurry, each within what the door protocol bears. */
const timings = { quarantineMs: 1000, retryOfferMs: 5000, remindersMs: [5000, 6000, 7000] };

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
const sizes = { silo: { width: 1080, height: 1920 }, staff: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** Starts a shop and its browser, with a page for the silo and one for the staff, once there is something to sell. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { folder, tell } = options;
  const world = await startWorld({
    folder,
    devices: options.devices ?? 'bank',
    hubPort: 0,
    webPort: 0,
    devPage: null,
    station: { timings, ...(options.speech === undefined ? {} : { speech: options.speech }) },
    providers: options.providers === true,
    onEnded: (name, sentence) => tell(name === 'station' ? 'silo' : name === 'providers' ? 'set-up' : name, sentence),
  });
  try {
    const camera = openCameraFeed(join(folder, 'camera.y4m'));
    const browser = await launch(cameraFlags(camera.file));
    const faults: string[] = [];
    const silo = await openPage(browser, world, 'silo', faults);
    const staff = await openPage(browser, world, 'staff', faults);
    const hands = handsAtBank(world.bank);
    const stage: Stage = {
      world,
      browser,
      silo,
      staff,
      camera,
      hands,
      wire: watchWire(world.bank, silo),
      language: 'es',
      words: wordsIn('es'),
      tell,
      ask: (question) => askStation(world, question),
      phone: async (url) => {
        const page = await browser.newPage({ viewport: sizes.phone, locale: 'es-ES' });
        await page.goto(url);
        return page;
      },
      pageFaults: () => [...faults],
      close: async () => {
        await browser.close();
        await world.stop();
      },
    };
    await untilReady(stage);
    return stage;
  } catch (error) {
    await world.stop();
    throw error;
  }
}

/** The same stage for people who read another language. */
export function inLanguage(stage: Stage, language: Language): Stage {
  return { ...stage, language, words: wordsIn(language) };
}

/** Until doors that were closed just now are not watched any more: while they are, nothing else opens them. */
export function untilDoorsRest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2 * timings.quarantineMs));
}

/** Messages as the screens say them, with their places filled. */
export function saying({ language }: Stage): (key: keyof Words, values: TextValues) => string {
  return (key, values) => formatText(language, key, values);
}

/** Waits until the hub has everything of the station. */
export async function untilSynced(stage: Stage): Promise<void> {
  await stage.ask((calls) =>
    until('the hub has everything', 120_000, async () => {
      for await (const view of await calls.kiosk.watch({})) return view.hub.state === 'online' && view.hub.pending === 0;
      return false;
    }),
  );
}

/** A picture of each screen as it is now, for whoever looks for what went wrong in `story`. Answers the files. */
export async function photograph(stage: Stage, story: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of ['silo', 'staff'] as const) {
    const path = join(stage.world.folder, `${story}-${name}.png`);
    await stage[name].screenshot({ path }).then(
      () => files.push(path),
      () => undefined,
    );
  }
  return files;
}

/** After a story that broke off: the hub runs, nobody is at work, no door is in hand, and both screens are where stories begin. */
export async function tidyUp(stage: Stage): Promise<void> {
  stage.camera.clear();
  stage.hands.mendAll();
  await stage.world.startHub();
  // Doors that a hand closed just now are seen as closed then, and whoever had them in hand is asked what they did.
  await untilDoorsRest();
  const [assistant] = DEMO_STAFF;
  await stage.ask(async (calls) => {
    // Most of these have nothing to end and say so.
    const endings: readonly (() => Promise<unknown>)[] = [
      () => calls.staff.signIn({ badge: assistant.number, pin: assistant.pin }),
      () => calls.staff.answerLoad({ answer: 'changed-mind' }),
      () => calls.staff.answerRecall({ answer: 'left' }),
      () => calls.returns.answer({ answer: 'changed-mind' }),
      () => calls.staff.answerCheck({ answer: 'empty' }),
      () => calls.staff.closeCheck({}),
      () => calls.service.endWiring({}),
      () => calls.staff.closeRecall({}),
      () => calls.staff.closeLoad({}),
      () => calls.staff.endLoadRound({}),
      () => calls.staff.signOut({}),
      () => calls.staff.courierLeave({}),
      () => calls.returns.end({}),
      () => dismiss(calls),
      () => calls.kiosk.end({}),
      () => calls.help.takeBack({ screen: 'silo' }),
    ];
    for (const end of endings) await end();
  });
  for (const name of ['silo', 'staff'] as const) {
    await goToPlace(stage[name], `/${name}`);
    // A page whose shopper has just gone is loaded anew by itself.
    await stage[name].locator('body:not([inert])').waitFor();
    await stage[name].reload();
  }
}

/** Takes away whatever the silo shows; most of what it shows is nothing to take away, and it says so. */
async function dismiss(calls: StationClient['calls']): Promise<unknown> {
  for await (const { state } of await calls.silo.watch({})) return await calls.silo.dismiss({ seen: state.kind });
  return null;
}

async function launch(more: readonly string[]): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium or Chrome on this machine: install one, or set CHROME_PATH.');
  return await chromium.launch({ executablePath, args: [...flags, ...more] });
}

async function openPage(browser: Browser, world: World, place: 'silo' | 'staff', faults: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: sizes[place], locale: 'es-ES', reducedMotion: 'reduce' });
  const log = join(world.folder, 'logs', `${place}-page.log`);
  page.on('pageerror', (error) => {
    faults.push(`${place}: ${error.message}`);
    appendFileSync(log, `${error.stack ?? error.message}\n`);
  });
  page.on('console', (message) => appendFileSync(log, `${message.type()} ${message.text()}\n`));
  await noteCodesOf(page);
  await page.goto(await world.launchUrl());
  await page.evaluate(`location.hash = '#/${place}'`);
  return page;
}

async function askStation<T>(world: World, question: (calls: StationClient['calls']) => Promise<T>): Promise<T> {
  const client = await connectToStation(await world.launchUrl());
  try {
    return await question(client.calls);
  } finally {
    client.close();
  }
}

/** Waits until there is something to sell, and codes and staff with it: they come in one go. */
async function untilReady(stage: Stage): Promise<void> {
  await stage.ask((calls) => untilSomethingCanBeOrdered(calls));
  await untilSynced(stage);
}
