/**
 * Proves everything, in the order in which failures are cheapest: `npm test` and `npm run verify`. Every stage runs even when
 * an earlier one failed, so that one run shows all there is to mend.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

interface Stage {
  readonly name: string;
  /** Each row of commands runs by itself, one after the other; rows run side by side. */
  readonly rows: readonly (readonly (readonly string[])[])[];
}

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
}

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');

const stages: readonly Stage[] = [
  { name: 'format and lint', rows: [[['biome', 'ci', '--error-on-warnings', '.']]] },
  {
    // The compiler uses one core: the longest of its projects runs beside the others, and beside what reads the sources for their architecture.
    name: 'types and architecture',
    rows: [
      [['tsc', '-p', 'tsconfig.node.json']],
      [
        ['tsc', '-p', 'tsconfig.pure.json'],
        ['tsc', '-p', 'tsconfig.dom.json'],
        ['tsc', '-p', 'tsconfig.e2e.json'],
        ['vitest', 'run', '--project', 'architecture'],
      ],
    ],
  },
  { name: 'unit', rows: [[['vitest', 'run', '--project', 'unit']]] },
  { name: 'flows', rows: [[['vitest', 'run', '--project', 'flows']]] },
  { name: 'page build', rows: [[['node', 'scripts/page.ts']]] },
  { name: 'browser tests', rows: [[['vitest', 'run', '--project', 'e2e']]] },
];

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? stages : stages.filter((stage) => wanted.includes(stage.name));
const outcomes: Outcome[] = [];
for (const stage of chosen) outcomes.push(await runStage(stage));
report(outcomes);
process.exitCode = chosen.length > 0 && outcomes.every((outcome) => outcome.passed) ? 0 : 1;

async function runStage(stage: Stage): Promise<Outcome> {
  print(`\n== ${stage.name}`);
  const startedAt = performance.now();
  const passed = (await Promise.all(stage.rows.map(runRow))).every((row) => row);
  const seconds = (performance.now() - startedAt) / 1000;
  print(`== ${stage.name}: ${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { name: stage.name, passed, seconds };
}

/** Runs them all, so that one run shows all there is to mend. */
async function runRow(commands: readonly (readonly string[])[]): Promise<boolean> {
  let passed = true;
  for (const [command = '', ...rest] of commands) passed = (await run(command, rest)) && passed;
  return passed;
}

function run(command: string, rest: readonly string[]): Promise<boolean> {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(join(bin, command), [...rest], { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      print(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}

function report(results: readonly Outcome[]): void {
  const width = Math.max(...results.map((result) => result.name.length), 0);
  print('');
  for (const { name, passed, seconds } of results) print(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`);
  const failed = results.filter((result) => !result.passed).map((result) => result.name);
  print(failed.length === 0 ? '\nEverything passed.' : `\nFailed: ${failed.join(', ')}.`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
