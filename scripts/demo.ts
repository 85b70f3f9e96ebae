/**
 * `npm run demo`: the whole path by itself, in a real Chromium, with a camera that sees the real code and a bank on a
 * pseudo-terminal. `--offline` takes the hub away in the middle. `--flow NAME` plays one of the silo's flows, `--flow all` each of them in
 * one shop, `--language en` in English, `pt` in Portuguese, `ca` in Catalan.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { flowNames } from './demo/flow.ts';
import { allFlows } from './demo/flows/all-flows.ts';
import { playFlows } from './demo/play-flows.ts';
import { playPath } from './demo/play.ts';
import { languages } from '../src/kernel/language.ts';
import { buildPageIfChanged } from './world/page-build.ts';
import { projectRoot } from './world/paths.ts';

const folder = join(projectRoot, '.pasillo', 'demo-run');
const { values: flags } = parseArgs({
  options: { offline: { type: 'boolean', default: false }, flow: { type: 'string' }, language: { type: 'string', default: 'es' } },
});

try {
  const isGood = flags.flow === undefined ? await wholePath() : await someFlows(flags.flow, flags.language);
  process.exit(isGood ? 0 : 1);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  say('demo: failed');
  process.exit(1);
}

async function wholePath(): Promise<boolean> {
  buildPageIfChanged(say);
  rmSync(folder, { recursive: true, force: true });
  const { order, loaded, collected, arrival } = await playPath({ folder, offline: flags.offline, say });
  const verdict = arrival.eachExactlyOnce ? 'each exactly once and in order' : 'NOT each exactly once';
  const status = arrival.orders[order];
  say(`5 hub       ${arrival.arrived} of ${arrival.made} operations arrived, ${verdict}: ${arrival.kinds.join(', ')}`);
  say(`            the order is ${status}`);
  const isGood = arrival.eachExactlyOnce && loaded === collected && status === 'collected';
  if (loaded !== collected) say(`The parcel went into door ${loaded} and door ${collected} opened.`);
  say(isGood ? 'demo: collected' : 'demo: failed');
  if (isGood && flags.offline) say(`demo: ${arrival.arrived} operations arrived, each exactly once`);
  return isGood;
}

async function someFlows(wanted: string, spoken: string): Promise<boolean> {
  const language = languages.find((one) => one === spoken);
  const names = wanted === 'all' ? [...flowNames] : wanted.split(',');
  const flows = allFlows.filter(({ name }) => names.some((one) => one === name));
  const unknown = names.find((one) => !flowNames.some((name) => name === one));
  if (unknown !== undefined) throw new Error(`There is no flow ${unknown}: it is one of ${flowNames.join(', ')}, several with commas between, or all.`);
  if (language === undefined) throw new Error(`There is no language ${spoken}: it is ${languages.join(', ')}.`);
  const [only] = flows;
  if (flags.offline && flows.length === 1 && only?.worksOffline === false) throw new Error(`The flow ${wanted} needs the hub: leave --offline out.`);
  buildPageIfChanged(say);
  rmSync(folder, { recursive: true, force: true });
  const isGood = await playFlows({ folder, flows, language, offline: flags.offline, say });
  if (wanted === 'all') say(isGood ? 'demo: all ok' : 'demo: failed');
  return isGood;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
