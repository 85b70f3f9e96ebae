import type { OpenWalk } from '../screens/open-walk.ts';
import type { Walk } from '../screens/screen.ts';
import { drawn, type Look } from './scene.ts';

/** Goes through a walk and says of its screens, of each or of every n-th, what is wrong with it, and what went wrong on the way. */
export async function judgeWalk(open: OpenWalk, walk: Walk, judge: Look['judge'], every = 1): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [at, stop] of walk.stops.entries()) {
    await stop.go(open.visitor);
    await drawn(open.page);
    if (at % every === 0) problems.push(...(await judge(open.page)).map((problem) => `${stop.name}: ${problem}`));
  }
  return [...problems, ...(await open.faults())].filter((problem) => !DRIFTING.test(problem));
}

/** The attract screen's pictures drift out of it on purpose, behind a clip. */
const DRIFTING = /attract-(band|picture|drift)/;
