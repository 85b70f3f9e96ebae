/**
 * `npm run sim:sync -- --rounds N --seed S`: stations and a hub under fire, on the embedded database and on PostgreSQL where it is installed.
 * Ends with 1 if anything was lost, done twice, out of order, or stuck; the seed plays the story again.
 */
import { parseArgs } from 'node:util';
import { pgliteEngine, postgresBinaries, postgresEngine, type TestEngine } from '../test/src/hub/support/engines.ts';
import { type FireReport, playFire } from '../test/simulation/sync/fire-world.ts';
import { NO_POSTGRES } from '../test/simulation/sync/no-postgres.ts';
import { bucketNumbering, neverSeen, neverSeenInStorm, sequenceNumbering } from '../test/simulation/sync/overlap.ts';
import { sweepStatements } from '../test/simulation/sync/statement-sweep.ts';
import { makeWorld } from '../test/src/hub/support/world.ts';

/** Rounds of one story; then the next seed begins with an empty shop. */
const ROUNDS_OF_STORY = 12;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '48' }, seed: { type: 'string', default: '1' } } });
const [rounds, firstSeed] = [Number(values.rounds), Number(values.seed)];
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(firstSeed)) throw new Error('--rounds and --seed are whole numbers');

process.exitCode = (await everything()) ? 0 : 1;

async function everything(): Promise<boolean> {
  const binaries = postgresBinaries();
  let isRight = await on('PGlite', await pgliteEngine(), false);
  if (binaries === null) say(NO_POSTGRES);
  else isRight = (await on('PostgreSQL', await postgresEngine(binaries), true)) && isRight;
  return isRight;
}

async function on(name: string, engine: TestEngine, cuts: boolean): Promise<boolean> {
  try {
    const stories = await playStories(name, engine, cuts);
    const sweeps = [await sweep(name, engine, cuts, 'kill'), await sweep(name, engine, cuts, 'cut')];
    const numbers = cuts ? await overlapping(engine) : true;
    return stories && sweeps.every(Boolean) && numbers;
  } finally {
    await engine.close();
  }
}

async function playStories(name: string, { db }: TestEngine, cuts: boolean): Promise<boolean> {
  const total = { rounds: 0, operations: 0, stationKills: 0, hubKills: 0, cutConnections: 0, restores: 0, requests: 0, faults: 0, statements: 0 };
  let slowest = 0;
  for (let seed = firstSeed; total.rounds < rounds; seed++) {
    const report: FireReport = await playFire({ seed, rounds: Math.min(ROUNDS_OF_STORY, rounds - total.rounds), db, cuts });
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += report[key];
    slowest = Math.max(slowest, report.slowestDrain);
    if (report.violations.length === 0) continue;
    say(`${name}  seed ${seed}, round ${report.rounds}:\n${report.violations.join('\n')}`);
    return false;
  }
  const counts = Object.entries(total).map(([key, count]) => `${key}: ${count}`);
  say(`${name}  ${counts.join('  ')}  slowest drain: ${slowest} min  seeds from ${firstSeed}  violations: 0`);
  return true;
}

async function sweep(name: string, { db }: TestEngine, cuts: boolean, kind: 'kill' | 'cut'): Promise<boolean> {
  const report = await sweepStatements(db, { cuts, kind });
  say(`${name}  hub ${kind === 'kill' ? 'killed' : 'cut off'} at each of its first ${report.points} points  violations: ${report.violations.length}`);
  if (report.violations.length > 0) say(report.violations.join('\n'));
  return report.violations.length === 0;
}

async function overlapping({ db }: TestEngine): Promise<boolean> {
  const ours = async () => bucketNumbering({ tenantId: (await makeWorld(db)).tenantId, bucket: 'orders', scope: 'overlap' });
  const lost = [...(await neverSeen(db, await ours())), ...(await neverSeenInStorm(db, await ours(), 10, 100))];
  const naive = [...(await neverSeen(db, await sequenceNumbering(db))), ...(await neverSeenInStorm(db, await sequenceNumbering(db), 10, 100))];
  say(`PostgreSQL  overlapping transactions: rows never seen with our counter: ${lost.length}, with a plain sequence: ${naive.length} of 1002`);
  return lost.length === 0 && naive.length > 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
