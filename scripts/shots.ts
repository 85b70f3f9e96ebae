/**
 * `npm run shots [-- --all] [--only NAME,...] [--locale es,en,pt,ca] [--dress plain,text-200,...] [--size 1080x1920,...]`: a picture of every screen,
 * in every language and size, into `shots/`, with a page to leaf through them. `--all` adds text at 200 %, high contrast, and the shop's other look.
 * Every picture is measured: ends with 1 where a screen could not be drawn, or something on it is cut off, covered or too small to touch.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { allWalks } from '../test/e2e/screens/all-screens.ts';
import { allDresses, type Dress, plainDress, planJobs, type Wanted } from '../test/e2e/pictures/plan.ts';
import { shoot } from '../test/e2e/pictures/shoot.ts';
import { launchBrowser } from '../test/e2e/support/browser.ts';
import { buildInTestMode } from '../test/e2e/support/build-in-test-mode.ts';
import { writeEmptyVideo } from '../test/e2e/support/fake-camera.ts';
import { servePages } from '../test/e2e/support/page-server.ts';
import { languages } from '../src/kernel/language.ts';
import { projectRoot } from './world/paths.ts';

const asked = read(process.argv.slice(2));
if (typeof asked === 'string') {
  process.stderr.write(`${asked}\n`);
  process.exit(2);
}
process.exit((await draw(asked)) ? 0 : 1);

/** What was asked for, or one sentence about what is wrong with it. */
function read(argv: readonly string[]): Wanted | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        all: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        locale: { type: 'string', default: languages.join(',') },
        dress: { type: 'string', default: '' },
        size: { type: 'string', default: '' },
      },
    });
    const spoken = languages.filter((language) => parts(values.locale).includes(language));
    if (spoken.length === 0 || spoken.length < parts(values.locale).length) return `--locale takes ${languages.join(', ')}.`;
    const dresses = dressesOf(parts(values.dress), values.all);
    if (dresses.length === 0) return `--dress takes ${allDresses.map(({ name }) => name).join(', ')}.`;
    const wanted = { walks: allWalks, languages: spoken, dresses, sizes: parts(values.size), only: parts(values.only) };
    return planJobs(wanted).length === 0 ? `No screen has ${values.only} in its name, or none is drawn at ${values.size}.` : wanted;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function dressesOf(names: readonly string[], all: boolean): readonly Dress[] {
  if (names.length === 0) return all ? allDresses : [plainDress];
  return allDresses.filter(({ name }) => names.includes(name));
}

async function draw(wanted: Wanted): Promise<boolean> {
  const work = mkdtempSync(join(tmpdir(), 'pasillo-shots-'));
  const folder = join(projectRoot, 'shots');
  try {
    say('Building the pages.');
    await buildInTestMode(join(work, 'pages'));
    await writeEmptyVideo(join(work, 'wall.y4m'));
    const site = await servePages(join(work, 'pages'));
    const browser = await launchBrowser(join(work, 'wall.y4m'));
    const { pictures, screens, problems } = await shoot(wanted, { browser, url: site.url, folder, pages: Math.min(4, availableParallelism()), say });
    await browser.close();
    await site.close();
    for (const problem of problems) say(`FAULT  ${problem}`);
    say(`\n${pictures.length} pictures of ${screens} screens: ${join(folder, 'index.html')}`);
    if (problems.length > 0) say(`${problems.length} findings: the pictures are not all as they should be.`);
    return problems.length === 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function parts(list: string): readonly string[] {
  return list.split(',').filter((part) => part !== '');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
