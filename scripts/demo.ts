/**
 * `npm run demo`: the whole path by itself, in a real Chromium, with a camera that sees the real code and a bank on a
 * pseudo-terminal. `--offline` takes the hub away in the middle.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playPath } from './demo/play.ts';
import { buildPageIfChanged } from './world/page-build.ts';
import { projectRoot } from './world/paths.ts';

const { values: flags } = parseArgs({ options: { offline: { type: 'boolean', default: false } } });

try {
  buildPageIfChanged(say);
  const { loaded, collected, arrival } = await playPath({ folder: join(projectRoot, '.pasillo', 'demo-run'), offline: flags.offline, say });
  const verdict = arrival.eachExactlyOnce ? 'each exactly once and in order' : 'NOT each exactly once';
  say(`5 hub       ${arrival.arrived} of ${arrival.made} operations arrived, ${verdict}: ${arrival.kinds.join(', ')}`);
  say(`            the order is ${arrival.orderStatus}`);
  const isGood = arrival.eachExactlyOnce && loaded === collected && arrival.orderStatus === 'collected';
  if (loaded !== collected) say(`The parcel went into door ${loaded} and door ${collected} opened.`);
  say(isGood ? 'demo: collected' : 'demo: failed');
  if (isGood && flags.offline) say(`demo: ${arrival.arrived} operations arrived, each exactly once`);
  process.exit(isGood ? 0 : 1);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  say('demo: failed');
  process.exit(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
