/**
 * `npm run a11y [-- --screens NAME,...] [--items A-08,...] [--quick] [--resume] [--pages 4]`: the accessibility checklist A-01 to A-25, each item with its tests as they ran just now, and
 * what axe finds on every screen in every theme, contrast, language, text size and size, into `a11y/report.md`. `--screens` looks at screens with these parts in
 * their names; `--pages` says how many pages work beside each other; `--quick` at each in four looks instead of sixteen; `--resume` goes on where a run of the same pages was broken off. Ends with 1 where anything was found, failed, or has no test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checklist } from '../test/e2e/a11y/checklist.ts';
import { type Cell, judgeMatrix } from '../test/e2e/a11y/matrix.ts';
import { writeReport } from '../test/e2e/a11y/report.ts';
import { openNotes } from '../test/e2e/a11y/notes.ts';
import { judgeItems, runProofs } from '../test/e2e/a11y/run-proofs.ts';
import { allWalks } from '../test/e2e/screens/all-screens.ts';
import type { Walk } from '../test/e2e/screens/screen.ts';
import { launchBrowser } from '../test/e2e/support/browser.ts';
import { buildInTestMode } from '../test/e2e/support/build-in-test-mode.ts';
import { writeEmptyVideo } from '../test/e2e/support/fake-camera.ts';
import { servePages } from '../test/e2e/support/page-server.ts';
import { projectRoot } from './world/paths.ts';

const { values: flags } = parseArgs({
  options: {
    screens: { type: 'string', default: '' },
    items: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    pages: { type: 'string', default: '' },
  },
});
const wanted = flags.screens.split(',').filter((part) => part !== '');
const walks = allWalks.filter(({ area, name }) => wanted.length === 0 || wanted.some((part) => `${area}/${name}`.includes(part)));
if (walks.length === 0) {
  say(`No walk through screens has ${flags.screens} in its name.`);
  process.exit(2);
}

const items = checklist.filter(({ id }) => flags.items === '' || flags.items.split(',').includes(id));

const folder = join(projectRoot, 'a11y');
mkdirSync(folder, { recursive: true });
const cells = await look(walks);
const judged = judgeItems(items, runProofs(items, say));
writeFileSync(join(folder, 'report.md'), writeReport(judged, cells));
for (const { item, result } of judged)
  say(`${item.id}  ${result === 'none' ? 'NO TEST' : result.padEnd(7)}  ${item.asks}${item.byHand === undefined ? '' : `  (by hand: ${item.byHand})`}`);
const found = cells.filter(({ problems }) => problems.length > 0);
for (const { screen, language, problems } of found.slice(0, 30)) say(`FOUND  ${screen} (${language}): ${problems[0] ?? ''}`);
say(`\n${cells.length} looks, ${found.length} with findings: ${join(folder, 'report.md')}`);
process.exit(found.length === 0 && judged.every(({ result }) => result === 'passed' || result === 'not applicable') ? 0 : 1);

async function look(through: readonly Walk[]): Promise<readonly Cell[]> {
  const work = mkdtempSync(join(tmpdir(), 'pasillo-a11y-'));
  try {
    say('Building the pages.');
    // With React's warnings: a page that is judged in every look says every mistake that it makes in its console.
    await buildInTestMode(join(work, 'pages'), { warns: true });
    await writeEmptyVideo(join(work, 'wall.y4m'));
    const site = await servePages(join(work, 'pages'));
    const browser = await launchBrowser(join(work, 'wall.y4m'));
    const notes = openNotes(folder, { pages: join(work, 'pages'), isQuick: flags.quick, isResumed: flags.resume });
    const seen = await judgeMatrix({
      ...notes,
      browser,
      url: site.url,
      walks: through,
      quick: flags.quick,
      pages: Number(flags.pages) || Math.min(4, availableParallelism()),
      say,
    });
    await browser.close();
    await site.close();
    return seen;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
