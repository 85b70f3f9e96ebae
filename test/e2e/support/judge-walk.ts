import type { Page } from 'playwright-core';
import type { Language } from '../../../scripts/demo/words.ts';
import { openWalkOn, wayTo } from '../screens/open-walk.ts';
import type { Stop, Walk } from '../screens/screen.ts';
import { judgeScreen, judgeWithKeys, measureScreen } from './judge.ts';
import { dress, type Look, lookAt, looks } from './looks.ts';
import { drawn, panels } from './scene.ts';

/** A part of a walk that is judged in one look, on a page of its own. */
export interface Visit {
  readonly walk: Walk;
  readonly look: Look;
  /** The stops to judge. */
  readonly stops: ReadonlySet<Stop>;
}

/** As many stops, and a walk is shared out between the looks; a page for each of fewer would take longer than they do. */
const MANY = 16;

/**
 * Shares walks out between the looks, so that every screen is judged in one, and screens that stand beside each other, which are of a kind, in
 * different ones. It shares them out alike in every run; `npm run a11y` judges each screen in every look.
 */
export function shareOut(walks: readonly Walk[]): readonly Visit[] {
  return walks.flatMap((walk, at): readonly Visit[] => {
    if (walk.stops.length < MANY) return [{ walk, look: lookAt(at), stops: new Set(walk.stops) }];
    let turn = -1;
    const turns = walk.stops.map((stop) => (stop.follows === true ? turn : ++turn));
    return looks.map((look, own) => ({ walk, look, stops: new Set(walk.stops.filter((_, index) => (turns[index] ?? 0) % looks.length === own)) }));
  });
}

/**
 * Goes through a part of a walk on a page and says what is wrong with its screens, and what went wrong on the way. All is judged in the look
 * of the visit; then the words are made larger, the panel smaller, and what does not fit there is said as well.
 */
export async function judgeVisit(page: Page, url: string, { walk, look, stops }: Visit): Promise<readonly string[]> {
  const open = await openWalkOn(page, url, walk, { ...look, size: panels[look.panel] });
  const problems: string[] = [];
  for (const stop of wayTo(walk, (stop) => stops.has(stop))) {
    await stop.go(open.visitor);
    await drawn(page);
    if (stops.has(stop)) problems.push(...(await judgeInRooms(page, look)).map((problem) => `${stop.name}: ${problem}`));
  }
  if ((await page.locator('html').getAttribute('lang')) !== look.language) problems.push(`the page does not say that it is in ${look.language}`);
  problems.push(...(await open.faults()));
  await open.close();
  return problems;
}

async function judgeInRooms(page: Page, look: Look): Promise<readonly string[]> {
  await dress(page, look);
  const problems = [...(await judgeWithKeys(page))];
  for (const { panel, text } of tight) {
    if (panel === look.panel && text === look.text) continue;
    await dress(page, { ...look, panel, text });
    problems.push(...(await measureScreen(page)).map((problem) => `${panel} ${text} %: ${problem}`));
  }
  return problems.filter((problem) => !DRIFTING.test(problem));
}

/** As `judgeVisit`, of a page of the phone: on a usual phone, on a small one, and with words twice as large, for which the browser gives it half the room. */
export async function judgePhone(page: Page, url: string, walk: Walk, language: Language): Promise<readonly string[]> {
  const [usual, ...smaller] = phones;
  await page.setViewportSize(usual);
  const open = await openWalkOn(page, url, walk, { size: usual, language });
  const problems: string[] = [];
  for (const stop of walk.stops) {
    await stop.go(open.visitor);
    problems.push(...(await judgeScreen(page)));
    for (const size of smaller) {
      await page.setViewportSize(size);
      await drawn(page);
      problems.push(...(await measureScreen(page)).map((problem) => `${size.width} x ${size.height}: ${problem}`));
    }
  }
  problems.push(...(await open.faults()));
  await open.close();
  return problems;
}

const phones = [
  { width: 390, height: 844 },
  { width: 360, height: 640 },
  { width: 195, height: 422 },
] as const;

/** The looks whose words have the least room. */
const tight = looks.filter(({ text }) => text === '200');

/** The attract screen's pictures drift out of it on purpose, behind a clip. */
export const DRIFTING = /attract-(band|picture|drift)/;
