import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ok, type Result } from '../../../src/kernel/result.ts';
import { deal, type Part, planFor } from './plan.ts';
import { type JourneyFailed, type Recorded, recordJourney } from './record.ts';
import { type Closeness, type Fault, Replay, type Tally } from './replay.ts';
import { scratchFolder } from './scratch.ts';
import { windowsOf } from './windows.ts';

/** What a worker is given. */
export interface Share {
  readonly parts: readonly (Part & { readonly log: string; readonly initial: readonly (readonly [string, Uint8Array])[] })[];
  readonly folder: string;
  readonly closeness: Closeness;
}

/** What a worker says of each journey. */
export interface ShareDone {
  readonly journey: string;
  readonly tally: Tally;
}

/** A run of the whole proof. */
export interface Examination {
  readonly library: string;
  readonly journeys: readonly string[];
  readonly images: number;
  readonly seed: number;
  readonly workers: number;
  readonly onRecorded?: (recorded: Recorded) => void;
}

/** What came of it. */
export interface Examined {
  readonly images: number;
  readonly started: number;
  readonly points: number;
  readonly torn: number;
  readonly faults: readonly Fault[];
  /** Milliseconds in which the images were examined, without the recording. */
  readonly ms: number;
}

/** Of every so many images one is started by the station itself. */
const START_EVERY = 100;

/** Walks the journeys over the recorder, cuts the power at their points, and looks at what is left. */
export async function examine(run: Examination): Promise<Result<Examined, JourneyFailed>> {
  const under = realpathSync(scratchFolder('powercut'));
  try {
    const records = new Map<string, Recorded>();
    for (const journey of run.journeys) {
      const recorded = await recordJourney(run.library, under, journey);
      if (!recorded.ok) return recorded;
      records.set(journey, recorded.value);
      run.onRecorded?.(recorded.value);
    }
    return ok(await examineAll(run, under, records));
  } finally {
    rmSync(under, { recursive: true, force: true });
  }
}

/** Makes one image again, `JOURNEY:POINT:VARIANT:NTH` as a fault was printed, and says what is wrong with it. */
export async function replayOne(library: string, place: string, seed: number): Promise<string> {
  const [journey = '', point = '', , nth = ''] = place.split(':');
  const under = realpathSync(scratchFolder('powercut'));
  try {
    const recorded = await recordJourney(library, under, journey);
    if (!recorded.ok) return recorded.error.detail;
    const window = windowsOf(recorded.value).find(({ from, to }) => from <= Number(point) && Number(point) <= to);
    if (window === undefined) return `there is no entry ${point} in ${journey}`;
    const closeness: Closeness = { seed, torn: Number(nth) + 1, startEvery: 1 };
    const { faults } = new Replay(recorded.value, join(under, 'images'), closeness).run([{ ...window, to: Math.min(window.to, Number(point)) }]);
    const here = faults.filter((fault) => place === `${fault.journey}:${fault.point}:${fault.variant}:${fault.nth}`);
    return here.map(({ kind, detail }) => `${kind}: ${detail}`).join('\n') || 'nothing is wrong with this image';
  } finally {
    rmSync(under, { recursive: true, force: true });
  }
}

/** The windows of each journey. Every journey begins with the same first start of a station, which is examined in the first one only. */
export function partsOf(records: ReadonlyMap<string, Recorded>): readonly Part[] {
  let isFirst = true;
  return [...records].map(([journey, recorded]) => {
    const windows = windowsOf(recorded);
    const isBirth = recorded.initial.size === 0;
    const skips = isBirth && !isFirst ? 1 : 0;
    if (isBirth) isFirst = false;
    return { journey, windows: windows.slice(skips) };
  });
}

async function examineAll(run: Examination, under: string, records: ReadonlyMap<string, Recorded>): Promise<Examined> {
  const plan = planFor(partsOf(records), run.images, run.seed);
  const closeness: Closeness = { seed: run.seed, torn: plan.torn, startEvery: START_EVERY };
  const began = process.hrtime.bigint();
  const tallies = await Promise.all(
    deal(plan, run.workers).map((parts, number) => {
      const folder = join(under, `worker-${number}`);
      mkdirSync(folder);
      const given = parts.map((part) => ({ ...part, log: join(under, `${part.journey}.log`), initial: [...(records.get(part.journey)?.initial ?? [])] }));
      return inWorker({ parts: given, folder, closeness });
    }),
  );
  const all = tallies.flat();
  const sum = (of: (tally: Tally) => number): number => all.reduce((total, tally) => total + of(tally), 0);
  return {
    images: sum(({ images }) => images),
    started: sum(({ started }) => started),
    points: sum(({ points }) => points),
    torn: plan.torn,
    faults: all.flatMap(({ faults }) => faults),
    ms: Number(process.hrtime.bigint() - began) / 1e6,
  };
}

function inWorker(share: Share): Promise<readonly Tally[]> {
  return new Promise((resolve, reject) => {
    const tallies: Tally[] = [];
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share });
    worker.on('message', ({ tally }: ShareDone) => tallies.push(tally));
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve(tallies) : reject(new Error(`a worker ended with ${code}`))));
  });
}
