/**
 * A station with its page on loopback, for a Chromium in kiosk mode, for development and for browser tests.
 *
 * ```
 *  node src/shells/web/main.ts --config FILE [--page DIR | --dev-page URL] [--with-parent]
 *  stdout  {"event":"ready","url":"http://127.0.0.1:4310/?token=..."}
 *  stdin   {"launch":true}  ->  {"event":"launch","url":...}   another address, since each opens the page once
 * ```
 * It ends with 74 after the disk under its database failed, and to go back to a backup: whoever keeps it running is to start it again.
 * `--with-parent` makes it listen to its stdin, and end when that ends, so that it does not outlive the program that started it.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createStationRpc } from '../../station/rpc/station-rpc.ts';
import { stderrLogger, systemClock, systemRandom } from '../node-world.ts';
import { mediaFolderOf } from '../../station/config.ts';
import { type MediaFiles, mediaFiles } from '../page/media-files.ts';
import { readPageFiles } from '../page/page-files.ts';
import { startStationFrom, START_AGAIN } from '../station-start.ts';
import type { PageSource } from './page-source.ts';
import { builtPage, developmentPage } from './page-source.ts';
import { loadSessionSecret } from './session-secret.ts';
import { startWebShell } from './web-shell.ts';

const { values: flags } = parseArgs({
  options: {
    config: { type: 'string' },
    page: { type: 'string', default: join(import.meta.dirname, '../../../dist/renderer') },
    'dev-page': { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});

await main();

async function main(): Promise<void> {
  if (flags.config === undefined) return fail('Name the station’s configuration: --config FILE');
  const openPage = readPage();
  if (openPage === null) return;
  const world = { clock: systemClock, random: systemRandom, logger: stderrLogger };
  const started = await startStationFrom(flags.config, world);
  if (!started.ok) return fail(started.error.detail);
  const { station, file } = started.value;
  const secret = loadSessionSecret(join(file.dataDir, 'page-session.key'), systemRandom);
  if (!secret.ok) {
    await station.close();
    return fail(secret.error.detail);
  }
  const rpc = createStationRpc({ intents: station.intents, screens: station.screens, logger: stderrLogger });
  const shell = await startWebShell({
    port: file.web.port,
    page: openPage(mediaFiles(mediaFolderOf(file), systemClock.now)),
    rpc,
    secret: secret.value,
    random: systemRandom,
    logger: stderrLogger,
  });
  if (!shell.ok) {
    await station.close();
    return fail(shell.error.kind === 'port-in-use' ? `Port ${shell.error.port} is in use by another program.` : shell.error.detail);
  }
  if (flags['with-parent']) onLaunchRequest(() => say({ event: 'launch', url: shell.value.launchUrl() }));
  const end = endOnRequest(async () => {
    rpc.close();
    await shell.value.close();
    await station.close();
  });
  station.onStartAgain(() => end(START_AGAIN));
  // Last, so that whoever hears it may at once ask for an end, and gets one in order.
  say({ event: 'ready', url: shell.value.launchUrl() });
}

/** The page, which still wants to know where the catalogue's files are; null where there is none. */
function readPage(): ((media: MediaFiles) => PageSource) | null {
  const target = flags['dev-page'];
  if (target !== undefined) return (media) => developmentPage(target, media);
  const files = readPageFiles(flags.page);
  if (files.ok) return (media) => builtPage(files.value, media);
  fail(files.error.detail);
  return null;
}

function onLaunchRequest(answer: () => void): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (/^\s*\{\s*"launch"\s*:\s*true\s*\}\s*$/.test(line)) answer();
  });
}

/** Ends in order, once, on a signal or with the program that started this one. */
function endOnRequest(close: () => Promise<void>): (code: number) => void {
  let isEnding = false;
  const end = (code: number): void => {
    if (isEnding) return;
    isEnding = true;
    void close().then(() => process.exit(code));
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  if (flags['with-parent']) process.stdin.on('end', () => end(0));
  return end;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function fail(detail: string): void {
  process.stderr.write(`${JSON.stringify({ event: 'failed', detail })}\n`);
  process.exitCode = 1;
}
