import { mix } from './chance.ts';
import { type RunReport, runWorld } from './run.ts';

/** What `npm run sim` is asked for. */
export interface SimOptions {
  /** Hours to simulate altogether. */
  readonly hours: number;
  readonly seed: number;
  /** Hours of trouble in each world; its calm comes on top. */
  readonly each: number;
  /** How many times as often as usual things happen. */
  readonly pace: number;
  /** The seed of one world, to be played again; null: many worlds from `seed`. */
  readonly replay: number | null;
  /** The fault that was put into the product, by name; null: none. */
  readonly mutant: string | null;
  /** Every event, not only the last ones. */
  readonly isVerbose: boolean;
  print(line: string): void;
}

/** All worlds of a run together. */
export interface SimTotal {
  hours: number;
  worlds: number;
  crashes: number;
  commands: number;
  commits: number;
  delivered: number;
  operations: number;
  exempt: number;
}

/** What came of a run: the first world that broke a promise, or null. */
export interface SimResult {
  readonly total: SimTotal;
  readonly hash: string;
  readonly broken: RunReport | null;
}

/** Simulates worlds until the hours are over, or one breaks a promise. Prints its figures, one to a line. */
export async function runSim(options: SimOptions): Promise<SimResult> {
  const total: SimTotal = { hours: 0, worlds: 0, crashes: 0, commands: 0, commits: 0, delivered: 0, operations: 0, exempt: 0 };
  let hash = '';
  let broken: RunReport | null = null;
  for (let n = 1; broken === null && (n === 1 || (options.replay === null && total.hours < options.hours)); n++) {
    const seed = options.replay ?? mix(options.seed, `world ${n}`);
    const report = await runWorld({
      seed,
      hours: options.each,
      pace: options.pace,
      ...(options.isVerbose ? { onLine: (line: string) => options.print(line) } : {}),
    });
    total.worlds += 1;
    for (const key of ['hours', 'crashes', 'commands', 'commits', 'delivered', 'operations', 'exempt'] as const) total[key] += report[key];
    hash = mix(Number.parseInt(report.hash.slice(0, 8), 16), hash)
      .toString(16)
      .padStart(8, '0');
    if (report.violation !== null) broken = report;
  }
  if (broken !== null) printViolation(options, broken);
  printTotal(options, total, hash, broken === null ? 0 : 1);
  return { total, hash, broken };
}

function printViolation({ print, each, pace, mutant }: SimOptions, { violation, last, seed, faults }: RunReport): void {
  for (const line of last) print(line);
  print(`promise ${violation?.promise}: ${violation?.what}`);
  print(`faults: ${faults.join(' ')}`);
  print(`replay: npm run sim -- --replay ${seed} --each ${each}${pace === 1 ? '' : ` --pace ${pace}`}${mutant === null ? '' : ` --mutant ${mutant}`}`);
}

function printTotal({ print, seed }: SimOptions, total: SimTotal, hash: string, violations: number): void {
  print(`hours: ${Math.round(total.hours)} in ${total.worlds} worlds`);
  print(`crashes: ${total.crashes}`);
  print(`commands: ${total.commands} (${total.commits} commits, ${total.operations} operations, ${total.delivered} parcels handed over)`);
  print(`not judged, because no sensor could show it: ${total.exempt}`);
  print(`seed: ${seed}`);
  print(`log: ${hash}`);
  print(`violations: ${violations}`);
}
