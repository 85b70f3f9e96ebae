import type { Browser, Page } from 'playwright-core';
import { languages } from '../../../src/kernel/language.ts';
import type { Language } from '../../../scripts/demo/words.ts';
import { openWalkOn, wayTo } from '../screens/open-walk.ts';
import type { Walk } from '../screens/screen.ts';
import { nameOf } from '../pictures/plan.ts';
import { DRIFTING } from '../support/judge-walk.ts';
import { type Dress, dress, looks, nameOfLook, type Room } from '../support/looks.ts';
import { drawn, openBlank, panels } from '../support/scene.ts';
import { type SparingJudge, sparingJudge } from './sparing-judge.ts';

/** One screen in one look, and what is wrong with it: what axe finds, and what does not fit or cannot be touched. */
export interface Cell {
  readonly screen: string;
  readonly language: Language;
  /** `linen`, `gallery high contrast`; empty on the phone, which has one look. */
  readonly dress: string;
  /** `portrait 200 %`. */
  readonly room: string;
  readonly problems: readonly string[];
}

/** What is looked at. */
export interface MatrixParts {
  readonly browser: Browser;
  readonly url: string;
  readonly walks: readonly Walk[];
  /** Only the four looks that every test run shares out, instead of all. */
  readonly quick: boolean;
  readonly pages: number;
  /** What a run that was broken off had looked at already, by `nameOfJob`. */
  readonly before: ReadonlyMap<string, readonly Cell[]>;
  /** Is told of each walk when all of it was looked at. */
  readonly keep: (job: string, cells: readonly Cell[]) => void;
  readonly say: (line: string) => void;
}

const dresses: readonly Dress[] = (['linen', 'gallery'] as const).flatMap((theme) => (['normal', 'high'] as const).map((contrast) => ({ theme, contrast })));
const rooms: readonly Room[] = (['portrait', 'landscape'] as const).flatMap((panel) => (['100', '200'] as const).map((text) => ({ panel, text })));
const phones = [
  { room: 'phone 100 %', size: { width: 390, height: 844 } },
  { room: 'phone 200 %', size: { width: 195, height: 422 } },
];

/** Judges every screen in every theme, contrast, language, text size and size. A screen that cannot be reached is a problem of its own. */
export async function judgeMatrix(parts: MatrixParts): Promise<readonly Cell[]> {
  // Language by language, so that a run that is broken off has seen every screen in the first of them.
  const jobs = languages.flatMap((language) => parts.walks.map((walk) => ({ walk, language, name: `${walk.area}/${walk.name} ${language}` })));
  const cells: Cell[] = jobs.flatMap(({ name }) => parts.before.get(name) ?? []);
  const left = jobs.filter(({ name }) => !parts.before.has(name));
  const judge = sparingJudge();
  let done = jobs.length - left.length;
  const work = async (): Promise<void> => {
    const page = await openBlank(parts.browser, panels.portrait);
    for (let job = left.shift(); job !== undefined; job = left.shift()) {
      const found = await judgeOne(page, { ...parts, judge }, job.walk, job.language);
      cells.push(...found);
      parts.keep(job.name, found);
      done += 1;
      parts.say(
        `${done} of ${jobs.length}: ${job.walk.name} (${job.language}), ${found.filter(({ problems }) => problems.length > 0).length} of ${found.length} with findings`,
      );
    }
  };
  await Promise.all(Array.from({ length: parts.pages }, work));
  return cells;
}

async function judgeOne(page: Page, parts: MatrixParts & { readonly judge: SparingJudge }, walk: Walk, language: Language): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  const open = await openWalkOn(page, parts.url, walk, { size: panels.portrait, language });
  for (const stop of wayTo(walk, () => true)) {
    const cell = { screen: `${walk.area}/${nameOf(walk, stop)}`, language };
    try {
      await stop.go(open.visitor);
      await drawn(page);
      cells.push(...(walk.area === 'phone' ? await onPhone(page, cell, parts.judge) : await onPanels(page, cell, parts)));
    } catch (error) {
      cells.push({
        ...cell,
        dress: '',
        room: '',
        problems: [`was not reached: ${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}`],
      });
    }
  }
  const faults = await open.faults();
  if (faults.length > 0) cells.push({ screen: `${walk.area}/${walk.name}`, language, dress: '', room: 'on the way', problems: faults });
  await open.close();
  return cells;
}

async function onPanels(
  page: Page,
  cell: Pick<Cell, 'screen' | 'language'>,
  { quick, judge }: { readonly quick: boolean; readonly judge: SparingJudge },
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const { room, worn } of quick ? looks.map((look) => ({ room: look, worn: [look] })) : rooms.map((one) => ({ room: one, worn: dresses }))) {
    const [first] = worn;
    if (first === undefined) continue;
    await dress(page, { ...room, ...first });
    for (const [at, found] of (await judge.judge(page, worn)).entries()) {
      const { theme, contrast } = worn[at] ?? first;
      const look = { ...room, theme, contrast, language: cell.language };
      const problems = found.filter((problem) => !DRIFTING.test(problem)).map((problem) => `${nameOfLook(look)}: ${problem}`);
      cells.push({ ...cell, dress: `${theme}${contrast === 'high' ? ' high contrast' : ''}`, room: `${room.panel} ${room.text} %`, problems });
    }
  }
  return cells;
}

/** A page of the phone has one look. */
const phoneDress: Dress = { theme: 'linen', contrast: 'normal' };

async function onPhone(page: Page, cell: Pick<Cell, 'screen' | 'language'>, { judge }: SparingJudge): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const { room, size } of phones) {
    await page.setViewportSize(size);
    await drawn(page);
    const [problems = []] = await judge(page, [phoneDress]);
    cells.push({ ...cell, dress: '', room, problems });
  }
  return cells;
}
