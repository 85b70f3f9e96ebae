import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openWalk, type OpenWalk } from '../screens/open-walk.ts';
import { DRIFTING } from '../support/judge-walk.ts';
import { measureScreen } from '../support/judge.ts';
import { changeColours, wear } from '../support/looks.ts';
import { writeAlbum } from './album.ts';
import type { Picture, Shots } from './picture.ts';
import { type Form, type Job, nameOf, nameOfSize, planJobs, type Wanted } from './plan.ts';
import { rested } from './rested.ts';
import { findAlike, readWords, type ScreenWords } from './words-on-screen.ts';

/** What it takes. */
export interface ShootParts {
  readonly browser: Browser;
  /** Where the pages are, built in test mode. */
  readonly url: string;
  /** Emptied first: it holds what the last run drew. */
  readonly folder: string;
  /** Pages that are worked on beside each other. */
  readonly pages: number;
  readonly say: (line: string) => void;
}

/** Longest for one screen, with all that has to be pressed to get there, on a machine with much else to do. */
const SCREEN_MS = 60_000;

/**
 * Draws what is wanted, says what does not fit on what it draws, and writes the album. A screen that cannot be drawn holds up no other.
 * `alike.txt` beside the pictures names the words that are the same in two languages: they are data, or somebody forgot them.
 */
export async function shoot(wanted: Wanted, parts: ShootParts): Promise<Shots> {
  const jobs = planJobs(wanted);
  rmSync(parts.folder, { recursive: true, force: true });
  mkdirSync(parts.folder, { recursive: true });
  const all: Drawn = { pictures: [], problems: [], words: [] };
  const left = [...jobs];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) {
      const drawn = await drawJob(job, parts);
      all.pictures.push(...drawn.pictures);
      all.problems.push(...drawn.problems);
      all.words.push(...drawn.words);
      done += 1;
      parts.say(`${done} of ${jobs.length}: ${titleOf(job)}, ${drawn.pictures.length} pictures`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parts.pages) }, work));
  const { pictures, problems, words } = all;
  const shots = { pictures: inOrder(pictures, wanted), screens: new Set(pictures.map(({ area, screen }) => `${area}/${screen}`)).size, problems };
  writeAlbum(parts.folder, shots);
  writeFileSync(join(parts.folder, 'alike.txt'), `${findAlike(words).join('\n')}\n`);
  return shots;
}

interface Drawn {
  readonly pictures: Picture[];
  readonly problems: string[];
  readonly words: ScreenWords[];
}

/** Goes through a walk. After a screen that failed the page is opened anew, and what follows from that screen is left out. */
async function drawJob(job: Job, parts: ShootParts): Promise<Drawn> {
  const drawn: Drawn = { pictures: [], problems: [], words: [] };
  let open: OpenWalk | null = null;
  let isLost = false;
  for (const { stop, isDrawn } of job.stops) {
    if (isLost && stop.follows === true) {
      drawn.problems.push(`${titleOf(job)}: ${stop.name} is behind a screen that could not be drawn`);
      continue;
    }
    isLost = false;
    try {
      // A page that never shows its heading would be waited for without end.
      open ??= await inTime(openWalk(parts.browser, parts.url, job.walk, { size: job.forms[0].size, language: job.language }));
      const page: OpenWalk = open;
      await inTime(stop.go(page.visitor));
      if (isDrawn) await drawStop(job, nameOf(job.walk, stop), page, parts.folder, drawn);
      for (const fault of await inTime(page.faults())) drawn.problems.push(`${titleOf(job)}: ${stop.name}: ${fault}`);
    } catch (error) {
      drawn.problems.push(`${titleOf(job)}: ${stop.name}: ${firstLine(error)}`);
      isLost = true;
      await open?.close();
      open = null;
    }
  }
  await open?.close();
  return { ...drawn, problems: [...new Set(drawn.problems)] };
}

/** One screen in all its forms; the page is left in the first of them. */
async function drawStop(job: Job, screen: string, open: OpenWalk, folder: string, drawn: Drawn): Promise<void> {
  const { walk, language, forms } = job;
  for (const form of forms) {
    const size = nameOfSize(form.size);
    await inTime(putOn(open, job, form));
    const file = `${walk.area}/${screen}.${language}.${size}.${form.dress.name}.png`;
    // A phone scrolls its page; a panel of a station is all that there is to see at once.
    await inTime(open.page.screenshot({ path: join(folder, file), animations: 'disabled', fullPage: walk.area === 'phone' }));
    drawn.pictures.push({ area: walk.area, screen, language, size, dress: form.dress.name, file });
    const unfit = (await inTime(measureScreen(open.page))).filter((problem) => !DRIFTING.test(problem));
    drawn.problems.push(...unfit.map((problem) => `${walk.area}/${screen} (${language}, ${size}, ${form.dress.name}): ${problem}`));
  }
  drawn.words.push({ screen: `${walk.area}/${screen}`, language, words: await inTime(readWords(open.page)) });
  if (forms.length > 1) await inTime(putOn(open, job, forms[0]));
}

/** Scenes that end a session take away what a person chose, as the product has to, so each screen is dressed after it is reached. */
async function putOn({ page }: OpenWalk, { walk }: Job, { dress, size }: Form): Promise<void> {
  if (walk.area === 'phone') {
    await page.setViewportSize(size);
    await changeColours(page, dress);
  } else await wear(page, size, dress);
  await rested(page);
}

function titleOf({ walk, language }: Job): string {
  return `${walk.area}/${walk.name} (${language})`;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not there after ${SCREEN_MS / 1000} s`)), SCREEN_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** As a person leafs: screen by screen, each in all its forms. */
function inOrder(pictures: readonly Picture[], { walks }: Wanted): readonly Picture[] {
  const place = new Map(walks.flatMap((walk) => walk.stops.map((stop) => `${walk.area}/${nameOf(walk, stop)}`)).map((name, index) => [name, index]));
  const at = ({ area, screen }: Picture): number => place.get(`${area}/${screen}`) ?? 0;
  return pictures.toSorted((one, other) => at(one) - at(other) || one.file.localeCompare(other.file));
}
