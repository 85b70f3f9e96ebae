/** `npm run bench -- NAME ... [--quick] [--json FILE]`: measures, beside what it is to be compared with. Without a name: what there is. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, BenchResult } from '../bench/bench.ts';
import { benches } from '../bench/benches.ts';
import { circumstances } from '../bench/machine.ts';
import { printed } from '../bench/print.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const asked = read(argv);
  if (typeof asked === 'string') return refuse(asked);
  if (asked.chosen.length === 0) return list();
  const results: Record<string, BenchResult> = {};
  for (const bench of asked.chosen) {
    const result = await bench.run({ isQuick: asked.isQuick, progress: (step) => note(`${bench.name}: ${step}`) });
    results[bench.name] = result;
    say(`${printed(bench.name, result, circumstances())}\n`);
  }
  if (asked.isQuick) say('This was a quick run: it shows that everything runs, and measures next to nothing.');
  if (asked.file !== null) writeFileSync(asked.file, `${JSON.stringify({ ...circumstances(), isQuick: asked.isQuick, results }, null, 2)}\n`);
  return 0;
}

interface Asked {
  readonly chosen: readonly Bench[];
  readonly isQuick: boolean;
  readonly file: string | null;
}

/** What was asked for, or one sentence about what is wrong with it. */
function read(argv: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    });
    const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name));
    if (unknown !== undefined) return `There is no bench "${unknown}".`;
    const chosen = benches.filter((bench) => positionals.includes(bench.name));
    return { chosen, isQuick: values.quick, file: values.json ?? null };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function list(): number {
  const width = Math.max(...benches.map((bench) => bench.name.length));
  say('npm run bench -- NAME ... [--quick] [--json FILE]\n');
  for (const { name, about } of benches) say(`  ${name.padEnd(width)}  ${about}`);
  return 0;
}

function refuse(sentence: string): number {
  note(`${sentence} \`npm run bench\` lists what there is.`);
  return 2;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
