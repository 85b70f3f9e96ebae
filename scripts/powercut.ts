/**
 * Cuts the power at every point of real journeys, and looks at what is left (test/simulation/powercut).
 *
 *  npm run powercut -- [--images N] [--seed S] [--journey NAME] [--workers W]
 *  npm run powercut -- --replay JOURNEY:POINT:VARIANT:NTH --seed S
 *  npm run powercut -- --io-errors [--every N]     instead: lets every N-th write and flush of a journey fail (test/simulation/io-errors)
 *
 * Ends with 0 when nothing is missing, torn or corrupt, with 1 when something is, and with 69 where this machine cannot record a disk.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { examine, replayOne } from '../test/simulation/powercut/examine.ts';
import { stationJourneys } from '../test/simulation/powercut/journeys/journeys.ts';
import { brokenRules, faultKinds, nameOf, runFaults } from '../test/simulation/io-errors/run.ts';
import { reportOf } from '../test/simulation/powercut/report.ts';
import { buildRecorder, NO_RECORDER_EXIT } from '../test/simulation/shim/recorder.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    journey: { type: 'string', multiple: true },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    replay: { type: 'string' },
    'io-errors': { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const built = buildRecorder();
  if (!built.ok) {
    process.stderr.write(`${built.error.sentence}\n`);
    return NO_RECORDER_EXIT;
  }
  const seed = Number(values.seed);
  if (values['io-errors']) return await failEverything(built.value, Number(values.every), Number(values.workers));
  if (values.replay !== undefined) return await again(built.value, values.replay, seed);
  const examined = await examine({
    library: built.value,
    journeys: values.journey ?? stationJourneys,
    images: Number(values.images),
    seed,
    workers: Number(values.workers),
    onRecorded: ({ journey, ops }) => process.stdout.write(`recorded ${journey}: ${ops.length} entries\n`),
  });
  if (!examined.ok) {
    process.stderr.write(`The journey ${examined.error.journey} did not come to its end: ${examined.error.detail}\n`);
    return 1;
  }
  for (const line of reportOf(examined.value, seed, (values.journey ?? stationJourneys).length)) process.stdout.write(`${line}\n`);
  return examined.value.faults.length === 0 ? 0 : 1;
}

async function again(library: string, place: string, seed: number): Promise<number> {
  const looked = await replayOne(library, place, seed);
  process.stdout.write(`${looked}\n`);
  return looked === 'nothing is wrong with this image' ? 0 : 1;
}

async function failEverything(library: string, every: number, workers: number): Promise<number> {
  const runs = faultKinds.map((kind) => ({ ...kind, first: 1, step: every, last: 99_999 }));
  const shares = Array.from({ length: workers }, (_, worker) => runs.filter((_, n) => n % workers === worker));
  const lines = (await Promise.all(shares.map((share) => runFaults(library, share)))).flat();
  for (const kind of faultKinds) {
    const of = lines.filter((line) => line.kind === nameOf(kind));
    const ended = of.filter(({ endsItself }) => endsItself).length;
    const [last] = of.slice(-1);
    process.stdout.write(`${nameOf(kind)}: ${of.length} walks, ${ended} asked to be started again, untouched from operation ${last?.at ?? 0} on\n`);
  }
  const broken = brokenRules(lines);
  for (const rule of broken) process.stdout.write(`${rule}\n`);
  process.stdout.write(`walks ${lines.length}\nbroken: ${broken.length}\n`);
  return broken.length === 0 ? 0 : 1;
}
