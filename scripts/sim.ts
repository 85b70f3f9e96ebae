/**
 * `npm run sim -- --hours H --seed S`: simulates a shop with its silo for so many hours, in worlds of a day each, and judges the promises after
 * every event. `--replay SEED` plays one world again, `--verbose` tells every event of it, `--pace N`
 * lets everything happen N times as often, `--mutant NAME` puts a fault into the product first.
 */
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '12' },
    pace: { type: 'string', default: '1' },
    replay: { type: 'string' },
    mutant: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

if (values.mutant !== undefined) {
  const { applyMutant, mutantNamed } = await import('../test/simulation/mutants/apply.ts');
  applyMutant(mutantNamed(values.mutant));
}
// Only now, so that the product is loaded with the fault.
const { runSim } = await import('../test/simulation/world/sim-command.ts');
const result = await runSim({
  hours: numberOf(values.hours, 'hours'),
  seed: numberOf(values.seed, 'seed'),
  each: numberOf(values.each, 'each'),
  pace: numberOf(values.pace, 'pace'),
  replay: values.replay === undefined ? null : numberOf(values.replay, 'replay'),
  mutant: values.mutant ?? null,
  isVerbose: values.verbose,
  print: (line) => void process.stdout.write(`${line}\n`),
});
process.exitCode = result.broken === null ? 0 : 1;

function numberOf(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`--${name} is a number`);
  return number;
}
