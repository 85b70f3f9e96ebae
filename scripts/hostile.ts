/**
 * `npm run hostile -- --count N --seed S`: hostile input of every kind, N shared out among them: frames on the bus of every family, codes at
 * the silo, answers of what is not the hub, and customers without a restart. With `--family NAME|all` it is N frames for each family, and nothing else.
 */
import { parseArgs } from 'node:util';
import { familyOf } from '../hardware/lockers/families.ts';
import { runHostileTool } from '../hardware/tool/hostile-tool.ts';
import { familyNames } from '../hardware/wire/family-name.ts';
import { attackJudge, attackSilo, type CodeReport } from '../test/simulation/hostile/attack-codes.ts';
import { attackSync } from '../test/simulation/hostile/attack-sync.ts';
import { runSessions } from '../test/simulation/hostile/sessions.ts';

/** Which part of all goes where; the rest are frames. A code that is shown costs a thousand times as much as a frame. */
const SHARES = { judge: 0.25, silo: 0.01, answers: 0.01, sessions: 0.01 } as const;
/** What a station may grow by over ten thousand sessions. */
const MOST_GROWN_BYTES = 50_000_000;

const argv = process.argv.slice(2);
process.exitCode = argv.some((word) => word.startsWith('--family')) ? await frames(argv) : await everything();

function frames(words: readonly string[]): Promise<number> {
  return runHostileTool([...words], {
    familyOf,
    print: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
  });
}

async function everything(): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } } });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  if (!Number.isInteger(count) || count < 100 || !Number.isInteger(seed)) throw new Error('--count is a whole number from 100 on, --seed a whole number');
  const part = (share: number): number => Math.max(1, Math.round(count * share));
  const left = count - part(SHARES.judge) - part(SHARES.silo) - part(SHARES.answers) - part(SHARES.sessions);
  const perFamily = Math.max(1, Math.floor(left / familyNames.length));
  const inOrder = await frames(['--family', 'all', '--count', String(perFamily), '--seed', String(seed)]);
  const judged = tellCodes('codes judged', await attackJudge(part(SHARES.judge), seed));
  const shown = tellCodes('codes shown to a whole silo', await attackSilo(part(SHARES.silo), seed));
  const answered = await answers(part(SHARES.answers), seed);
  const served = await sessions(part(SHARES.sessions));
  return inOrder === 0 && judged && shown && answered && served ? 0 : 1;
}

function tellCodes(what: string, { codes, opened, kinds, violations, p99Ms, p99CpuMs, grownBytes }: CodeReport): boolean {
  tell(`${what}: ${codes}  opened: ${opened}  violations: ${violations.length}`, violations);
  say(`  refused in (99 of 100): ${p99Ms.toFixed(2)} ms, of which processor ${p99CpuMs.toFixed(2)} ms  memory ${megabytes(grownBytes)}  ${listed(kinds)}`);
  return violations.length === 0;
}

async function answers(count: number, seed: number): Promise<boolean> {
  const report = await attackSync(count, seed);
  tell(`answers to the sync: ${report.answers}  violations: ${report.violations.length}`, report.violations);
  say(`  memory at most ${megabytes(report.grownBytes)}  ${listed(report.kinds)}`);
  return report.violations.length === 0;
}

async function sessions(count: number): Promise<boolean> {
  const report = await runSessions(count);
  tell(`sessions without a restart: ${report.sessions}  violations: ${report.violations.length}`, report.violations);
  say(
    `  memory held ${megabytes(report.grownBytes)}, lent by the system ${megabytes(report.grownResident)}  open files and sockets ${report.grownHandles >= 0 ? '+' : ''}${report.grownHandles}`,
  );
  return report.violations.length === 0 && report.grownBytes < MOST_GROWN_BYTES && report.grownHandles <= 0;
}

function listed(kinds: Readonly<Record<string, number>>): string {
  return Object.entries(kinds)
    .sort(([one], [two]) => one.localeCompare(two))
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(', ');
}

function megabytes(bytes: number): string {
  return `${bytes >= 0 ? '+' : ''}${(bytes / 1_000_000).toFixed(1)} MB`;
}

function tell(line: string, violations: readonly string[]): void {
  say([line, ...violations].join('\n'));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
