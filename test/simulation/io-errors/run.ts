import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../powercut/scratch.ts';
import type { PlannedFault } from '../shim/control.ts';
import { runRecorded } from '../shim/run-recorded.ts';

/** What fails, and what the station is doing meanwhile: a day's journey, the migration of an old database, or the way back to a backup. */
export interface FaultKind extends Omit<PlannedFault, 'at'> {
  readonly during: 'journey' | 'migrate' | 'restore';
}

/** One kind of fault, at the first operation, the next, and so on, until the journey is over before it strikes. */
export interface FaultRun extends FaultKind {
  readonly first: number;
  /** At every operation, or at every so many. */
  readonly step: number;
  readonly last: number;
}

/** What came of one fault. */
export interface FaultLine {
  /** The kind of fault, as `nameOf` calls it. */
  readonly kind: string;
  readonly at: number;
  readonly hasStruck: boolean;
  readonly saw: readonly string[];
  readonly health: 'ok' | 'full' | 'failed';
  readonly endsItself: boolean;
  readonly broken: readonly string[];
}

const faults: readonly Omit<PlannedFault, 'at'>[] = [
  { strikes: 'write', error: 'ENOSPC', lasts: 'once' },
  { strikes: 'write', error: 'ENOSPC', lasts: 'on' },
  { strikes: 'write', error: 'ENOSPC', lasts: 'until-ballast' },
  { strikes: 'write', error: 'EIO', lasts: 'once' },
  { strikes: 'write', error: 'EIO', lasts: 'on' },
  { strikes: 'sync', error: 'ENOSPC', lasts: 'once' },
  { strikes: 'sync', error: 'ENOSPC', lasts: 'on' },
  { strikes: 'sync', error: 'EIO', lasts: 'once' },
  { strikes: 'sync', error: 'EIO', lasts: 'on' },
];

/** Every kind of fault of rule R-21. `until-ballast` is a full disk on which the ballast was. */
export const faultKinds: readonly FaultKind[] = (['journey', 'migrate', 'restore'] as const).flatMap((during) => faults.map((fault) => ({ ...fault, during })));

/** How a kind of fault is called: `journey, sync EIO once`. */
export function nameOf({ during, strikes, error, lasts }: FaultKind): string {
  return `${during}, ${strikes} ${error} ${lasts}`;
}

/** Walks the journey once for each place of each kind of fault. Throws when the program that walks it came to no end. */
export async function runFaults(library: string, runs: readonly FaultRun[]): Promise<readonly FaultLine[]> {
  const under = realpathSync(scratchFolder('io-errors'));
  try {
    const folder = join(under, 'disk');
    mkdirSync(folder);
    const program = [join(import.meta.dirname, 'faults-child.ts'), JSON.stringify(runs)];
    const ended = await runRecorded({ library, folder, log: join(under, 'log'), program });
    if (ended.code !== 0) throw new Error(`ended with ${ended.code}\n${ended.stdout.slice(-500)}\n${ended.stderr.slice(-3000)}`);
    return ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FaultLine);
  } finally {
    rmSync(under, { recursive: true, force: true });
  }
}

/** What is wrong with what came of some faults, one sentence each; none is as it should be. */
export function brokenRules(lines: readonly FaultLine[]): readonly string[] {
  return lines.flatMap((line) => {
    const place = `${line.kind} at ${line.at}`;
    const rules = line.broken.map((rule) => `${place}: ${rule}`);
    // Rule R-07: a full disk on which the ballast was refuses new orders, never a collection.
    if (line.kind === 'journey, write ENOSPC until-ballast' && !line.saw.includes('collected'))
      rules.push(`${place}: a full disk kept somebody from their parcel`);
    if (/^journey.*EIO/.test(line.kind) && line.hasStruck && line.health !== 'failed') rules.push(`${place}: an error of the disk went unnoticed`);
    return rules;
  });
}
