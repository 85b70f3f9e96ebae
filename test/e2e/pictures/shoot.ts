import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openWalk, type OpenWalk } from '../screens/open-walk.ts';
import { writeAlbum } from './album.ts';
import type { Picture, Shots } from './picture.ts';
import { type Dress, type Job, nameOf, planJobs, type Size, type Wanted } from './plan.ts';
import { rested } from './rested.ts';

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

/** Draws what is wanted and writes the album. A screen that cannot be drawn holds up no other. */
export async function shoot(wanted: Wanted, parts: ShootParts): Promise<Shots> {
  const jobs = planJobs(wanted);
  rmSync(parts.folder, { recursive: true, force: true });
  mkdirSync(parts.folder, { recursive: true });
  const pictures: Picture[] = [];
  const problems: string[] = [];
  const left = [...jobs];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) {
      const drawn = await drawJob(job, parts);
      pictures.push(...drawn.pictures);
      problems.push(...drawn.problems);
      done += 1;
      parts.say(`${done} of ${jobs.length}: ${titleOf(job)}, ${drawn.pictures.length} pictures`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parts.pages) }, work));
  const shots = { pictures: inOrder(pictures, wanted), screens: new Set(pictures.map(({ area, screen }) => `${area}/${screen}`)).size, problems };
  writeAlbum(parts.folder, shots);
  return shots;
}

interface Drawn {
  readonly pictures: Picture[];
  readonly problems: string[];
}

/** Goes through a walk. After a screen that failed the page is opened anew, and what follows from that screen is left out. */
async function drawJob(job: Job, parts: ShootParts): Promise<Drawn> {
  const drawn: Drawn = { pictures: [], problems: [] };
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
      open ??= await inTime(openWalk(parts.browser, parts.url, job.walk, { size: first(job.sizes), ...looksOf(job.dress), language: job.language }));
      const page: OpenWalk = open;
      await inTime(stop.go(page.visitor));
      if (isDrawn) drawn.pictures.push(...(await inTime(picturesOf(job, nameOf(job.walk, stop), page, parts.folder))));
      for (const fault of await inTime(page.faults())) drawn.problems.push(`${titleOf(job)}: ${stop.name}: ${fault}`);
    } catch (error) {
      drawn.problems.push(`${titleOf(job)}: ${stop.name}: ${firstLine(error)}`);
      isLost = true;
      await open?.close();
      open = null;
    }
  }
  await open?.close();
  return { pictures: drawn.pictures, problems: [...new Set(drawn.problems)] };
}

async function picturesOf(job: Job, screen: string, { page }: OpenWalk, folder: string): Promise<readonly Picture[]> {
  const { walk, language, dress, sizes } = job;
  const pictures: Picture[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await rested(page);
    const name = `${size.width}x${size.height}`;
    const file = `${walk.area}/${screen}.${language}.${name}.${dress.name}.png`;
    // A phone scrolls its page; a panel of a station is all that there is to see at once.
    await page.screenshot({ path: join(folder, file), animations: 'disabled', fullPage: walk.area === 'phone' });
    pictures.push({ area: walk.area, screen, language, size: name, dress: dress.name, file });
  }
  if (sizes.length > 1) await page.setViewportSize(first(sizes));
  return pictures;
}

function looksOf({ text, contrast, theme }: Dress): Pick<Dress, 'text' | 'contrast' | 'theme'> {
  return { text, contrast, theme };
}

function titleOf({ walk, language, dress }: Job): string {
  return `${walk.area}/${walk.name} (${language}, ${dress.name})`;
}

function first(sizes: readonly Size[]): Size {
  const [size] = sizes;
  if (size === undefined) throw new Error('no size to draw in');
  return size;
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
