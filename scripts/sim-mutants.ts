/**
 * `npm run sim:mutants`: puts one fault after the other into the product and lets the simulation find it. Fails when one survives. Names after
 * it hunt only those.
 */
import { parseArgs } from 'node:util';
import { huntAll } from '../test/simulation/mutants/run-mutants.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hours: { type: 'string', default: '80' },
    each: { type: 'string', default: '3' },
    pace: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
  },
});
const hunt = { hours: Number(values.hours), each: Number(values.each), pace: Number(values.pace), seed: Number(values.seed) };
const survivors = await huntAll(hunt, positionals, (line) => void process.stdout.write(`${line}\n`));
process.exitCode = survivors.length === 0 ? 0 : 1;
