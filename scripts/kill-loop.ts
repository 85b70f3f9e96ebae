/**
 * `npm run killloop -- --minutes M [--seed S] [--keep]`: kills the real station with -9 again and again, while people use its doors.
 *
 * Ends with counts, and with 1 where anything was lost or a wrong door opened; the logs of such a run stay, as those of `--keep` do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type KillLoopResult, runKillLoop } from '../test/simulation/kill-loop/kill-loop.ts';

const { values: flags } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const minutes = Number(flags.minutes);
const seed = Number(flags.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run killloop -- --minutes M [--seed S] [--keep]\n');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'pasillo-kill-loop-'));
// Node's own cache of compiled programs: a station that starts sooner dies more often.
process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const result = await runKillLoop({ folder, seed, forMs: minutes * 60_000, atLeast: 0, longestFreezeMs: minutes > 2 ? 60_000 : 4000, say });
const isGood = report(result);
if (isGood && !flags.keep) rmSync(folder, { recursive: true, force: true });
else say(`logs         ${folder}`);
process.exitCode = isGood ? 0 : 1;

function report({
  kills,
  kinds,
  restarts,
  seconds,
  seen,
  unlocks,
  lost,
  wrongDoors,
  broken,
  collected,
  operations,
  rejected,
  checker,
}: KillLoopResult): boolean {
  for (const fault of [...lost, ...wrongDoors, ...broken]) say(`FAULT  ${fault}`);
  say(`\nseed         ${seed}`);
  say(`kills        ${kills} in ${Math.round(seconds)} s, ${((kills / seconds) * 60).toFixed(1)} a minute (${words(kinds)})`);
  say(`restarts     ${restarts}`);
  say(`steps seen   ${seen} acknowledged, ${unlocks} unlocks, ${collected} codes left at the end, each opened its own door`);
  say(`hub          ${operations} operations, each exactly once${rejected === 0 ? '' : `; ${rejected} rejected`}`);
  say(`checker      ${checker.text.replaceAll('\n', '\n             ')}`);
  say(`broken: ${broken.length}`);
  say(`lost: ${lost.length}`);
  say(`wrong doors: ${wrongDoors.length}`);
  return lost.length + wrongDoors.length + broken.length === 0 && checker.isContent;
}

function words(kinds: KillLoopResult['kinds']): string {
  return Object.entries(kinds)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
}
