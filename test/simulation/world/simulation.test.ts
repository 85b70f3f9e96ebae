import { describe, expect, it } from 'vitest';
import { type Hunt, huntMutant } from '../mutants/run-mutants.ts';
import { staleness } from '../mutants/apply.ts';
import { mutants } from '../mutants/mutants.ts';
import { runWorld } from './run.ts';
import { runSim } from './sim-command.ts';

/** Long enough for a machine that does other things as well; the work itself is about a minute. */
const PATIENCE_MS = 600_000;

async function simulate(seed: number, hours: number): Promise<string[]> {
  const lines: string[] = [];
  const { broken } = await runSim({ hours, seed, each: 4, pace: 2, replay: null, mutant: null, isVerbose: false, print: (line) => lines.push(line) });
  return broken === null ? [] : lines;
}

describe('a simulated shop', () => {
  // Worlds that nobody has seen before are for the command: here a failure is to be one of the change that is tested.
  it('keeps every promise in the worlds of a fixed seed', async () => expect(await simulate(1, 16)).toEqual([]), PATIENCE_MS);

  it(
    'is the same world, event by event, for the same seed',
    async () => {
      const first = await runWorld({ seed: 77, hours: 2, pace: 4 });
      const second = await runWorld({ seed: 77, hours: 2, pace: 4 });
      expect(second.hash).toBe(first.hash);
      expect([second.crashes, second.commands, second.operations]).toEqual([first.crashes, first.commands, first.operations]);
      expect((await runWorld({ seed: 78, hours: 1, pace: 4 })).hash).not.toBe(first.hash);
    },
    PATIENCE_MS,
  );
});

describe('the judges of the simulation', () => {
  const hunt: Hunt = { hours: 60, each: 3, pace: 4, seed: 1 };

  it.each(['pulse-before-commit', 'assume-empty', 'skip-audit', 'opens-the-neighbour'])(
    'find the fault %s',
    async (name) => {
      const mutant = mutants.find((each) => each.name === name);
      if (mutant === undefined) throw new Error(`no mutant is called ${name}`);
      expect((await huntMutant(mutant, hunt)).killedBy?.promise).toBe(String(mutant.promise));
    },
    PATIENCE_MS,
  );

  it('have a fault for each promise, and every one of them still fits the product', () => {
    expect(mutants.map(staleness).filter((problem) => problem !== null)).toEqual([]);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].filter((promise) => !mutants.some((mutant) => mutant.promise === promise))).toEqual([]);
  });
});
