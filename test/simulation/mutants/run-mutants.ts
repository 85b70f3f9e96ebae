import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { staleness } from './apply.ts';
import { type Mutant, mutants } from './mutants.ts';

/** What became of one mutant: the world that found it, or null: none did. */
export interface MutantReport {
  readonly mutant: Mutant;
  readonly killedBy: { readonly seed: string; readonly promise: string; readonly what: string } | null;
  readonly seconds: number;
}

/** How long each is hunted at most, in simulated hours, and how long one world of it lasts. */
export interface Hunt {
  readonly hours: number;
  readonly each: number;
  readonly pace: number;
  readonly seed: number;
}

const projectRoot = join(import.meta.dirname, '../../..');

/** Runs the simulation against a product with this fault, in a process of its own, until a promise breaks. */
export async function huntMutant(mutant: Mutant, hunt: Hunt): Promise<MutantReport> {
  const startedAt = performance.now();
  const killedBy = await firstBroken(hunt, ['--mutant', mutant.name]);
  return { mutant, killedBy, seconds: (performance.now() - startedAt) / 1000 };
}

/** The first promise that these worlds break. */
async function firstBroken(hunt: Hunt, more: readonly string[]): Promise<MutantReport['killedBy']> {
  const args = ['scripts/sim.ts', ...more, ...Object.entries(hunt).flatMap(([name, value]) => [`--${name}`, String(value)])];
  const output = await outputOf(args);
  const [, promise, what] = /^promise (\S+): (.*)$/m.exec(output) ?? [];
  const seed = /^replay: .*--replay (\d+)/m.exec(output)?.[1];
  if (promise === undefined && !output.includes('violations: 0'))
    throw new Error(`${more.join(' ')}: the simulation did not come to an end\n${output.slice(-2000)}`);
  return promise === undefined || what === undefined || seed === undefined ? null : { seed, promise, what };
}

/**
 * Hunts all of them, two at a time, and tells of each. Answers with those that survived. First the same worlds are run without any fault: what breaks
 * there would be taken for the death of every mutant.
 */
export async function huntAll(hunt: Hunt, names: readonly string[], print: (line: string) => void): Promise<readonly string[]> {
  const wanted = mutants.filter(({ name }) => names.length === 0 || names.includes(name));
  const stale = wanted.map(staleness).filter((problem) => problem !== null);
  if (stale.length > 0) throw new Error(stale.join('\n'));
  const own = await firstBroken(hunt, []);
  if (own !== null) throw new Error(`the product itself breaks promise ${own.promise} in the world of seed ${own.seed}: ${own.what}`);
  print(`without a fault: ${hunt.hours} hours, violations: 0`);
  const waiting = [...wanted];
  const survivors: string[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const { killedBy, seconds } = await huntMutant(mutant, hunt);
      const time = `${seconds.toFixed(0)} s`;
      if (killedBy === null) survivors.push(mutant.name);
      print(
        killedBy === null
          ? `SURVIVED ${mutant.name} (${time})`
          : `killed ${mutant.name} by seed ${killedBy.seed}, promise ${killedBy.promise} (${time}): ${killedBy.what}`,
      );
    }
  };
  await Promise.all([work(), work()]);
  print(`mutants: ${wanted.length}`);
  print(`killed: ${wanted.length - survivors.length}`);
  print(`survived: ${survivors.length}${survivors.length === 0 ? '' : ` (${survivors.join(', ')})`}`);
  return survivors;
}

function outputOf(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (bytes: Buffer): void => {
      output += bytes.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
