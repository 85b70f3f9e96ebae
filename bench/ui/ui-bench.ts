import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { untilSomethingCanBeOrdered } from '../../scripts/world/goods.ts';
import { buildPageIfChanged } from '../../scripts/world/page-build.ts';
import { connectToStation } from '../../scripts/world/station-client.ts';
import { until } from '../../scripts/world/until.ts';
import { startWorld, type World } from '../../scripts/world/world.ts';
import type { Bench, BenchOptions, BenchResult } from '../bench.ts';
import { changeAllGoods } from './hub-goods.ts';
import { walkJourney } from './journey.ts';
import { type MeasuredPage, openMeasured } from './measured-page.ts';
import { summed } from './summed.ts';

/** Touches at a kiosk on a slow processor while it pulls all goods. */
export const uiBench: Bench = {
  name: 'ui',
  about: 'touches at the kiosk on a processor slowed four times, while a full pull runs: touch to next frame, first screen',
  run: async (options) => {
    const executablePath = findChromium();
    if (executablePath === null) return { tables: [], budgets: [], missing: ['Touches: there is no Chromium on this machine.'] };
    buildPageIfChanged(options.progress);
    const folder = mkdtempSync(join(tmpdir(), 'pasillo-ui-'));
    const world = await startWorld({
      folder,
      devices: 'bank',
      hubPort: 0,
      webPort: 0,
      devPage: null,
      onEnded: (_name, sentence) => options.progress(sentence),
    });
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    try {
      return await measured(options, world, browser);
    } finally {
      await browser.close();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** So many that a pull of all of them outlasts a walk. */
const VARIANTS = 300_000;
/** Full pulls during which somebody touches, and first screens. */
const ROUNDS = 3;
const OPENINGS = 5;
/** More walks than this tell nothing new of one pull. */
const MOST_WALKS = 6;
/** The hub gives way to the others: in a shop it stands elsewhere. */
const HUB_NICE = 10;

async function measured({ isQuick, progress }: BenchOptions, world: World, browser: Browser): Promise<BenchResult> {
  const client = await connectToStation(await world.launchUrl());
  try {
    await untilSomethingCanBeOrdered(client.calls);
    const firstScreens: number[] = [];
    for (let i = 0; i < (isQuick ? 1 : OPENINGS); i++) {
      const opened = await openMeasured(browser, await world.launchUrl(), () => true);
      firstScreens.push(opened.firstScreenMs);
      await opened.close();
    }
    const variants = isQuick ? 400 : VARIANTS;
    // What is touched while nothing is pulled is not the question.
    let isPulling = () => false;
    const page = await openMeasured(browser, await world.launchUrl(), () => isQuick || isPulling());
    // Where no session is open, there is none to end.
    const end: () => Promise<unknown> = () => client.calls.kiosk.end({});
    // Once a session is over the page is loaded anew, and takes no touch until then.
    const toStart = async (): Promise<void> => {
      await page.noted();
      await page.page.evaluate('pasilloBench.isUsed = true');
      await end();
      const isFresh = "pasilloBench.isUsed !== true && !document.body.inert && document.querySelector('.attract') !== null";
      // While the page goes there is none to ask.
      await until('the page was loaded anew', 60_000, () => page.page.evaluate<boolean>(isFresh).catch(() => false));
    };
    const walks = { during: 0, after: 0 };
    for (let round = 1; round <= (isQuick ? 1 : ROUNDS); round++) {
      progress(`goods into the hub, round ${round}`);
      isPulling = await pullAnew(world, variants, round);
      progress(`touches while the station pulls, round ${round}`);
      for (let walk = 0; walk < MOST_WALKS && (walk === 0 || isPulling()); walk++) {
        await walkJourney(page);
        await toStart();
        walks[isPulling() ? 'during' : 'after'] += 1;
      }
    }
    return summed(await finished(page), firstScreens, { ...walks, left: page.left() }, variants);
  } finally {
    client.close();
  }
}

async function finished(page: MeasuredPage): ReturnType<MeasuredPage['noted']> {
  const noted = await page.noted();
  await page.close();
  return noted;
}

/** The hub gets other prices for all goods while it is away, and the station begins to pull them. Answers whether it still does. */
async function pullAnew(world: World, variants: number, round: number): Promise<() => boolean> {
  await world.stopHub();
  await changeAllGoods(world.folder, variants, round, 'getafe');
  const before = cursor(world);
  await world.startHub();
  const hub = world.hub();
  if (hub !== null) setPriority(hub.pid, HUB_NICE);
  await until('the pull has begun', 60_000, async () => cursor(world).value > before.value);
  // When the station was last told that it has everything: a pull that runs has not changed that.
  return () => cursor(world).current === before.current;
}

const cursorRow = z.object({ value: z.number(), current: z.number().nullable() });

function cursor(world: World): z.infer<typeof cursorRow> {
  const db = new Database(join(world.folder, 'station', 'catalogue.db'), { readonly: true });
  try {
    return cursorRow.parse(db.prepare("SELECT value, (SELECT min(current_at) FROM cursor) AS current FROM cursor WHERE bucket = 'catalogue'").get());
  } finally {
    db.close();
  }
}
