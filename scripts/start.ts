/**
 * `npm start`: a whole shop on this machine, with made-up data that stays in `.pasillo/demo` between runs.
 *
 * ```
 *  this program -+- hub        src/hub/main.ts --demo
 *                +- providers  stand-ins for PayPal, Stripe and a card of the shop's own, scripts/world/providers.ts
 *                +- bank       hardware/simulator/bank-process.ts, 24 doors, scanner and printer on pseudo-terminals, and a panel for them
 *                +- station    src/shells/web/main.ts, serves the page
 *                +- browser    Electron, Chromium, or nothing but the address
 * ```
 * `--fresh` begins with empty data, `--dev` (`npm run dev`) reloads on change and shows the panel beside the page, `--no-open` opens no window.
 */
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './find-chromium.mjs';
import { onKeys } from './world/keys.ts';
import { restartOnChange, startPageServer } from './world/live-reload.ts';
import { findViewer, openChromium, openElectron } from './world/open-page.ts';
import { buildPageIfChanged } from './world/page-build.ts';
import { demoFolder, projectRoot } from './world/paths.ts';
import type { ReadyParcel } from './world/seed-parcel.ts';
import { seedParcel } from './world/seed-parcel.ts';
import { connectToStation } from './world/station-client.ts';
import { guide } from './world/guide.ts';
import type { ProgramName, World } from './world/world.ts';
import { startWorld } from './world/world.ts';

const { values: flags } = parseArgs({
  options: { fresh: { type: 'boolean', default: false }, dev: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
});

/** After this time somebody closes a door that was opened, since nobody stands before a simulated bank. */
const doorClosesAfterMs = 6_000;

try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function main(): Promise<void> {
  if (flags.fresh) rmSync(demoFolder, { recursive: true, force: true });
  const pageServer = flags.dev ? await startPageServer() : null;
  if (pageServer === null) buildPageIfChanged(say);
  say('Starting hub, bank and station.');
  const world = await startWorld({
    folder: demoFolder,
    devices: 'all',
    hubPort: 4320,
    webPort: 4310,
    devPage: pageServer?.url ?? null,
    providers: true,
    onEnded: (name, sentence) => void revive(name, sentence),
  });
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    await world.stop();
    await pageServer?.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  process.on('SIGHUP', () => void end());

  /** A program that ends by itself is told and started again, but for the bank and the providers: their ports would be others. */
  async function revive(name: ProgramName, sentence: string): Promise<void> {
    if (isEnding) return;
    say(`${sentence} Its log: ${shown(join(demoFolder, 'logs', `${name}.log`))}`);
    if (name === 'bank') return await end();
    if (name === 'providers') return say('Nobody can pay on a phone until npm start is run again; the till works.');
    await world[name === 'hub' ? 'startHub' : 'startStation']().then(
      () => say(`The ${name} runs again.`),
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    );
  }

  world.bank.tell({ autoClose: { afterMs: 1_500 } });
  const parcel = await firstParcel(world);
  world.bank.tell({ autoClose: { afterMs: doorClosesAfterMs } });
  if (flags.dev) restartOnChange(world, say);
  await show(world, parcel);
  onKeys(world, say, () => void end());
}

async function firstParcel(world: World): Promise<ReadyParcel | null> {
  const client = await connectToStation(await world.launchUrl());
  try {
    return await seedParcel(client.calls, world.folder, say);
  } catch (error) {
    say(`No parcel could be prepared: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  } finally {
    client.close();
  }
}

async function show(world: World, parcel: ReadyParcel | null): Promise<void> {
  const viewer = flags['no-open'] ? ({ kind: 'print', why: 'No window was asked for.' } as const) : findViewer();
  if (viewer.kind === 'electron') {
    await world.stopStation('in order');
    openElectron(viewer.binary, join(world.folder, 'station.json'));
  } else if (viewer.kind === 'chromium') {
    const window = openChromium(viewer.binary, await world.launchUrl(), world.folder, 'page');
    window.once('error', () => say('The browser could not be started; press l and Enter for an address to open yourself.'));
  }
  const panelWhy = flags.dev && viewer.kind !== 'print' ? openPanel(world) : null;
  if (panelWhy !== null) say(panelWhy);
  say(guide({ world, parcel, viewer, pageUrl: viewer.kind === 'print' ? await world.launchUrl() : null, shown }));
}

/** The panel stands beside the page. The sentence says why it does not. */
function openPanel(world: World): string | null {
  const chromium = findChromium();
  if (world.panelUrl === null || chromium === null) return 'The panel needs a Chromium or Chrome; its address is below.';
  const window = openChromium(chromium, world.panelUrl, world.folder, 'panel');
  window.once('error', () => say('The panel could not be opened; its address is in the guide.'));
  return null;
}

function shown(path: string): string {
  return relative(projectRoot, path);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
